// The page's own server: it shows plain.html and makes a session for whoever asks.
// A real one knows its users: it answers only those who are signed in, with a user id of their own.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';

const api = process.env.OPENAI_BASE_URL ?? 'http://127.0.0.1:8080/v1';
const port = Number(process.env.PORT ?? 3000);

async function createSession() {
  return fetch(`${api}/chatkit/sessions`, {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${process.env.OPENAI_API_KEY}`,
      'Content-Type': 'application/json',
    },
    body: JSON.stringify({ user: 'visitor', workflow: { id: 'demo' } }),
  });
}

async function answer(request, response) {
  if (request.method === 'POST' && request.url === '/session') {
    const session = await createSession();
    const { client_secret } = await session.json();
    response.writeHead(session.status, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify({ client_secret }));
  } else {
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' });
    response.end(await readFile(new URL('plain.html', import.meta.url)));
  }
}

const server = createServer((request, response) => {
  answer(request, response).catch(() => response.writeHead(502).end());
});
server.listen(port, '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${server.address().port}/`);
});
