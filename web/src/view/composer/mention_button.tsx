import { sliced, textPart } from '../../state/draft_parts.ts';
import { IconButton } from '../controls.tsx';
import { useView } from '../context.ts';

/** Writes an "@" and so opens the list of entities. */
export function MentionButton({ focusField }: { focusField: () => void }) {
  const { chat, t } = useView();
  const { search, showComposerMenu } = chat.options.settings.entities;
  if (!search || !showComposerMenu) return null;
  const begin = (): void => {
    const { parts, range } = chat.state.draft;
    const at = range.peek();
    const before = sliced(parts.peek(), 0, at.start).at(-1);
    const inWord = before?.type === 'input_text' && !/\s$/.test(before.text);
    focusField();
    chat.state.draft.replace(at, [textPart(inWord ? ' @' : '@')]);
  };
  return (
    <IconButton icon="ui-mention" label={t('mention')} part="mention-button" onClick={begin} />
  );
}
