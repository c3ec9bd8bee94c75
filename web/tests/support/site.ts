import { readFile } from 'node:fs/promises';
import {
  type IncomingMessage,
  type Server as HttpServer,
  type ServerResponse,
  createServer,
  request,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from './server.ts';
import { type RecordedOp, WireRecord } from './wire_record.ts';

const web = new URL('../../', import.meta.url);
const OWN_PAGES = new URL('tests/pages/', web);

/** What the build left: the element, its parts and the demo page. */
export const BUILT = new URL('dist/', web);

/** As the service has it: scripts and parts of the element are for pages of every origin. */
const ANY_ORIGIN = { 'Access-Control-Allow-Origin': '*' };
const TYPES: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css',
  js: 'text/javascript',
  json: 'application/json',
  svg: 'image/svg+xml',
};
/** Nothing inline, nothing from elsewhere; answers may hold their pictures. */
const CSP = [
  "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'",
  "form-action 'none'; frame-ancestors 'none'",
].join('; ');

const CONVERSATION_PATH = '/v1/chatkit/conversation';
/** The same ops at an address that tells an element of no capabilities. */
const PLAIN_PATH = '/chatkit';

/**
 * A page with the element, its parts from dist/, and the API behind it, all of one origin.
 *
 * `cut` ends every open stream without a word, as a lost connection does.
 */
export class Site {
  readonly url: string;
  readonly server: Server;
  readonly wire = new WireRecord();
  readonly ops = this.wire.ops;
  /** Answers ops with this status instead of passing them on. */
  refuse: number | null = null;
  /** The content security policy of the page. */
  policy = CSP;
  private readonly http: HttpServer;
  private readonly pages: URL;
  private readonly streams = new Set<ServerResponse>();

  private constructor(http: HttpServer, pages: URL, url: string, server: Server) {
    this.http = http;
    this.pages = pages;
    this.url = url;
    this.server = server;
  }

  /** `pages` is the folder of whatever is neither the element nor the API. */
  static async start(pages = OWN_PAGES, flags: readonly string[] = []): Promise<Site> {
    let site: Site | null = null;
    const http = createServer((incoming, outgoing) => void site?.answer(incoming, outgoing));
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
    site = new Site(http, pages, url, await Server.start(url, flags));
    return site;
  }

  cut(): void {
    for (const stream of this.streams) stream.destroy();
  }

  async stop(): Promise<void> {
    this.http.closeAllConnections();
    this.http.close();
    await this.server.stop();
  }

  private async answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(incoming.url ?? '/', this.url);
    if (pathname === '/secret')
      return void outgoing.end(await this.server.secret(searchParams.get('user') ?? 'user'));
    if (pathname === '/demo/session') return this.demoSession(outgoing);
    if (pathname.startsWith('/v1/') || pathname === PLAIN_PATH)
      return this.pass(pathname, incoming, outgoing);
    const folder = pathname.startsWith('/chatkit') ? BUILT : this.pages;
    const file = new URL(`.${pathname === '/' ? '/page.html' : pathname}`, folder);
    try {
      const body = await readFile(file);
      const type = TYPES[file.pathname.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
      const headers = {
        'Content-Type': type,
        'Content-Security-Policy': this.policy,
        ...ANY_ORIGIN,
      };
      outgoing.writeHead(200, headers).end(body);
    } catch {
      outgoing.writeHead(404).end();
    }
  }

  /** What `chatkit serve` answers its demo page. */
  private async demoSession(outgoing: ServerResponse): Promise<void> {
    const client_secret = await this.server.secret('demo');
    const expires_at = Math.floor(Date.now() / 1000) + 600;
    outgoing.end(JSON.stringify({ client_secret, expires_at }));
  }

  private async pass(
    path: string,
    incoming: IncomingMessage,
    outgoing: ServerResponse,
  ): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    let op: RecordedOp | null = null;
    if (incoming.method === 'POST' && [CONVERSATION_PATH, PLAIN_PATH].includes(path)) {
      op = JSON.parse(body.toString()) as RecordedOp;
      this.wire.takeOp(op);
      if (this.refuse !== null) return void outgoing.writeHead(this.refuse).end('{}');
    }
    const target = new URL(incoming.url ?? '/', this.server.url);
    const { host: _, ...headers } = incoming.headers;
    const passed = request(target, { method: incoming.method ?? 'GET', headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      if (answer.headers['content-type']?.startsWith('text/event-stream'))
        this.streams.add(outgoing);
      this.wire.follow(path, op, answer);
      answer.pipe(outgoing);
    });
    passed.on('error', () => outgoing.destroy());
    outgoing.on('close', () => {
      this.streams.delete(outgoing);
      passed.destroy();
    });
    passed.end(body);
  }
}
