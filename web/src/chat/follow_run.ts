import type { StreamEvent } from '../protocol/events.ts';
import type { StreamingOp } from '../protocol/ops.ts';
import type { Batches, Client } from '../wire/client.ts';
import type { RunStream } from '../wire/run_stream.ts';
import { WireError } from '../wire/wire_error.ts';
import { type Context, log } from './context.ts';

const RESUMES_MAX = 6;
const REOPENS_MAX = 2;
const FIRST_PAUSE_MS = 250;

/**
 * Reads a run to its end; `op` opens it, null goes on with one that was open before.
 *
 * A cut is healed where the server can resume: each event is taken once, with growing pauses
 * between tries; an op whose answer was lost is sent again under its idempotency key. Returns at an
 * abort. False: the events of the run are gone. Errors: WireError.
 */
export async function followRun(
  { client, host }: Pick<Context, 'client' | 'host'>,
  run: RunStream,
  op: StreamingOp | null,
  take: (events: StreamEvent[]) => void,
): Promise<boolean> {
  let cuts = 0;
  let open = op;
  for (;;) {
    const reads = run.lastEventId;
    try {
      const batches: Batches | null = open
        ? await client.stream(open, run)
        : await client.resume(run);
      open = null;
      for await (const events of batches ?? []) take(events);
      if (batches === null || run.ended || !canResume(client, run)) return true;
      throw new WireError('the stream was cut');
    } catch (cause) {
      if (run.signal.aborted) return true;
      if (open === null && isGone(cause)) return false;
      if (run.lastEventId !== reads) cuts = 0;
      const lost = cause instanceof WireError && cause.status === 0;
      const healable = open === null ? canResume(client, run) : client.repeats;
      const triesMax = open === null ? RESUMES_MAX : REOPENS_MAX;
      if (!lost || !healable || ++cuts > triesMax) throw cause;
      log(host, 'stream.resume', { attempt: cuts });
      await pause(FIRST_PAUSE_MS * 2 ** (cuts - 1), run.signal);
    }
  }
}

function isGone(cause: unknown): boolean {
  return cause instanceof WireError && (cause.status === 404 || cause.status === 410);
}

function canResume(client: Client, run: RunStream): boolean {
  return run.id !== null && client.backend.runUrl(run.id) !== null;
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
