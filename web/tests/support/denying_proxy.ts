import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Asked by Chromium itself wherever there is a field, not by the page. */
const OF_THE_BROWSER = 'content-autofill.googleapis.com:443';

/** A proxy that lets nothing through and keeps what was asked of it. */
export class DenyingProxy {
  /** The hosts and addresses that were asked for. */
  readonly asked: string[] = [];
  /** What has a page use it for all but loopback; the browser's own errands go past it. */
  readonly settings: { server: string; bypass: string };
  private readonly http: Server;

  private constructor(http: Server) {
    this.http = http;
    const { port } = http.address() as AddressInfo;
    this.settings = { server: `http://127.0.0.1:${port}`, bypass: '127.0.0.1' };
  }

  static async start(): Promise<DenyingProxy> {
    let proxy: DenyingProxy | null = null;
    const http = createServer((request, response) => {
      proxy?.asked.push(request.url ?? '');
      response.writeHead(403).end();
    });
    http.on('connect', (request, socket) => {
      if (request.url !== OF_THE_BROWSER) proxy?.asked.push(request.url ?? '');
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    });
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    proxy = new DenyingProxy(http);
    return proxy;
  }

  stop(): void {
    this.http.closeAllConnections();
    this.http.close();
  }
}
