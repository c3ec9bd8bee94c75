/** An idempotency key that nobody else has; works on pages without TLS too. */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint32Array(4)), (n) => n.toString(36)).join('-');
}

/** What is known of one run while it is read: enough to cut it, stop it and go on with it. */
export class RunStream {
  /** The server's name of the run; null where it has none, which means that it cannot resume. */
  id: string | null;
  lastEventId = '';
  /** Under this key the op that opens the run may be sent again. */
  readonly key: string;
  /** The server said that this was all. */
  ended = false;
  private readonly controller = new AbortController();

  constructor({ id = null, key = newKey() }: { id?: string | null; key?: string } = {}) {
    this.id = id;
    this.key = key;
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** Closes the connection; for a server that cannot be told to stop, this is the stop. */
  abort(): void {
    this.controller.abort();
  }
}
