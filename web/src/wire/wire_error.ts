/** A request that failed: refused by the server, or lost on the way (`status` 0). */
export class WireError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(message: string, status = 0, code = 'connection_error') {
    super(message);
    this.name = 'WireError';
    this.status = status;
    this.code = code;
  }

  /** Whether the same request may succeed later. */
  get retryable(): boolean {
    const busy = this.code === 'thread_busy';
    return busy || [0, 401, 429].includes(this.status) || this.status >= 500;
  }
}

/** Reads the error body of a refused response; any body is taken. */
export async function errorOf(response: Response): Promise<WireError> {
  const body: unknown = await response.json().catch(() => null);
  const error = (body as { error?: { message?: unknown; code?: unknown } } | null)?.error;
  const message = typeof error?.message === 'string' ? error.message : `HTTP ${response.status}`;
  const code = typeof error?.code === 'string' ? error.code : `http_${response.status}`;
  return new WireError(message, response.status, code);
}
