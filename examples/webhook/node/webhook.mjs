// Answers ChatKit turns: CHATKIT_WEBHOOK_SECRET=… node webhook.mjs [port]
import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer } from "node:http";

const secret = process.env.CHATKIT_WEBHOOK_SECRET;
if (!secret) throw new Error("CHATKIT_WEBHOOK_SECRET is not set");

function isGenuine(signature, body) {
  const parts = signature.split(",").map((part) => part.split("="));
  const time = parts.find(([name]) => name === "t")?.[1] ?? "";
  if (!/^\d+$/.test(time) || Math.abs(Date.now() / 1000 - Number(time)) > 300) return false;
  const expected = createHmac("sha256", secret).update(`${time}.`).update(body).digest();
  return parts.some(([name, value]) => {
    const given = Buffer.from(value ?? "", "hex");
    return name === "v1" && given.length === expected.length && timingSafeEqual(given, expected);
  });
}

/** The events of one answer. */
function* answer(turn) {
  const said = (turn.input?.content ?? []).map((part) => part.text).join("");
  const text = `You said: ${said || "nothing"}`;
  const message = { id: `msg_${turn.run_id}`, type: "assistant_message", content: [] };
  yield { type: "thread.set", title: [...said].slice(0, 40).join("") || "A talk" };
  yield { type: "thread.item.added", item: message };
  for (const delta of text.split(/(?<= )/)) {
    const update = { type: "assistant_message.content_part.text_delta", content_index: 0, delta };
    yield { type: "thread.item.updated", item_id: message.id, update };
  }
  const content = [{ type: "output_text", text, annotations: [] }];
  yield { type: "thread.item.done", item: { ...message, content } };
}

const server = createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  if (!isGenuine(request.headers["x-chatkit-signature"] ?? "", body)) {
    return response.writeHead(401).end();
  }
  const turn = JSON.parse(body);
  if (turn.type !== "respond" && turn.type !== "action") return response.writeHead(404).end();
  response.writeHead(200, { "Content-Type": "text/event-stream" });
  for (const event of answer(turn)) response.write(`data: ${JSON.stringify(event)}\n\n`);
  response.end();
});
server.listen(Number(process.argv[2] ?? 8787), "127.0.0.1", () => {
  console.log(`http://127.0.0.1:${server.address().port}`);
});
