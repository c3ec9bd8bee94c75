"""The Python reference: openai-chatkit on uvicorn, answering as our script does.

    reference.py FOLDER    prints its port

An answer repeats the words of the message, three in a delta.
"""

from __future__ import annotations

import re
import socket
import sys
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import uvicorn
from chatkit.server import ChatKitServer, StreamingResult
from chatkit.types import (AssistantMessageContent, AssistantMessageContentPartAdded,
                           AssistantMessageContentPartDone, AssistantMessageContentPartTextDelta,
                           AssistantMessageItem, ThreadItemAddedEvent, ThreadItemDoneEvent,
                           ThreadItemUpdatedEvent, ThreadMetadata, ThreadStreamEvent,
                           UserMessageItem)
from reference_store import SqliteStore
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

_THREE_WORDS = re.compile(r"(?:\S+\s*){1,3}")


class EchoServer(ChatKitServer[None]):
    async def respond(self, thread: ThreadMetadata, input_user_message: UserMessageItem | None,
                      context: None) -> AsyncIterator[ThreadStreamEvent]:
        said = "".join(part.text for part in input_user_message.content)
        text = said.removeprefix("/echo ")
        item = AssistantMessageItem(
            id=self.store.generate_item_id("message", thread, context), thread_id=thread.id,
            created_at=datetime.now(), content=[])
        yield ThreadItemAddedEvent(item=item)
        content = AssistantMessageContent(text="")
        yield _updated(item, AssistantMessageContentPartAdded(content_index=0, content=content))
        for words in _THREE_WORDS.findall(text):
            yield _updated(item, AssistantMessageContentPartTextDelta(content_index=0, delta=words))
        content = AssistantMessageContent(text=text)
        yield _updated(item, AssistantMessageContentPartDone(content_index=0, content=content))
        yield ThreadItemDoneEvent(item=item.model_copy(update={"content": [content]}))


def _updated(item: AssistantMessageItem, update) -> ThreadItemUpdatedEvent:
    return ThreadItemUpdatedEvent(item_id=item.id, update=update)


def main() -> None:
    server = EchoServer(SqliteStore(str(Path(sys.argv[1]) / "reference.db")))

    async def chatkit(request: Request) -> Response:
        result = await server.process(await request.body(), None)
        if isinstance(result, StreamingResult):
            return StreamingResponse(result, media_type="text/event-stream")
        return Response(result.json, media_type="application/json")

    listener = socket.create_server(("127.0.0.1", 0), backlog=1024)
    print(listener.getsockname()[1], flush=True)
    app = Starlette(routes=[Route("/chatkit", chatkit, methods=["POST"])])
    config = uvicorn.Config(app, log_level="warning", access_log=False)
    uvicorn.Server(config).run(sockets=[listener])


main()
