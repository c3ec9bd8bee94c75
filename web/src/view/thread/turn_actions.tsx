import { useState } from 'preact/hooks';
import type { ThreadItem } from '../../protocol/items.ts';
import type { TurnGroup } from '../../state/turn_groups.ts';
import { IconButton } from '../controls.tsx';
import { useView } from '../context.ts';

const COPIED_SHOWN_MS = 1500;

/** What can be done with a finished turn: copy, judge, try again. */
export function TurnActions({ turn }: { turn: TurnGroup }) {
  const { chat, t } = useView();
  const { feedback, retry } = chat.options.settings.threadItemActions;
  const items = turn.answers.map((cell) => cell.item.value).filter(isShown);
  const text = items.map(copyText).filter(Boolean).join('\n\n');
  const user = turn.user?.item.value;
  if (items.length === 0) return null;
  return (
    <div class="turn-actions" part="turn-actions">
      {text !== '' && <CopyButton text={text} />}
      {feedback && <Feedback itemIds={items.map((item) => item.id)} />}
      {retry && user && (
        <IconButton
          icon="reload"
          label={t('retry')}
          disabled={chat.state.phase.value !== 'idle'}
          onClick={() => void chat.turns.retryAfter(user.id)}
        />
      )}
    </div>
  );
}

function CopyButton({ text }: { text: string }) {
  const { t } = useView();
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
    setTimeout(() => setCopied(false), COPIED_SHOWN_MS);
  };
  return (
    <IconButton
      icon={copied ? 'check' : 'ui-copy'}
      label={t(copied ? 'copied' : 'copy')}
      onClick={() => void copy()}
    />
  );
}

function Feedback({ itemIds }: { itemIds: string[] }) {
  const { chat, t } = useView();
  const [given, setGiven] = useState<'positive' | 'negative' | null>(null);
  const give = (kind: 'positive' | 'negative') => () => {
    setGiven(kind);
    void chat.giveFeedback(itemIds, kind);
  };
  return (
    <>
      <IconButton
        icon="ui-up"
        label={t('goodAnswer')}
        pressed={given === 'positive'}
        onClick={give('positive')}
      />
      <IconButton
        icon="ui-down"
        label={t('badAnswer')}
        pressed={given === 'negative'}
        onClick={give('negative')}
      />
    </>
  );
}

/** Questions that wait are in place of the composer, and tool calls are nobody's to judge. */
function isShown(item: ThreadItem): boolean {
  if (item.type === 'structured_input') return item.status !== 'pending';
  return item.type !== 'client_tool_call' && item.type !== 'end_of_turn';
}

function copyText(item: ThreadItem): string {
  if (item.type === 'assistant_message') return item.content.map((part) => part.text).join('\n\n');
  return item.type === 'widget' ? (item.copy_text ?? '') : '';
}
