/** How long a secret is used before a new one is asked for; sessions live ten minutes at most. */
const SECRET_LIFETIME_MS = 540_000;

type SecretSource = (current: string | null) => Promise<string>;

/**
 * Keeps the client secret of a hosted API. Concurrent callers share one refresh.
 *
 * `source` is called at need, so the newest function of the page is used; `now` is injected.
 */
export class Credentials {
  private readonly source: SecretSource;
  private readonly now: () => number;
  private secret: string | null = null;
  private obtainedAt = 0;
  private pending: Promise<string> | null = null;

  constructor(source: SecretSource, now: () => number = Date.now) {
    this.source = source;
    this.now = now;
  }

  /** A secret that is good as far as one can tell. */
  async current(): Promise<string> {
    const fresh = this.now() - this.obtainedAt < SECRET_LIFETIME_MS;
    return this.secret !== null && fresh ? this.secret : this.refresh(this.secret);
  }

  /** A secret other than `refused`; asks the page only if nobody has since. */
  async refresh(refused: string | null): Promise<string> {
    if (this.secret !== null && this.secret !== refused) return this.secret;
    this.pending ??= this.ask().finally(() => {
      this.pending = null;
    });
    return this.pending;
  }

  private async ask(): Promise<string> {
    const secret = await this.source(this.secret);
    if (typeof secret !== 'string' || secret === '') {
      throw new TypeError('getClientSecret returned no client secret');
    }
    this.secret = secret;
    this.obtainedAt = this.now();
    return secret;
  }
}
