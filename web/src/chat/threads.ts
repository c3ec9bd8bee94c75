import { batch } from '@preact/signals';
import type { Page, Thread, ThreadItem } from '../protocol/items.ts';
import { takeThread } from '../state/apply_event.ts';
import { type Context, log, reportError, requireIdle } from './context.ts';
import type { Drafts } from './drafts.ts';

/** Opens threads and brings their items, the newest page first. */
export class Threads {
  private readonly context: Context;
  private readonly drafts: Drafts;
  private loadingOlder = false;

  constructor(context: Context, drafts: Drafts) {
    this.context = context;
    this.drafts = drafts;
  }

  /**
   * Opens `id`, or the start screen for null, with the draft of its own. Resolves when its newest
   * items are here.
   * Errors: Error while busy; WireError, which is shown too.
   */
  async open(id: string | null): Promise<void> {
    const { state, host } = this.context;
    requireIdle(state);
    batch(() => {
      state.closeThread();
      this.drafts.open(id);
      if (id !== null) state.phase.value = 'loading';
    });
    if (id === null) return;
    host.emit('chatkit.thread.load.start', { threadId: id });
    try {
      await this.load(id);
    } catch (cause) {
      state.fail({ type: 'error', code: 'thread.load', allow_retry: false });
      reportError(host, cause);
      throw cause;
    } finally {
      state.phase.value = 'idle';
      host.emit('chatkit.thread.load.end', { threadId: id });
    }
  }

  /** Reads the open thread again, in place. Errors: Error while busy, WireError. */
  async refresh(): Promise<void> {
    const { state } = this.context;
    requireIdle(state);
    if (state.threadId !== null) await this.load(state.threadId);
  }

  /**
   * Reads the open thread again because the rest of an answer cannot be had any more: what is
   * stored takes the place of what came of it. Errors: WireError.
   */
  async recover(): Promise<void> {
    const { state } = this.context;
    if (state.threadId === null) return;
    const users = state.items.snapshot().filter((item) => item.type === 'user_message');
    const newest = users.at(-1);
    await this.load(state.threadId, () => newest && state.items.cutAfter(newest.id));
  }

  /** Brings the page before what is shown; nothing when there is none. */
  async loadOlder(): Promise<void> {
    const { state, client, host } = this.context;
    const after = state.olderAfter.peek();
    const thread = state.threadId;
    if (after === null || thread === null || this.loadingOlder) return;
    this.loadingOlder = true;
    try {
      const page = await client.call('items.list', { thread_id: thread, order: 'desc', after });
      if (state.threadId !== thread) return;
      batch(() => {
        state.items.prepend(page.data.reverse());
        state.olderAfter.value = cursorOf(page);
      });
    } catch (cause) {
      reportError(host, cause);
    } finally {
      this.loadingOlder = false;
    }
  }

  private async load(id: string, before: () => void = () => undefined): Promise<void> {
    const { state, client, host } = this.context;
    const begin = performance.now();
    const thread = await client.call('threads.get_by_id', { thread_id: id });
    const newest = await this.newestPage(thread);
    batch(() => {
      before();
      takeThread(state, thread);
      for (const item of newest.data) state.items.put(item);
      state.olderAfter.value = cursorOf(newest);
    });
    log(host, 'thread.load', { items: newest.data.length, ms: performance.now() - begin });
  }

  /** Our server answers the newest page, others the oldest: those are asked for the newest. */
  private async newestPage(thread: Thread): Promise<Page<ThreadItem>> {
    const { items } = thread;
    if (!items.has_more || items.after === items.data[0]?.id) return items;
    const page = await this.context.client.call('items.list', {
      thread_id: thread.id,
      order: 'desc',
    });
    return { ...page, data: page.data.reverse() };
  }
}

function cursorOf(page: Page<unknown>): string | null {
  return page.has_more ? (page.after ?? null) : null;
}
