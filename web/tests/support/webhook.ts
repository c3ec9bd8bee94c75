import { rm } from 'node:fs/promises';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { workflowFolder } from './workflow_folder.ts';

/** What the service asks of a webhook, as far as tests look. */
export interface Question {
  type: string;
  thread: { id: string };
  /** The message that is answered; null where something else goes on with the turn. */
  input?: object | null;
  action?: { type: string; payload: Record<string, unknown> };
  sender?: { id: string; created_at: string; thread_id: string } | null;
}

/** Events of a turn, all at once or one by one, or the one object that a sync action answers with. */
export type Answer = AsyncIterable<object> | object[] | object;

/** A point that an answer waits at until the test has seen what was before. */
export class Gate {
  readonly opened: Promise<void>;
  open: () => void = () => undefined;

  constructor() {
    this.opened = new Promise((resolve) => (this.open = resolve));
  }
}

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
      if (!isStream(answer)) {
        return void response
          .writeHead(200, { 'Content-Type': 'application/json' })
          .end(JSON.stringify(answer));
      }
      response.writeHead(200, { 'Content-Type': 'text/event-stream' });
      for await (const event of answer) response.write(`data: ${JSON.stringify(event)}\n\n`);
      response.end();
    });
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}/`;
    const folder = await workflowFolder({ kind: 'webhook', url, secret: 'of the tests' });
    webhook = new Webhook(http, folder);
    return webhook;
  }

  async stop(): Promise<void> {
    this.http.closeAllConnections();
    this.http.close();
    await rm(this.workflows, { recursive: true, force: true });
  }
}

function isStream(answer: Answer): answer is AsyncIterable<object> | object[] {
  return Array.isArray(answer) || Symbol.asyncIterator in answer;
}
