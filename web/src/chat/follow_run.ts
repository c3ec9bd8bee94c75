import type { StreamEvent } from '../protocol/events.ts';
import type { StreamingOp } from '../protocol/ops.ts';
import type { Batches, Client } from '../wire/client.ts';
import type { RunStream } from '../wire/run_stream.ts';
import { WireError } from '../wire/wire_error.ts';

const RESUMES_MAX = 6;
const FIRST_PAUSE_MS = 250;

/**
 * Reads a run to its end; `op` opens it, null goes on with one that was open before.
 *
 * A cut is healed where the server can resume: each event is taken once, with growing pauses
 * between tries. Returns at an abort. Errors: WireError.
 */
export async function followRun(
  client: Client,
  run: RunStream,
  op: StreamingOp | null,
  take: (events: StreamEvent[]) => void,
): Promise<void> {
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
      if (batches === null || run.ended || !canResume(client, run)) return;
      throw new WireError('the stream was cut');
    } catch (cause) {
      if (run.signal.aborted) return;
      if (run.lastEventId !== reads) cuts = 0;
      const lost = cause instanceof WireError && cause.status === 0;
      if (!lost || open !== null || !canResume(client, run) || ++cuts > RESUMES_MAX) throw cause;
      await pause(FIRST_PAUSE_MS * 2 ** (cuts - 1), run.signal);
    }
  }
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
