import type { StreamEvent } from '../protocol/events.ts';
import type { PlainOp, PlainOps, StreamingOp } from '../protocol/ops.ts';
import type { Backend } from './backend.ts';
import { readEvents } from './read_events.ts';
import type { RunStream } from './run_stream.ts';
import { WireError, errorOf } from './wire_error.ts';

/** A stream's events come in batches: all that one network read completed. */
export type Batches = AsyncIterable<StreamEvent[]>;

/** Speaks the conversation protocol over a backend. One instance a backend; keeps no thread. */
export class Client {
  readonly backend: Backend;
  private readonly locale: () => string;

  constructor(backend: Backend, locale: () => string) {
    this.backend = backend;
    this.locale = locale;
  }

  /** Sends an op that answers with one document. Errors: WireError. */
  async call<Op extends PlainOp>(
    op: Op,
    params: PlainOps[Op]['params'],
  ): Promise<PlainOps[Op]['answer']> {
    const response = await this.post({ type: op, params });
    return (await response.json()) as PlainOps[Op]['answer'];
  }

  /** Opens the stream of an op; `run.signal` cuts it. Errors: WireError, AbortError. */
  async stream(op: StreamingOp, run: RunStream): Promise<Batches> {
    const headers: Record<string, string> = this.repeats ? { 'Idempotency-Key': run.key } : {};
    const response = await this.post(op, headers, run.signal);
    run.id = response.headers.get('chatkit-run');
    return readEvents(response, run);
  }

  /**
   * Continues a run after the last event that was read; null when nothing is left of it.
   * Errors: WireError (404 unknown, 410 `run_log_expired`), AbortError.
   */
  async resume(run: RunStream): Promise<Batches | null> {
    const url = run.id === null ? null : this.backend.runUrl(run.id);
    if (url === null) throw new WireError('the stream was cut', 0, 'stream_cut');
    const headers = this.headers();
    if (run.lastEventId !== '') headers.set('Last-Event-ID', run.lastEventId);
    const response = await this.backend.send(url, { headers, signal: run.signal });
    if (response.status === 204) return null;
    if (!response.ok) throw await errorOf(response);
    return readEvents(response, run);
  }

  private async post(
    body: unknown,
    more: Record<string, string> = {},
    signal?: AbortSignal,
  ): Promise<Response> {
    const headers = new Headers([...this.headers(), ...Object.entries(more)]);
    headers.set('Content-Type', 'application/json');
    const init: RequestInit = { method: 'POST', headers, body: JSON.stringify(body) };
    if (signal) init.signal = signal;
    const response = await this.backend.send(this.backend.url, init);
    if (!response.ok) throw await errorOf(response);
    return response;
  }

  /** Whether the server knows runs and idempotency keys, as ours does. */
  get repeats(): boolean {
    return this.backend.runUrl('') !== null;
  }

  private headers(): Headers {
    const headers = new Headers({ 'Accept-Language': this.locale() });
    if (this.repeats) headers.set('chatkit-capabilities', 'resume, stop');
    return headers;
  }
}
