import { Icon } from '../../icons/icon.tsx';
import { useView } from '../context.ts';

/** What happens until the next words come: the responder's progress, or three dots. */
export function Progress({ answering }: { answering: boolean }) {
  const { chat, t } = useView();
  const progress = chat.state.progress.value;
  if (!progress && answering) return null;
  return (
    <div class="progress" part="progress" role="status">
      {progress?.icon && <Icon name={progress.icon} />}
      {progress ? (
        <span class="shimmer">{progress.text}</span>
      ) : (
        <span class="dots">
          <span class="visually-hidden">{t('thinking')}</span>
          <i />
          <i />
          <i />
        </span>
      )}
    </div>
  );
}
