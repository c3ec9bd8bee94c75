import { type Context, reportError, requireIdle } from './context.ts';
import type { Drafts } from './drafts.ts';
import type { Threads } from './threads.ts';

const PAGE_THREADS = 20;

/** Lists, renames and deletes earlier threads. */
export class History {
  private readonly context: Context;
  private readonly threads: Threads;
  private readonly drafts: Drafts;

  constructor(context: Context, threads: Threads, drafts: Drafts) {
    this.context = context;
    this.threads = threads;
    this.drafts = drafts;
  }

  /** Opens the panel and reads its first page. */
  async show(): Promise<void> {
    const { state, host } = this.context;
    if (state.history.open.peek()) return;
    state.history.open.value = true;
    host.emit('chatkit.history.open');
    await this.page(true);
  }

  hide(): void {
    const { state, host } = this.context;
    if (!state.history.open.peek()) return;
    state.history.open.value = false;
    host.emit('chatkit.history.close');
  }

  /** Reads the next page; `first` begins anew. */
  async page(first: boolean): Promise<void> {
    const { history } = this.context.state;
    const after = first ? null : history.after.peek();
    if (history.loading.peek() || (!first && after === null)) return;
    history.loading.value = true;
    history.failed.value = false;
    try {
      const params = {
        limit: PAGE_THREADS,
        order: 'desc' as const,
        ...(after !== null && { after }),
      };
      history.take(await this.context.client.call('threads.list', params), first);
    } catch (cause) {
      history.failed.value = true;
      reportError(this.context.host, cause);
    } finally {
      history.loading.value = false;
    }
  }

  async rename(id: string, title: string): Promise<void> {
    const { state, client } = this.context;
    await this.guarded(async () => {
      await client.call('threads.update', { thread_id: id, title });
      state.history.rename(id, title);
      const open = state.thread.peek();
      if (open?.id === id) state.thread.value = { ...open, title };
    });
  }

  /** Deletes a thread; the open one gives way to the start screen. */
  async remove(id: string): Promise<void> {
    const { state, client } = this.context;
    await this.guarded(async () => {
      if (state.threadId === id) requireIdle(state);
      await client.call('threads.delete', { thread_id: id });
      state.history.remove(id);
      this.drafts.forget(id);
      if (state.threadId === id) await this.threads.open(null);
    });
  }

  private async guarded(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (cause) {
      this.context.state.history.failed.value = true;
      reportError(this.context.host, cause);
    }
  }
}
