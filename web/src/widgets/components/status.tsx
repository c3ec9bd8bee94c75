import type { Widgets } from '@openai/chatkit';
import { Icon } from '../../icons/icon.tsx';
import { useWidgetHost } from '../host.ts';

/** The line above a card or a list: an icon or a favicon, and what it says. */
export function Status({ status }: { status: NonNullable<Widgets.Card['status']> }) {
  const { markdown } = useWidgetHost();
  const favicon = 'favicon' in status && status.favicon ? status.favicon : null;
  return (
    <div class="w-status">
      {'icon' in status && status.icon && <Icon name={status.icon} />}
      {favicon !== null && markdown.allowsImage(favicon) && (
        <img
          src={favicon}
          alt=""
          referrerpolicy="no-referrer"
          data-frame={'frame' in status && status.frame === true}
        />
      )}
      <span dir="auto">{status.text}</span>
    </div>
  );
}
