import type { Attachment, UserMessage } from '../../protocol/items.ts';
import { Icon } from '../../icons/icon.tsx';
import { EntityButton, entityOf } from '../entity_button.tsx';
import { useView } from '../context.ts';

/** What a person said: plain text, never Markdown. */
export function UserMessageView({ message }: { message: UserMessage }) {
  const { t } = useView();
  return (
    <article class="user" part="user-message" aria-label={t('you')}>
      {message.attachments && message.attachments.length > 0 && (
        <ul class="user-files">
          {message.attachments.map((attachment) => (
            <li key={attachment.id}>
              <AttachmentView attachment={attachment} />
            </li>
          ))}
        </ul>
      )}
      {message.quoted_text && (
        <blockquote class="user-quote" dir="auto">
          <Icon name="ui-quote" />
          <span>{message.quoted_text}</span>
        </blockquote>
      )}
      {message.content.length > 0 && (
        <div class="bubble" part="user-bubble" dir="auto">
          {message.content.map((part, at) =>
            part.type === 'input_tag' ? (
              <EntityButton key={at} kind="tag" entity={entityOf(part)}>
                {part.text}
              </EntityButton>
            ) : (
              <span key={at}>{part.text}</span>
            ),
          )}
        </div>
      )}
    </article>
  );
}

function AttachmentView({ attachment }: { attachment: Attachment }) {
  const { t } = useView();
  if (attachment.type === 'image' && attachment.preview_url) {
    return (
      <img
        class="file-image"
        src={attachment.preview_url}
        alt={t('imageOf', { name: attachment.name })}
      />
    );
  }
  return (
    <span class="file-chip">
      <Icon name="document" />
      <span class="file-name">{attachment.name}</span>
    </span>
  );
}
