"""Validators made from the published contract: REST responses, and conversation JSON strictly.

What the contract leaves to us, the extensions, is checked by our own description,
docs/openapi.json, with no field missing and none besides.
"""

from __future__ import annotations

import copy
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT.parent / "shared" / "contract"

# Method, path and the schema of success; errors are ErrorResponse everywhere. The last three are
# extensions that answer with the contract's own objects.
OPERATIONS = [
    ("POST", r"/v1/chatkit/sessions", "ChatSessionResource"),
    ("POST", r"/v1/chatkit/sessions/[^/]+/cancel", "ChatSessionResource"),
    ("GET", r"/v1/chatkit/threads", "ThreadListResource"),
    ("GET", r"/v1/chatkit/threads/[^/]+", "ThreadResource"),
    ("DELETE", r"/v1/chatkit/threads/[^/]+", "DeletedThreadResource"),
    ("GET", r"/v1/chatkit/threads/[^/]+/items", "ThreadItemListResource"),
    ("POST", r"/v1/chatkit/threads/[^/]+", "ThreadResource"),
    ("GET", r"/v1/chatkit/sessions/[^/]+", "ChatSessionResource"),
    ("POST", r"/v1/chatkit/sessions/[^/]+", "ChatSessionResource"),
]
UPLOADS_PATH = "/v1/chatkit/files"
CONVERSATION_PATHS = ("/v1/chatkit/conversation", "/chatkit")
# What each op that answers JSON answers with; None is the empty object.
ANSWERS = {"threads.get_by_id": "Thread", "threads.list": "ThreadsPage",
           "items.list": "ItemsPage", "threads.update": "Thread", "threads.delete": None,
           "threads.stop": None, "items.feedback": None, "attachments.create": "Attachment",
           "attachments.delete": None, "input.transcribe": "TranscriptionResult",
           "threads.sync_custom_action": "SyncCustomActionResponse"}


def is_available() -> bool:
    return FOLDER.is_dir()


@cache
def _load(file: Path) -> Any:
    return json.loads(file.read_text(encoding="utf-8"))


@cache
def _rest(schema: str) -> Draft202012Validator:
    components = _load(FOLDER / "rest.openapi.json")["components"]
    return Draft202012Validator({"$ref": f"#/components/schemas/{schema}",
                                 "components": components})


def _merged(schemas: list[dict[str, Any]]) -> dict[str, Any]:
    """One schema for what several say of the same object."""
    properties: dict[str, Any] = {}
    for schema in schemas:
        properties |= schema["properties"]
    return {**schemas[0], "properties": properties}


def _closed(node: Any, schemas: dict[str, Any]) -> Any:
    """Our own schema with its references filled in, all that it names required, and no more."""
    if isinstance(node, list):
        return [_closed(entry, schemas) for entry in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node:
        return _closed(schemas[node["$ref"].rsplit("/", 1)[1]], schemas)
    if "allOf" in node:
        return _closed(_merged([schemas[part["$ref"].rsplit("/", 1)[1]] if "$ref" in part else part
                                for part in node["allOf"]]), schemas)
    node = {key: _closed(value, schemas) for key, value in node.items()}
    if "properties" in node:
        node |= {"type": "object", "required": sorted(node["properties"]),
                 "additionalProperties": False}
    return node


@cache
def _extension(method: str, path: str) -> Draft202012Validator | None:
    """What docs/openapi.json says that this call answers with; nothing where it is no JSON."""
    described = _load(ROOT / "docs" / "openapi.json")
    for template, calls in described["paths"].items():
        if method.lower() in calls and re.fullmatch(re.sub(r"{\w+}", "[^/]+", template), path):
            content = calls[method.lower()]["responses"]["200"].get("content", {})
            schema = content.get("application/json", {}).get("schema")
            schemas = described["components"]["schemas"]
            return Draft202012Validator(_closed(schema, schemas)) if schema else None
    return None


def _strict(node: Any) -> Any:
    """The schema with what the wire adds: `type` is there, no nulls, no keys that are unknown."""
    if isinstance(node, list):
        return [_strict(entry) for entry in node]
    if not isinstance(node, dict):
        return node
    node = {key: _strict(value) for key, value in node.items()}
    if "anyOf" in node:
        rest = [option for option in node["anyOf"] if option != {"type": "null"}]
        if len(rest) < len(node["anyOf"]):
            node["anyOf"] = rest
    if "discriminator" in node:
        return _by_discriminator(node["discriminator"])
    properties = node.get("properties")
    if isinstance(properties, dict) and node.get("type") == "object":
        node.setdefault("additionalProperties", False)
        if "const" in properties.get("type", {}):
            node["required"] = sorted({*node.get("required", []), "type"})
    return node


def _by_discriminator(found: dict[str, Any]) -> dict[str, Any]:
    """The same choice, made by the named property, so that a complaint names the real fault."""
    name, mapping = found["propertyName"], found["mapping"]
    return {"type": "object", "required": [name],
            "properties": {name: {"enum": sorted(mapping)}},
            "allOf": [{"if": {"properties": {name: {"const": value}}, "required": [name]},
                       "then": {"$ref": reference}} for value, reference in mapping.items()]}


@cache
def _conversation(root: str) -> Draft202012Validator:
    schema = _load(FOLDER / "conversation.schema.json")
    document = _strict(copy.deepcopy(schema["$defs"]))
    return Draft202012Validator({**_strict(schema["roots"][root]), "$defs": document})


def _first_problem(validator: Draft202012Validator, value: Any) -> str | None:
    error = best_match(validator.iter_errors(value))
    return f"{error.json_path}: {error.message[:400]}" if error else None


def rest_problem(method: str, path: str, status: int, body: bytes) -> str | None:
    """What is wrong with a REST response; nothing for paths that no description names."""
    if status >= 400:
        return json_problem(_rest("ErrorResponse"), body)
    for wanted, pattern, schema in OPERATIONS:
        if wanted == method and re.fullmatch(pattern, path):
            return json_problem(_rest(schema), body)
    if (method, path) == ("POST", UPLOADS_PATH):
        return json_problem(_conversation("Attachment"), body)
    extension = _extension(method, path)
    return json_problem(extension, body) if extension and status == 200 else None


def json_problem(validator: Draft202012Validator, body: bytes) -> str | None:
    try:
        value = json.loads(body)
    except ValueError as error:
        return f"no JSON: {error}"
    return _first_problem(validator, value)


def event_problem(event: Any) -> str | None:
    """What is wrong with one event of a stream, by the strict reading of the schema."""
    return _first_problem(_conversation("StreamEvent"), event)


def answer_problem(op: str, answer: Any) -> str | None:
    """What is wrong with the JSON that an op of the conversation endpoint answered."""
    if op not in ANSWERS:
        return f"the op {op} is not known to answer JSON"
    root = ANSWERS[op]
    if root is None:
        return None if answer == {} else f"{answer} is not the empty object"
    return _first_problem(_conversation(root), answer)
