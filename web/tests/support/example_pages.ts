import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { type Server as HttpServer, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { buildFolder } from './server.ts';
import { Site } from './site.ts';

/** What the page's own server is written in. */
export type Language = 'node' | 'cpp';

const examples = new URL('../../../examples/web/', import.meta.url).pathname;
const modules = new URL('../../node_modules/', import.meta.url).pathname;
/** What the examples say where a person writes the address of the service. */
const WRITTEN_SERVICE = 'http://127.0.0.1:8080';

/**
 * The pages of examples/web as their README has them opened: each of an origin that is not the
 * service's, with a session of `server.mjs`. Only the address of the service is another.
 */
export class ExamplePages {
  readonly url: string;
  readonly service: Site;
  private readonly front: HttpServer;
  private readonly server: ChildProcess;
  private readonly folder: string;

  private constructor(front: HttpServer, service: Site, server: ChildProcess, folder: string) {
    this.front = front;
    this.url = addressOf(front);
    this.service = service;
    this.server = server;
    this.folder = folder;
  }

  /** With the page's server of Node, or the one in C++. */
  static async start(language: Language): Promise<ExamplePages> {
    const front = createServer();
    await once(front.listen(0, '127.0.0.1'), 'listening');
    const service = await Site.start(undefined, ['--cors-origin', addressOf(front)]);
    const server = spawn(...commandOf(language), {
      env: {
        PORT: '0',
        OPENAI_BASE_URL: `${service.server.url}/v1`,
        OPENAI_API_KEY: service.server.apiKey,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(server.stdout, 'data')) as [Buffer];
    const folder = await buildReactPage();
    front.on('request', (request, response) => {
      const path = request.url ?? '/';
      const answered = path.startsWith('/react/')
        ? readFile(join(folder, 'dist', path.slice('/react'.length)))
        : fetch(new URL(path, line.toString()), { method: request.method ?? 'GET' }).then(
            async (answer) => Buffer.from(await answer.arrayBuffer()),
          );
      void answered.then(
        (body) => response.writeHead(200, typeOf(path)).end(atService(body, service.url)),
        () => response.writeHead(404).end(),
      );
    });
    return new ExamplePages(front, service, server, folder);
  }

  async stop(): Promise<void> {
    this.front.closeAllConnections();
    this.front.close();
    const ended = once(this.server, 'exit');
    this.server.kill();
    await ended;
    await this.service.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}

function commandOf(language: Language): [string, string[]] {
  if (language === 'node') return [process.execPath, [join(examples, 'server.mjs')]];
  return [join(buildFolder, 'examples/page_server'), [join(examples, 'plain.html')]];
}

/** The Vite project of the README, built: its page, its main file, and our App.tsx. */
async function buildReactPage(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'chatkit-example-'));
  const readme = await readFile(join(examples, 'react/README.md'), 'utf8');
  const script = /```html\n([^]*?)```/.exec(readme)?.[1] ?? '';
  await mkdir(join(folder, 'src'));
  await writeFile(
    join(folder, 'index.html'),
    `<!doctype html><html lang="en"><head><title>React</title><link rel="icon" href="data:," />
${script}</head><body><div id="root"></div>
<script type="module" src="/src/main.tsx"></script></body></html>`,
  );
  await writeFile(
    join(folder, 'src/main.tsx'),
    `import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
createRoot(document.getElementById('root')).render(<App />);`,
  );
  await writeFile(join(folder, 'src/App.tsx'), await readFile(join(examples, 'react/App.tsx')));
  const packages = ['react', 'react-dom', '@openai/chatkit-react'];
  await build({
    root: folder,
    base: '/react/',
    configFile: false,
    logLevel: 'warn',
    define: { 'process.env.NODE_ENV': '"production"' },
    resolve: { alias: Object.fromEntries(packages.map((name) => [name, join(modules, name)])) },
  });
  return folder;
}

function addressOf(server: HttpServer): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function atService(body: Buffer, url: string): string {
  return body.toString().replaceAll(WRITTEN_SERVICE, url);
}

function typeOf(path: string): Record<string, string> {
  if (path.endsWith('.js')) return { 'Content-Type': 'text/javascript' };
  if (path === '/session') return { 'Content-Type': 'application/json' };
  return { 'Content-Type': 'text/html; charset=utf-8' };
}
