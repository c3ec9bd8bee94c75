import { IconButton } from './controls.tsx';
import { useView } from './context.ts';

/** Title, history, a new chat and the page's own actions. */
export function Header() {
  const { chat, t } = useView();
  const { header, history } = chat.options.settings;
  if (!header.enabled) return null;
  const busy = chat.state.phase.value !== 'idle';
  const page = chat.options.callbacks.header;
  const title = header.title.text ?? chat.state.thread.value?.title ?? '';
  return (
    <header class="header" part="header">
      {header.leftAction && (
        <IconButton
          icon={header.leftAction.icon}
          label={spoken(header.leftAction.icon)}
          onClick={() => page?.leftAction?.onClick()}
        />
      )}
      <h2 class="header-title" part="header-title" dir="auto">
        {header.title.enabled && title}
      </h2>
      {history.enabled && chat.state.thread.value && (
        <IconButton
          icon="compose"
          label={t('newChat')}
          part="new-chat-button"
          disabled={busy}
          onClick={() => void chat.threads.open(null)}
        />
      )}
      {history.enabled && (
        <IconButton
          icon="history"
          label={t('history')}
          part="history-button"
          expanded={chat.state.history.open.value}
          onClick={() => void chat.history.show()}
        />
      )}
      {header.rightAction && (
        <IconButton
          icon={header.rightAction.icon}
          label={spoken(header.rightAction.icon)}
          onClick={() => page?.rightAction?.onClick()}
        />
      )}
    </header>
  );
}

/** The page names no label for its actions: the icon's name is the best there is. */
function spoken(icon: string): string {
  return icon.replace(/^lucide:/, '').replaceAll('-', ' ');
}
