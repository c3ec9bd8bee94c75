import type { BuiltInCommand } from '../../chat/suggestions.ts';
import type { ViewContext } from '../context.ts';

/** What "/" offers besides the page's commands and the tools: what the header offers now. */
export function builtInCommands({ chat, t }: ViewContext): BuiltInCommand[] {
  const { state, options } = chat;
  if (!options.settings.history.enabled) return [];
  const history = {
    id: 'chatkit:history',
    label: t('history'),
    icon: 'history',
    run: () => void chat.history.show(),
  };
  if (state.threadId === null || state.phase.value !== 'idle') return [history];
  const newChat = {
    id: 'chatkit:new-chat',
    label: t('newChat'),
    icon: 'compose',
    run: () => void chat.threads.open(null),
  };
  return [newChat, history];
}
