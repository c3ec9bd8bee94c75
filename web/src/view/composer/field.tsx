import { useLayoutEffect, useRef } from 'preact/hooks';
import { textPart } from '../../state/draft_parts.ts';
import { useView } from '../context.ts';
import { PREVIEW_ID } from '../entity_preview.tsx';
import { chipHandlers } from './chip_handlers.ts';
import { FieldBinding } from './field_binding.ts';
import { suggestionKey, undoKey } from './field_keys.ts';
import { SUGGESTIONS_ID, optionId } from './suggestion_list.tsx';

/** Where a person writes: text and tags. With suggestions it is a combobox, else a text box. */
export function Field() {
  const { chat, t } = useView();
  const { composer, entities, commands } = chat.options.settings;
  const { draft, toolId } = chat.state;
  const field = useRef<HTMLDivElement>(null);
  useLayoutEffect(
    () => (field.current ? new FieldBinding(field.current, draft).attach() : undefined),
    [draft],
  );
  const tool = composer.tools.find(({ id }) => id === toolId.value);
  const label = tool?.placeholderOverride ?? composer.placeholder ?? t('placeholder');
  const isEmpty = draft.parts.value.length === 0;
  const list = chat.suggestions.list.value;
  const preview = chat.entities.preview.value;
  const suggests = entities.search || commands;
  return (
    <div
      ref={field}
      class="field"
      part="composer-field"
      contentEditable
      tabIndex={0}
      dir={isEmpty ? undefined : 'auto'}
      aria-label={label}
      aria-describedby={preview && field.current?.contains(preview.anchor) ? PREVIEW_ID : undefined}
      data-placeholder={isEmpty ? label : undefined}
      role={suggests ? 'combobox' : 'textbox'}
      aria-multiline={suggests ? undefined : true}
      aria-autocomplete={suggests ? 'list' : undefined}
      aria-haspopup={suggests ? 'listbox' : undefined}
      aria-expanded={suggests ? list !== null : undefined}
      aria-controls={list ? SUGGESTIONS_ID : undefined}
      aria-activedescendant={list ? optionId(list.active) : undefined}
      onKeyDown={(event) => {
        // While an input method composes, keys belong to it; 229 is how Safari says so.
        if (event.isComposing || event.keyCode === 229) return;
        if (suggestionKey(event, chat.suggestions) || undoKey(event, draft)) {
          event.preventDefault();
          event.stopPropagation();
        } else if (event.key === 'Enter' && !event.shiftKey) {
          event.preventDefault();
          void chat.composing.submit();
        }
      }}
      onPaste={(event) => {
        const { clipboardData } = event;
        if (!clipboardData || clipboardData.files.length > 0) return;
        event.preventDefault();
        const text = clipboardData.getData('text/plain').replace(/\r\n?/g, '\n');
        draft.replace(draft.range.peek(), [textPart(text)]);
      }}
      {...chipHandlers(chat)}
      onBlur={() => {
        chat.suggestions.dismiss();
        chat.entities.hidePreview();
      }}
    />
  );
}
