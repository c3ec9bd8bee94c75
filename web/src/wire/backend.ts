import type { FileUploadStrategy } from '@openai/chatkit';
import { Credentials } from './credentials.ts';
import { WireError } from './wire_error.ts';

/** Where a conversation is held and how a request gets its credentials. */
export interface Backend {
  /** The address of the conversation ops. */
  readonly url: string;
  readonly upload: FileUploadStrategy;
  /** Where the events of a run can be read again; null where the server is not known to resume. */
  runUrl(run: string): string | null;
  /** Sends a request, authenticated. Throws WireError when no response came. */
  send(url: string, init: RequestInit): Promise<Response>;
}

/** Our own service, or whatever speaks like it: a client secret of the page's server. */
export function hostedBackend(
  origin: string,
  getClientSecret: (current: string | null) => Promise<string>,
): Backend {
  const url = `${origin}/v1/chatkit/conversation`;
  const credentials = new Credentials(getClientSecret);
  const attempt = (to: string, init: RequestInit, secret: string): Promise<Response> =>
    reach(() => fetch(to, withHeader(init, 'Authorization', `Bearer ${secret}`)));
  return {
    url,
    upload: { type: 'direct', uploadUrl: `${origin}/v1/chatkit/files` },
    runUrl: (run) => `${url}/${encodeURIComponent(run)}/events`,
    async send(to, init) {
      const secret = await credentials.current();
      const response = await attempt(to, init, secret);
      if (response.status !== 401) return response;
      return attempt(to, init, await credentials.refresh(secret));
    },
  };
}

/** An application's own endpoint, with its own fetch. */
export function customBackend(
  url: string,
  upload: FileUploadStrategy,
  customFetch: () => typeof fetch | undefined,
): Backend {
  const resumable = new URL(url).pathname.endsWith('/conversation');
  return {
    url,
    upload,
    runUrl: (run) => (resumable ? `${url}/${encodeURIComponent(run)}/events` : null),
    send: (to, init) =>
      reach(() => {
        const send = customFetch() ?? fetch;
        return send(to, init);
      }),
  };
}

function withHeader(init: RequestInit, name: string, value: string): RequestInit {
  const headers = new Headers(init.headers);
  headers.set(name, value);
  return { ...init, headers };
}

async function reach(request: () => Promise<Response>): Promise<Response> {
  try {
    return await request();
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw new WireError(cause instanceof Error ? cause.message : String(cause));
  }
}
