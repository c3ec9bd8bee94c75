import { useRef } from 'preact/hooks';
import { Icon } from '../../icons/icon.tsx';
import { IconButton } from '../controls.tsx';
import { useView } from '../context.ts';
import { AttachButton } from './attach_button.tsx';
import { DictateButton } from './dictate_button.tsx';
import { Field } from './field.tsx';
import { MentionButton } from './mention_button.tsx';
import { ModelMenu, ToolMenu } from './menus.tsx';
import { Pending } from './pending.tsx';
import { SuggestionList } from './suggestion_list.tsx';
import { useDropTarget } from './use_drop_target.ts';

/** The text field with its files, menus and the send button. */
export function Editor() {
  const { chat } = useView();
  const form = useRef<HTMLFormElement>(null);
  const { attachments } = chat.options.settings.composer;
  const takeFiles = (files: Iterable<File>): void => void chat.uploads.add(files);
  const drop = useDropTarget(attachments.enabled ? takeFiles : null);
  return (
    <form
      ref={form}
      class="composer"
      part="composer"
      data-dropping={drop.over.value}
      onSubmit={(event) => {
        event.preventDefault();
        void chat.composing.submit();
      }}
      {...drop.handlers}
    >
      <SuggestionList />
      <Pending />
      <Field />
      <div class="composer-bar">
        <div class="composer-adds">
          {attachments.enabled && <AttachButton take={takeFiles} />}
          <MentionButton
            focusField={() => form.current?.querySelector<HTMLElement>('.field')?.focus()}
          />
          <ToolMenu />
        </div>
        <ModelMenu />
        <DictateButton />
        <SendOrStop />
      </div>
    </form>
  );
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
