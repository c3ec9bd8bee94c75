import { useLayoutEffect, useRef } from 'preact/hooks';
import { textPart } from '../../state/draft_parts.ts';
import { entityOf } from '../entity_button.tsx';
import { useView } from '../context.ts';
import { FieldBinding } from './field_binding.ts';
import { chipAt } from './field_dom.ts';
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
      onClick={(event) => {
        const hit = chipAt(event.target);
        if (hit) chat.entities.click(entityOf(hit.tag));
      }}
      onMouseOver={(event) => {
        const hit = chipAt(event.target);
        if (hit) void chat.entities.showPreview(entityOf(hit.tag), hit.chip);
      }}
      onMouseOut={(event) => {
        if (chipAt(event.target)) chat.entities.hidePreview();
      }}
      onBlur={() => chat.suggestions.dismiss()}
    />
  );
}
