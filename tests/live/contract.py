"""Validators made from the published contract: REST responses, and conversation JSON strictly."""

from __future__ import annotations

import copy
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "contract"

# Method, path and the schema of success; errors are ErrorResponse everywhere. The last two are
# the documented extensions.
OPERATIONS = [
    ("POST", r"/v1/chatkit/sessions", "ChatSessionResource"),
    ("POST", r"/v1/chatkit/sessions/[^/]+/cancel", "ChatSessionResource"),
    ("GET", r"/v1/chatkit/threads", "ThreadListResource"),
    ("GET", r"/v1/chatkit/threads/[^/]+", "ThreadResource"),
    ("DELETE", r"/v1/chatkit/threads/[^/]+", "DeletedThreadResource"),
    ("GET", r"/v1/chatkit/threads/[^/]+/items", "ThreadItemListResource"),
    ("POST", r"/v1/chatkit/threads/[^/]+", "ThreadResource"),
    ("GET", r"/v1/chatkit/sessions/[^/]+", "ChatSessionResource"),
]
CONVERSATION_PATHS = ("/v1/chatkit/conversation", "/chatkit")
# What each op that answers JSON answers with; None is the empty object.
ANSWERS = {"threads.get_by_id": "Thread", "threads.list": "ThreadsPage",
           "items.list": "ItemsPage", "threads.update": "Thread", "threads.delete": None}


def is_available() -> bool:
    return FOLDER.is_dir()


def _load(name: str) -> Any:
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


@cache
def _rest(schema: str) -> Draft202012Validator:
    components = _load("rest.openapi.json")["components"]
    return Draft202012Validator({"$ref": f"#/components/schemas/{schema}",
                                 "components": components})


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
    schema = _load("conversation.schema.json")
    document = _strict(copy.deepcopy(schema["$defs"]))
    return Draft202012Validator({**_strict(schema["roots"][root]), "$defs": document})


def _first_problem(validator: Draft202012Validator, value: Any) -> str | None:
    error = best_match(validator.iter_errors(value))
    return f"{error.json_path}: {error.message[:400]}" if error else None


def rest_problem(method: str, path: str, status: int, body: bytes) -> str | None:
    """What is wrong with a REST response; nothing for paths that the contract does not name."""
    if status >= 400:
        return json_problem(_rest("ErrorResponse"), body)
    for wanted, pattern, schema in OPERATIONS:
        if wanted == method and re.fullmatch(pattern, path):
            return json_problem(_rest(schema), body)
    return None


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
