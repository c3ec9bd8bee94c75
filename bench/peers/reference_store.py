"""A store for openai-chatkit in SQLite, as durable as ours: WAL, synchronous=FULL, one commit a
write. It is called on the event loop: on one core a thread for it would only cost switches."""

from __future__ import annotations

import sqlite3
import uuid
from typing import Any

from chatkit.store import NotFoundError, Store, StoreItemType
from chatkit.types import Attachment, Page, ThreadItem, ThreadMetadata
from pydantic import TypeAdapter

_SCHEMA = """
CREATE TABLE threads (k INTEGER PRIMARY KEY, id TEXT UNIQUE, body BLOB);
CREATE TABLE items (k INTEGER PRIMARY KEY, thread TEXT, id TEXT, body BLOB);
CREATE UNIQUE INDEX item_ids ON items (thread, id);
CREATE INDEX items_of_thread ON items (thread, k);
CREATE TABLE attachments (id TEXT PRIMARY KEY, body BLOB);
"""

_ITEM: TypeAdapter[ThreadItem] = TypeAdapter(ThreadItem)
_ATTACHMENT: TypeAdapter[Attachment] = TypeAdapter(Attachment)


class SqliteStore(Store[None]):
    def __init__(self, file: str) -> None:
        self._db = sqlite3.connect(file, isolation_level=None)
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=FULL")
        self._db.executescript(_SCHEMA)

    def generate_thread_id(self, context: None) -> str:
        return f"thr_{uuid.uuid4().hex}"

    def generate_item_id(self, item_type: StoreItemType, thread: ThreadMetadata,
                         context: None) -> str:
        return f"{item_type}_{uuid.uuid4().hex}"

    async def load_thread(self, thread_id: str, context: None) -> ThreadMetadata:
        body = self._one("SELECT body FROM threads WHERE id = ?", thread_id)
        return ThreadMetadata.model_validate_json(body)

    async def save_thread(self, thread: ThreadMetadata, context: None) -> None:
        self._db.execute("INSERT INTO threads (id, body) VALUES (?, ?) "
                         "ON CONFLICT (id) DO UPDATE SET body = excluded.body",
                         (thread.id, thread.model_dump_json()))

    async def delete_thread(self, thread_id: str, context: None) -> None:
        self._db.execute("DELETE FROM items WHERE thread = ?", (thread_id,))
        self._db.execute("DELETE FROM threads WHERE id = ?", (thread_id,))

    async def load_threads(self, limit: int, after: str | None, order: str,
                           context: None) -> Page[ThreadMetadata]:
        rows = self._page("SELECT id, body FROM threads", [], after, limit, order)
        return _page_of([ThreadMetadata.model_validate_json(body) for _, body in rows], limit)

    async def load_thread_items(self, thread_id: str, after: str | None, limit: int, order: str,
                                context: None) -> Page[ThreadItem]:
        rows = self._page("SELECT id, body FROM items WHERE thread = ?", [thread_id], after, limit,
                          order)
        return _page_of([_ITEM.validate_json(body) for _, body in rows], limit)

    async def add_thread_item(self, thread_id: str, item: ThreadItem, context: None) -> None:
        self._db.execute("INSERT INTO items (thread, id, body) VALUES (?, ?, ?)",
                         (thread_id, item.id, item.model_dump_json()))

    async def save_item(self, thread_id: str, item: ThreadItem, context: None) -> None:
        self._db.execute("INSERT INTO items (thread, id, body) VALUES (?, ?, ?) "
                         "ON CONFLICT (thread, id) DO UPDATE SET body = excluded.body",
                         (thread_id, item.id, item.model_dump_json()))

    async def load_item(self, thread_id: str, item_id: str, context: None) -> ThreadItem:
        return _ITEM.validate_json(self._one(
            "SELECT body FROM items WHERE thread = ? AND id = ?", thread_id, item_id))

    async def delete_thread_item(self, thread_id: str, item_id: str, context: None) -> None:
        self._db.execute("DELETE FROM items WHERE thread = ? AND id = ?", (thread_id, item_id))

    async def save_attachment(self, attachment: Attachment, context: None) -> None:
        self._db.execute("INSERT OR REPLACE INTO attachments (id, body) VALUES (?, ?)",
                         (attachment.id, attachment.model_dump_json()))

    async def load_attachment(self, attachment_id: str, context: None) -> Attachment:
        return _ATTACHMENT.validate_json(self._one(
            "SELECT body FROM attachments WHERE id = ?", attachment_id))

    async def delete_attachment(self, attachment_id: str, context: None) -> None:
        self._db.execute("DELETE FROM attachments WHERE id = ?", (attachment_id,))

    def _one(self, query: str, *values: str) -> str:
        row = self._db.execute(query, values).fetchone()
        if row is None:
            raise NotFoundError(values[-1])
        return row[0]

    def _page(self, query: str, values: list[Any], after: str | None, limit: int,
              order: str) -> list[tuple[str, str]]:
        """One row more than asked for, if there is one."""
        table = query.split(" FROM ")[1].split()[0]
        beyond, direction = ("<", "DESC") if order == "desc" else (">", "ASC")
        if after is not None:
            scope = " AND " if values else " WHERE "
            query += f"{scope}k {beyond} (SELECT k FROM {table} WHERE id = ?)"
            values = [*values, after]
        query += f" ORDER BY k {direction} LIMIT ?"
        return self._db.execute(query, [*values, limit + 1]).fetchall()


def _page_of(objects: list[Any], limit: int) -> Page[Any]:
    has_more = len(objects) > limit
    objects = objects[:limit]
    return Page(data=objects, has_more=has_more, after=objects[-1].id if has_more else None)
