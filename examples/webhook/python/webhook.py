"""Answers ChatKit turns: CHATKIT_WEBHOOK_SECRET=… python3 webhook.py [port]"""

import hashlib
import hmac
import json
import os
import re
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

SECRET = os.environ["CHATKIT_WEBHOOK_SECRET"].encode()


def is_genuine(signature: str, body: bytes) -> bool:
    parts = [part.split("=", 1) for part in signature.split(",") if "=" in part]
    times = [value for name, value in parts if name == "t" and value.isdecimal()]
    if not times or abs(time.time() - int(times[0])) > 300:
        return False
    expected = hmac.new(SECRET, times[0].encode() + b"." + body, hashlib.sha256).hexdigest()
    return any(hmac.compare_digest(value.encode(), expected.encode())
               for name, value in parts if name == "v1")


def answer(turn: dict):
    """The events of one answer."""
    said = "".join(part["text"] for part in (turn["input"] or {"content": []})["content"])
    item, text = f"msg_{turn['run_id']}", f"You said: {said or 'nothing'}"
    message = {"id": item, "type": "assistant_message", "content": []}
    yield {"type": "thread.set", "title": said[:40] or "A talk"}
    yield {"type": "thread.item.added", "item": message}
    for delta in re.split(r"(?<= )", text):
        update = {"type": "assistant_message.content_part.text_delta", "content_index": 0,
                  "delta": delta}
        yield {"type": "thread.item.updated", "item_id": item, "update": update}
    message["content"] = [{"type": "output_text", "text": text, "annotations": []}]
    yield {"type": "thread.item.done", "item": message}


class Webhook(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if not is_genuine(self.headers.get("X-ChatKit-Signature", ""), body):
            return self.send_error(401)
        turn = json.loads(body)
        if turn["type"] not in ("respond", "action"):
            return self.send_error(404)
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()  # HTTP/1.0: the stream ends with the connection.
        for event in answer(turn):
            self.wfile.write(f"data: {json.dumps(event)}\n\n".encode())


server = ThreadingHTTPServer(("127.0.0.1", int((sys.argv + ["8787"])[1])), Webhook)
print(f"http://127.0.0.1:{server.server_port}", flush=True)
server.serve_forever()
