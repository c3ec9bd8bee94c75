// What the official SDK does not do: conversations, so that there are threads to look at.
import OpenAI from 'openai';

export const client = new OpenAI();
const endpoint = `${process.env.OPENAI_BASE_URL}/chatkit/conversation`;
let users = 0;

/** A user whom no other test has. */
export function newUser() {
  users += 1;
  return `node_${process.pid}_${users}`;
}

/** Starts a thread and reads its first answer to the end; gives the events. */
export async function createThread(secret, text = 'Hello') {
  const input = {
    content: [{ type: 'input_text', text }],
    attachments: [],
    inference_options: {},
  };
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
    body: JSON.stringify({ type: 'threads.create', params: { input } }),
  });
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  const text_ = await response.text();
  return text_
    .split('\n')
    .filter((line) => line.startsWith('data: '))
    .map((line) => JSON.parse(line.slice('data: '.length)));
}

/** Makes `count` threads of a new user; ids oldest first. */
export async function makeThreads(count) {
  const user = newUser();
  const session = await client.beta.chatkit.sessions.create({
    user,
    workflow: { id: 'demo' },
    rate_limits: { max_requests_per_1_minute: 1000 },
  });
  const ids = [];
  for (let i = 0; i < count; i += 1) {
    const events = await createThread(session.client_secret, `Question ${i}`);
    ids.push(events.find((event) => event.type === 'thread.created').thread.id);
  }
  return { user, ids, session };
}

/** Everything that an auto-paginated list gives. */
export async function collect(pages) {
  const ids = [];
  for await (const object of pages) ids.push(object.id);
  return ids;
}
