// Event streams as fast as node:http sends them: each answer has EVENTS deltas, made and encoded
// one by one, as a program would that passes a model's answer on. Prints its port.
//
//   node flat_out.mjs EVENTS
import { once } from 'node:events';
import { createServer } from 'node:http';

const events = Number(process.argv[2]);
let runs = 0;

function encoded(run, number, item) {
  const update = {
    type: 'assistant_message.content_part.text_delta',
    content_index: 0,
    delta: 'a b c ',
  };
  const event = { type: 'thread.item.updated', item_id: item, update };
  return `id: ${run}:${number}\ndata: ${JSON.stringify(event)}\n\n`;
}

async function answer(request, response) {
  for await (const _ of request);
  const name = String(++runs).padStart(48, '0');
  response.writeHead(200, { 'Content-Type': 'text/event-stream' });
  for (let number = 1; number <= events; number++) {
    const more = response.write(encoded(`run_${name}`, number, `cthi_${name}`));
    if (!more) await once(response, 'drain');
  }
  response.end();
}

const server = createServer(answer);
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
