import { useRef } from 'preact/hooks';
import { IconButton } from '../controls.tsx';
import { useView } from '../context.ts';

/** Opens the file picker. */
export function AttachButton({ take }: { take: (files: Iterable<File>) => void }) {
  const { chat, t } = useView();
  const input = useRef<HTMLInputElement>(null);
  const { accept } = chat.options.settings.composer.attachments;
  return (
    <>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept={Object.entries(accept).flat(2).join(',')}
        onChange={(event) => {
          take([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = '';
        }}
      />
      <IconButton
        icon="ui-attach"
        label={t('attach')}
        part="attach-button"
        onClick={() => input.current?.click()}
      />
    </>
  );
}
