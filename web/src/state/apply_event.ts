import type { StreamEvent } from '../protocol/events.ts';
import type { Thread, ThreadItem } from '../protocol/items.ts';
import type { ChatState } from './chat_state.ts';

/**
 * Applies one event of a stream. Effects are not state: the chat room handles `client_effect`.
 * Unknown kinds are ignored, so that a newer server does no harm.
 */
export function applyEvent(state: ChatState, event: StreamEvent): void {
  switch (event.type) {
    case 'thread.created':
    case 'thread.updated':
      return takeThread(state, event.thread);
    case 'thread.item.added':
    case 'thread.item.done':
    case 'thread.item.replaced':
      return takeItem(state, event.item);
    case 'thread.item.updated':
      if (isVisible(event.update.type)) state.progress.value = null;
      return state.items.update(event.item_id, event.update);
    case 'thread.item.removed':
      return state.items.remove(event.item_id);
    case 'stream_options':
      state.allowCancel.value = event.stream_options.allow_cancel;
      return;
    case 'progress_update':
      state.progress.value = { text: event.text, icon: event.icon ?? null };
      return;
    case 'notice':
      return state.addNotice(event);
    case 'error':
      return state.fail(event);
    case 'client_effect':
  }
}

/**
 * Takes what is known of a thread. Its `items` may be empty in an event: they are never read here.
 */
export function takeThread(state: ChatState, thread: Thread): void {
  const { items: _, ...rest } = thread;
  state.thread.value = rest;
  if (thread.title) state.history.rename(thread.id, thread.title);
}

function takeItem(state: ChatState, item: ThreadItem): void {
  if (item.type === 'user_message') {
    const optimistic = state.optimisticId.peek();
    state.optimisticId.value = null;
    if (optimistic !== null) return state.items.rename(optimistic, item);
  } else {
    state.progress.value = null;
  }
  state.items.put(item);
}

function isVisible(update: string): boolean {
  return update.startsWith('assistant_message') || update.startsWith('widget');
}
