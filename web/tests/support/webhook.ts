import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What the service asks of a webhook, as far as tests look. */
export interface Question {
  type: string;
  thread: { id: string };
  action?: { type: string; payload: Record<string, unknown> };
  sender?: { id: string; created_at: string; thread_id: string } | null;
}

/** Events of a turn, or the one object that a sync action answers with. */
type Answer = object[] | object;

/** A responder that answers as the test says, and keeps what it was asked. */
export class Webhook {
  readonly questions: Question[] = [];
  /** The folder with its workflow file, `demo`, for `chatkit serve --workflows`. */
  readonly workflows: string;
  answer: (question: Question) => Answer | Promise<Answer> = () => [];
  private readonly http: Server;

  private constructor(http: Server, workflows: string) {
    this.http = http;
    this.workflows = workflows;
  }

  static async start(): Promise<Webhook> {
    let webhook: Webhook | null = null;
    const http = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const question = JSON.parse(Buffer.concat(chunks).toString()) as Question;
      webhook?.questions.push(question);
      const answer = (await webhook?.answer(question)) ?? [];
      if (!Array.isArray(answer)) {
        return void response
          .writeHead(200, { 'Content-Type': 'application/json' })
          .end(JSON.stringify(answer));
      }
      const events = answer.map((event) => `data: ${JSON.stringify(event)}\n\n`).join('');
      response.writeHead(200, { 'Content-Type': 'text/event-stream' }).end(events);
    });
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}/`;
    const folder = await mkdtemp(join(tmpdir(), 'chatkit-webhook-'));
    const workflow = `id: demo\nresponder:\n  kind: webhook\n  url: ${url}\n  secret: of the tests\n`;
    await writeFile(join(folder, 'demo.yaml'), workflow);
    webhook = new Webhook(http, folder);
    return webhook;
  }

  async stop(): Promise<void> {
    this.http.closeAllConnections();
    this.http.close();
    await rm(this.workflows, { recursive: true, force: true });
  }
}
