import type { ChatKitOptions } from '@openai/chatkit';
import type { LiveOptions } from '../options/live_options.ts';
import type { ApiSettings } from '../options/settings.ts';
import { customBackend, hostedBackend } from '../wire/backend.ts';
import { Client } from '../wire/client.ts';

type HostedApi = Extract<ChatKitOptions['api'], { getClientSecret: unknown }>;

/**
 * Keeps the client of the API in force: a new one when its address changes, never for a new
 * function.
 */
export class Connection {
  private readonly options: LiveOptions;
  private readonly origin: string;
  private api: ApiSettings | null = null;
  private current: Client | null = null;

  /** `origin` is where the hosted API is. */
  constructor(options: LiveOptions, origin: string) {
    this.options = options;
    this.origin = origin;
  }

  get client(): Client {
    const { api } = this.options.settings;
    if (this.current === null || api !== this.api) {
      this.api = api;
      this.current = this.connect(api);
    }
    return this.current;
  }

  private connect(api: ApiSettings): Client {
    const { options } = this;
    const backend =
      api.kind === 'hosted'
        ? hostedBackend(this.origin, (current) => hostedApi(options).getClientSecret(current))
        : customBackend(api.url, api.upload, () => customFetch(options));
    return new Client(backend, () => options.settings.locale);
  }
}

function hostedApi({ callbacks }: LiveOptions): HostedApi {
  if ('getClientSecret' in callbacks.api) return callbacks.api;
  throw new TypeError('options.api has no getClientSecret any more');
}

function customFetch({ callbacks }: LiveOptions): typeof fetch | undefined {
  return 'getClientSecret' in callbacks.api ? undefined : callbacks.api.fetch;
}
