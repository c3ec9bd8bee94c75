import { Icon } from '../../icons/icon.tsx';
import type { Upload } from '../../state/chat_state.ts';
import { IconButton, Spinner } from '../controls.tsx';
import { useView } from '../context.ts';
import { FilePicture } from './file_picture.tsx';

/** What goes out with the message besides its text: a quote and files. */
export function Pending() {
  const { chat, t } = useView();
  const { quote, uploads } = chat.state;
  return (
    <>
      {quote.value !== null && (
        <blockquote class="pending-quote" part="quote" aria-label={t('quoted')} dir="auto">
          <Icon name="ui-quote" />
          <span>{quote.value}</span>
          <IconButton icon="close" label={t('removeQuote')} onClick={() => (quote.value = null)} />
        </blockquote>
      )}
      {uploads.value.length > 0 && (
        <ul class="uploads">
          {uploads.value.map((upload) => (
            <li key={upload.key}>
              <UploadView upload={upload} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function UploadPicture({ picture }: Pick<Upload, 'picture'>) {
  if (picture === null) return <Icon name="document" />;
  return typeof picture === 'string' ? (
    <img src={picture} alt="" />
  ) : (
    <FilePicture file={picture} />
  );
}

function UploadView({ upload }: { upload: Upload }) {
  const { chat, t } = useView();
  const waiting = !upload.attachment && !upload.failure;
  return (
    <div class="file-chip" part="upload" data-failed={upload.failure !== null} aria-busy={waiting}>
      {waiting ? <Spinner /> : <UploadPicture picture={upload.picture} />}
      <span class="file-name">
        {upload.name}
        {upload.failure && <em role="alert">{t(upload.failure)}</em>}
      </span>
      <IconButton
        icon="close"
        label={t('removeFile', { name: upload.name })}
        onClick={() => chat.uploads.remove(upload.key)}
      />
    </div>
  );
}
