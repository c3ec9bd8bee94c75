import type { Context } from './context.ts';

/** Keeps what a person writes for each thread, while another one is open and across reloads. */
export class Drafts {
  private readonly context: Context;
  private threadId: string | null = null;

  constructor(context: Context) {
    this.context = context;
    context.state.draft.onEdit = () => this.save();
  }

  /** Puts the draft of a thread into the composer; null is the thread that is not there yet. */
  open(threadId: string | null): void {
    const { state, storage } = this.context;
    this.threadId = threadId;
    state.draft.load(storage.draft(threadId));
  }

  /** Takes the draft along into the thread that the server has made of a new one. */
  follow(threadId: string): void {
    if (threadId === this.threadId) return;
    this.forget(this.threadId);
    this.threadId = threadId;
    this.save();
  }

  forget(threadId: string | null): void {
    this.context.storage.saveDraft(threadId, []);
  }

  private save(): void {
    const { state, storage } = this.context;
    storage.saveDraft(this.threadId, state.draft.parts.peek());
  }
}
