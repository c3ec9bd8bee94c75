import type { StreamEvent } from '../protocol/events.ts';
import type { RunStream } from './run_stream.ts';
import { SseDecoder, type SseEvent } from './sse.ts';
import { WireError } from './wire_error.ts';

/** Reads the events of `response`, a batch per network read, and notes each id in `run`. */
export async function* readEvents(
  response: Response,
  run: RunStream,
): AsyncGenerator<StreamEvent[]> {
  if (response.body === null) throw new WireError('the response has no body', response.status);
  const decoder = new SseDecoder();
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  try {
    for (;;) {
      const { done, value } = await read(reader);
      if (done) return;
      const events = decoder.feed(value);
      run.ended = decoder.ended;
      const last = events.at(-1);
      if (!last) continue;
      if (last.id !== '') run.lastEventId = last.id;
      yield events.map(parsed);
    }
  } finally {
    reader.cancel().catch(() => undefined);
  }
}

async function read(
  reader: ReadableStreamDefaultReader<string>,
): Promise<ReadableStreamReadResult<string>> {
  try {
    return await reader.read();
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw new WireError('the connection was lost');
  }
}

function parsed(event: SseEvent): StreamEvent {
  try {
    return JSON.parse(event.data) as StreamEvent;
  } catch {
    throw new WireError('the stream carried an event that is not JSON', 0, 'invalid_event');
  }
}
