import { useEffect, useRef } from 'preact/hooks';
import { Icon } from '../../icons/icon.tsx';
import { IconButton } from '../controls.tsx';
import { useView } from '../context.ts';
import { AttachButton } from './attach_button.tsx';
import { Menus } from './menus.tsx';
import { Pending } from './pending.tsx';
import { useDropTarget } from './use_drop_target.ts';

/** The text field with its files, menus and the send button. */
export function Editor() {
  const { chat } = useView();
  const { attachments } = chat.options.settings.composer;
  const takeFiles = (files: Iterable<File>): void => void chat.uploads.add(files);
  const drop = useDropTarget(attachments.enabled ? takeFiles : null);
  return (
    <form
      class="composer"
      part="composer"
      data-dropping={drop.over.value}
      onSubmit={(event) => {
        event.preventDefault();
        void chat.composing.submit();
      }}
      {...drop.handlers}
    >
      <Pending />
      <Field />
      <div class="composer-bar">
        {attachments.enabled && <AttachButton take={takeFiles} />}
        <Menus />
        <span class="grow" />
        <SendOrStop />
      </div>
    </form>
  );
}

function Field() {
  const { chat, t } = useView();
  const field = useRef<HTMLTextAreaElement>(null);
  const { placeholder, tools } = chat.options.settings.composer;
  const tool = tools.find(({ id }) => id === chat.state.toolId.value);
  const label = tool?.placeholderOverride ?? placeholder ?? t('placeholder');
  const draft = chat.state.draft.value;
  useEffect(() => fit(field.current), [draft]);
  return (
    <textarea
      ref={field}
      class="field"
      part="composer-field"
      rows={1}
      dir={draft === '' ? undefined : 'auto'}
      aria-label={label}
      placeholder={label}
      value={draft}
      onInput={(event) => chat.composing.setDraft(event.currentTarget.value)}
      onKeyDown={(event) => {
        // While an input method composes, Enter belongs to it.
        if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
        event.preventDefault();
        void chat.composing.submit();
      }}
    />
  );
}

/** As high as its text; CSS says how high at most. */
function fit(field: HTMLTextAreaElement | null): void {
  if (!field) return;
  field.style.height = 'auto';
  field.style.height = `${field.scrollHeight}px`;
}

function SendOrStop() {
  const { chat, t } = useView();
  const { phase, allowCancel } = chat.state;
  if (phase.value === 'streaming' && allowCancel.value) {
    return (
      <IconButton
        icon="ui-stop"
        label={t('stop')}
        kind="send stop"
        part="stop-button"
        onClick={() => void chat.turns.stop()}
      />
    );
  }
  return (
    <button
      type="submit"
      class="icon-button send"
      part="send-button"
      aria-label={t('send')}
      title={t('send')}
      disabled={!chat.composing.canSubmit}
    >
      <Icon name="ui-send" />
    </button>
  );
}
