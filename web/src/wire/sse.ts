/** One event of a stream: its id, if it has one, and its data. */
export interface SseEvent {
  id: string;
  data: string;
}

/**
 * Decodes text/event-stream, fed with text in pieces of any size.
 *
 * The comment `: end` sets `ended`: a server that resumes sends it last, so that an end can be told
 * from a cut. Source: WHATWG HTML, "Interpreting an event stream".
 */
export class SseDecoder {
  ended = false;
  private rest = '';
  private id = '';
  private data: string[] = [];

  /** The events that `text` completes. */
  feed(text: string): SseEvent[] {
    const events: SseEvent[] = [];
    // A CR at the very end may be half of a CRLF.
    const whole = this.rest + text;
    const held = whole.endsWith('\r') ? whole.length - 1 : whole.length;
    const lines = whole.slice(0, held).split(/\r\n|\n|\r/);
    this.rest = (lines.pop() ?? '') + whole.slice(held);
    for (const line of lines) {
      const event = this.line(line);
      if (event) events.push(event);
    }
    return events;
  }

  private line(line: string): SseEvent | null {
    if (line === '') return this.dispatch();
    if (line.startsWith(':')) {
      if (line.slice(1).trim() === 'end') this.ended = true;
      return null;
    }
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'data') this.data.push(value);
    if (field === 'id' && !value.includes('\0')) this.id = value;
    return null;
  }

  private dispatch(): SseEvent | null {
    if (this.data.length === 0) return null;
    const event = { id: this.id, data: this.data.join('\n') };
    this.data = [];
    return event;
  }
}
