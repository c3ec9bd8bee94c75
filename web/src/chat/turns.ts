import { batch } from '@preact/signals';
import type { StreamEvent } from '../protocol/events.ts';
import type { Attachment } from '../protocol/items.ts';
import type { StreamingOp, UserInput } from '../protocol/ops.ts';
import { applyEvent } from '../state/apply_event.ts';
import { RunStream, newKey } from '../wire/run_stream.ts';
import { WireError } from '../wire/wire_error.ts';
import { toolOutputs } from './client_tools.ts';
import { type Context, log, reportError, requireIdle } from './context.ts';
import { followRun } from './follow_run.ts';
import type { Threads } from './threads.ts';
import { optimisticMessage } from './user_input.ts';

/**
 * Runs turns, one at a time: an op, its stream, the client tools that it asks for, to the end.
 *
 * The whole turn is one pair of response.start and response.end. A failure is shown and reported,
 * and `retry` tries it again; it is not thrown.
 */
export class Turns {
  private readonly context: Context;
  private readonly threads: Threads;
  private run: RunStream | null = null;
  /** The run that the tab's storage names: to write it at each read would hold up the answer. */
  private kept: RunStream | null = null;
  /** The newest op and its idempotency key: the same op again joins the run that it began. */
  private last: { op: StreamingOp; key: string } | null = null;
  private abandoned = false;

  constructor(context: Context, threads: Threads) {
    this.context = context;
    this.threads = threads;
  }

  /**
   * Sends a message and shows it at once, with the files that it names. Errors: Error while busy.
   */
  async send(input: UserInput, files: Attachment[] = []): Promise<void> {
    const { state } = this.context;
    requireIdle(state);
    const message = optimisticMessage(input, files);
    state.items.put(message);
    state.optimisticId.value = message.id;
    const thread = state.threadId;
    await this.perform(
      thread === null
        ? { type: 'threads.create', params: { input } }
        : { type: 'threads.add_user_message', params: { thread_id: thread, input } },
    );
  }

  /** Answers the user's message `itemId` again; what came after it is dropped. */
  async retryAfter(itemId: string): Promise<void> {
    const { state } = this.context;
    const thread = state.threadId;
    requireIdle(state);
    if (thread === null) return;
    state.items.cutAfter(itemId);
    await this.perform({
      type: 'threads.retry_after_item',
      params: { thread_id: thread, item_id: itemId },
    });
  }

  /** Tries again what failed: the op itself if the server never took it, else its message. */
  async retry(): Promise<void> {
    const { state } = this.context;
    const users = state.items.snapshot().filter((item) => item.type === 'user_message');
    const newest = users.at(-1);
    if (newest && state.optimisticId.peek() === null) return this.retryAfter(newest.id);
    if (this.last) await this.perform(this.last.op, this.last.key);
  }

  /** Runs any streaming op. Errors: Error while busy. */
  async perform(op: StreamingOp, key = newKey()): Promise<void> {
    requireIdle(this.context.state);
    this.last = { op, key };
    await this.turn(op.type, () => this.follow(new RunStream({ key }), op));
  }

  /**
   * Goes on with a run of this tab that a reload interrupted, from its first event, and with the
   * client tool that it was waiting for.
   */
  async resume(runId: string): Promise<void> {
    await this.turn('resume', () => this.follow(new RunStream({ id: runId }), null));
  }

  /** Stops the answer; text that came stays. Harmless when nothing runs. */
  async stop(): Promise<void> {
    const { run, context } = this;
    const thread = context.state.threadId;
    if (!run) return;
    if (run.id === null || thread === null || context.client.backend.runUrl(run.id) === null) {
      return run.abort();
    }
    await context.client
      .call('threads.stop', { thread_id: thread, run_id: run.id })
      .catch(() => run.abort());
  }

  /** Lets go of the stream because the element goes away; the run goes on, and can be resumed. */
  abandon(): void {
    this.abandoned = true;
    this.run?.abort();
  }

  private async turn(cause: string, first: () => Promise<void>): Promise<void> {
    const { state, host, storage } = this.context;
    const begin = performance.now();
    log(host, 'turn.start', { cause });
    state.phase.value = 'streaming';
    state.failure.value = null;
    host.emit('chatkit.response.start');
    try {
      await first();
      for await (const op of toolOutputs(this.context, () => this.isCut())) {
        await this.follow(new RunStream(), op);
      }
    } catch (failure) {
      this.fail(failure);
    } finally {
      if (!this.abandoned) storage.saveOpenRun(null);
      this.run = null;
      batch(() => {
        state.phase.value = 'idle';
        state.allowCancel.value = false;
        state.progress.value = null;
      });
      const failed = state.failure.peek()?.code ?? null;
      log(host, 'turn.end', { cause, failed, ms: performance.now() - begin });
      host.emit('chatkit.response.end');
    }
  }

  private isCut(): boolean {
    return this.run?.signal.aborted === true || this.context.state.failure.peek() !== null;
  }

  /** Reads a run to its end; where its events are gone, what it stored is read instead. */
  private async follow(run: RunStream, op: StreamingOp | null): Promise<void> {
    this.run = run;
    const whole = await followRun(this.context, run, op, (events) => this.take(run, events));
    if (!whole) await this.threads.recover();
  }

  private take(run: RunStream, events: StreamEvent[]): void {
    const { state, host, storage } = this.context;
    batch(() => {
      for (const event of events) applyEvent(state, event);
    });
    if (run.id !== null && state.threadId !== null && run !== this.kept) {
      storage.saveOpenRun({ threadId: state.threadId, runId: run.id });
      this.kept = run;
    }
    for (const event of events) {
      if (event.type === 'client_effect') {
        host.emit('chatkit.effect', { name: event.name, ...(event.data && { data: event.data }) });
      }
      if (event.type === 'error') reportError(host, new Error(event.message ?? event.code));
    }
  }

  private fail(cause: unknown): void {
    const error = cause instanceof WireError ? cause : null;
    this.context.state.fail({
      type: 'error',
      code: error?.code ?? 'error',
      allow_retry: error?.retryable ?? true,
    });
    reportError(this.context.host, cause);
  }
}
