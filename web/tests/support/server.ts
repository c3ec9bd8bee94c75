import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** Where the programs are that `./dev build` leaves. */
export const buildFolder =
  process.env['CHATKIT_BUILD'] ?? new URL('../../../build', import.meta.url).pathname;
const program = join(buildFolder, 'chatkit');
const START_MS_MAX = 20_000;

/** A real `chatkit serve` on a free port of loopback, in a folder of its own. */
export class Server {
  readonly url: string;
  readonly apiKey: string;
  private readonly process: ChildProcess;
  private readonly folder: string;

  private constructor(process: ChildProcess, folder: string, url: string, apiKey: string) {
    this.process = process;
    this.folder = folder;
    this.url = url;
    this.apiKey = apiKey;
  }

  /**
   * `publicUrl` is where the browser reaches it: addresses of files begin with it. `more` are further
   * flags of `chatkit serve`.
   */
  static async start(publicUrl: string, more: readonly string[] = []): Promise<Server> {
    const folder = await mkdtemp(join(tmpdir(), 'chatkit-web-'));
    const data = join(folder, 'data');
    const flags = [
      '--listen',
      '127.0.0.1:0',
      '--data',
      data,
      '--public-url',
      publicUrl,
      '--log-level',
      'warn',
      ...more,
    ];
    const env = { ...process.env, CHATKIT_SESSION_READS_PER_MINUTE_MAX: '100000' };
    const child = spawn(program, ['serve', ...flags], {
      env,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const deadline = Date.now() + START_MS_MAX;
    while (child.exitCode === null && Date.now() < deadline) {
      try {
        const state = JSON.parse(await readFile(join(data, 'server.json'), 'utf8')) as {
          url: string;
        };
        const key = await readFile(join(data, 'api-key'), 'utf8');
        return new Server(child, folder, state.url, key.trim());
      } catch {
        await pause(20);
      }
    }
    child.kill();
    throw new Error('the server did not start');
  }

  /** A client secret of a new session of `user`. */
  async secret(user: string): Promise<string> {
    const response = await fetch(`${this.url}/v1/chatkit/sessions`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${this.apiKey}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({
        user,
        workflow: { id: 'demo' },
        rate_limits: { max_requests_per_1_minute: 1000 },
        chatkit_configuration: { file_upload: { enabled: true } },
      }),
    });
    const session = (await response.json()) as { client_secret: string };
    if (!response.ok) throw new Error(JSON.stringify(session));
    return session.client_secret;
  }

  /** Takes what `chatkit import` takes: one record a line. Errors: Error for a record refused. */
  async import(archive: string): Promise<void> {
    const flags = ['import', '-', '--data', join(this.folder, 'data')];
    const child = spawn(program, flags, { stdio: ['pipe', 'ignore', 'inherit'] });
    child.stdin.end(archive);
    const [code] = await once(child, 'exit');
    if (code !== 0) throw new Error('the archive was not taken');
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.process.once('exit', resolve));
    this.process.kill('SIGTERM');
    await ended;
    await rm(this.folder, { recursive: true, force: true });
  }
}
