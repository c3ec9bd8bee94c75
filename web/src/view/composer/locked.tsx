import { Icon } from '../../icons/icon.tsx';
import { useView } from '../context.ts';

/** The composer of a locked thread: it says why. */
export function Locked({ reason }: { reason: string | null }) {
  const { t } = useView();
  return (
    <p class="composer locked" part="composer" role="status">
      <Icon name="ui-lock" />
      <span dir="auto">{reason ?? t('locked')}</span>
    </p>
  );
}
