/** What is known of one run while it is read: enough to cut it, stop it and go on with it. */
export class RunStream {
  /** The server's name of the run; null where it has none, which means that it cannot resume. */
  id: string | null;
  lastEventId: string;
  /** The server said that this was all. */
  ended = false;
  private readonly controller = new AbortController();

  constructor(id: string | null = null, lastEventId = '') {
    this.id = id;
    this.lastEventId = lastEventId;
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** Closes the connection; for a server that cannot be told to stop, this is the stop. */
  abort(): void {
    this.controller.abort();
  }
}
