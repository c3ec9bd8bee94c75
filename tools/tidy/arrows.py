"""Who may include whom: the table of the design, and which room sees which library."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .source import Finding, SourceFile

# `base` is implied everywhere; a room may always include itself.
ROOMS: dict[str, set[str]] = {
    "base": set(),
    "model": set(),
    "json": {"model"},
    "sse": set(),
    "client": {"model", "json", "sse"},
    "crypto": set(),
    "telemetry": set(),
    "exchange": {"json"},
    "store": {"model"},
    "store/sqlite": {"model", "json", "telemetry", "store"},
    "store/postgres": {"model", "json", "telemetry", "store"},
    "files": {"crypto", "telemetry"},
    "access": {"model", "store", "crypto", "telemetry"},
    "workflow": {"model"},
    "outbound": {"telemetry"},
    "responder": {"model", "json", "sse", "workflow", "outbound", "telemetry"},
    "conversation": {"model", "json", "sse", "store", "files", "access", "workflow", "responder",
                     "telemetry", "exchange"},
    "rest": {"model", "json", "store", "files", "access", "workflow", "conversation", "telemetry",
             "exchange"},
    "element": {"exchange"},
    "http": {"rest", "conversation", "access", "files", "telemetry", "exchange"},
}
for _kind in ("script", "model", "webhook"):
    ROOMS[f"responder/{_kind}"] = ROOMS["responder"] | {"responder"}
ROOMS["responder/webhook"].add("crypto")  # It signs its requests.
ROOMS["widgets"] = {"model", "json"}
ROOMS["embed"] = {"model", "json", "widgets", "workflow", "responder"}
ROOMS["app"] = set(ROOMS) - {"widgets", "embed"}
ROOMS["embed/server"] = set(ROOMS) - {"client"}

# Which library is seen where; a library that is not listed is refused everywhere in src/.
LIBRARIES: list[tuple[str, set[str]]] = [
    (r"boost/beast", {"http"}),
    (r"boost/asio", {"exchange", "store", "store/sqlite", "store/postgres", "files", "access",
                     "outbound", "responder", "responder/script", "responder/model",
                     "responder/webhook", "conversation", "rest", "http", "app", "telemetry",
                     "embed", "embed/server", "element"}),
    (r"boost/(?:system|assert|url|core|config|throw_exception|utility|container|intrusive)",
     set(ROOMS)),
    (r"sqlite3", {"store/sqlite"}),
    (r"libpq", {"store/postgres"}),
    (r"openssl/", {"crypto"}),
    (r"yaml-cpp/", {"workflow", "app"}),
    (r"simdjson", {"json"}),
    (r"curl/", {"client", "outbound"}),
    (r"(?:spdlog|fmt)/", {"telemetry"}),
    (r"CLI/", {"app"}),
    (r"vips/", {"files"}),
]

PUBLIC_BASE = {"raw_json", "time", "open_enum", "extra_fields"}
PUBLIC_MODEL = {"session", "thread", "thread_item", "widgets/icon_name"}
# Of include/chatkit/server/; the others belong to `embed`.
PUBLIC_EMBED_SERVER = {"server/authenticator", "server/options", "server/server",
                       "server/workflow_spec"}
# What a program that answers conversations sees of Boost.
PUBLIC_BOOST = {"boost/asio/awaitable.hpp"}

STANDARD = set("""
algorithm any array atomic barrier bit bitset cassert cctype cerrno cfenv cfloat charconv chrono
cinttypes climits clocale cmath compare complex concepts condition_variable coroutine csetjmp
csignal cstdarg cstddef cstdint cstdio cstdlib cstring ctime cuchar cwchar cwctype deque exception
execution filesystem format forward_list fstream functional future initializer_list iomanip ios
iosfwd iostream istream iterator latch limits list locale map memory memory_resource mutex new
numbers numeric optional ostream queue random ranges ratio regex scoped_allocator semaphore set
shared_mutex source_location span sstream stack stdexcept stop_token streambuf string string_view
strstream syncstream system_error thread tuple type_traits typeindex typeinfo unordered_map
unordered_set utility valarray variant vector version
""".split())

# What the kernel and the C library offer; not for public headers.
SYSTEM = re.compile(r"(?:sys|netinet|arpa|linux|net)/\w+\.h|(?:unistd|fcntl|poll|pthread|signal|"
                    r"termios|dirent|netdb|pwd|sched|spawn|time|errno|stdlib|string|stdio|"
                    r"ifaddrs)\.h")

_INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*(?:<([^>]+)>|"([^"]+)")', re.MULTILINE)


def check(file: SourceFile) -> Iterator[Finding]:
    if not file.is_cpp:
        return
    if file.name.endswith(".hpp") and not re.search(r"^#pragma once$", file.text, re.MULTILINE):
        yield Finding(file.name, 1, "pragma-once", "a header without #pragma once")
    if file.name.startswith("include/"):
        yield from _public_header(file)
    elif file.name.startswith("src/"):
        yield from _room_file(file)


def room_of(path: str) -> str | None:
    """The room that a path below src/ lies in: the longest name that fits."""
    parts = path.split("/")[:-1]
    for count in (2, 1):
        room = "/".join(parts[:count])
        if len(parts) >= count and room in ROOMS:
            return room
    return None


def public_room(path: str) -> str:
    """The room that a header below include/chatkit/ belongs to."""
    stem = path.removeprefix("chatkit/").removesuffix(".hpp")
    if stem in PUBLIC_BASE:
        return "base"
    if stem in PUBLIC_MODEL or stem.startswith("protocol/"):
        return "model"
    if stem.startswith("widgets/"):
        return "widgets"
    if stem.startswith("server/"):
        return "embed/server" if stem in PUBLIC_EMBED_SERVER else "embed"
    return "client"


def _includes(file: SourceFile) -> Iterator[tuple[int, str, bool]]:
    for match in _INCLUDE.finditer(file.text):
        quoted = match.group(2) is not None
        yield match.start(), match.group(2) if quoted else match.group(1), quoted


def _public_header(file: SourceFile) -> Iterator[Finding]:
    allowed = PUBLIC_BOOST if file.name.startswith("include/chatkit/server/") else set()
    for offset, name, _ in _includes(file):
        if name not in STANDARD | allowed and not name.startswith("chatkit/"):
            yield file.finding(offset, "public-include",
                               f"a public header includes {name}; the standard library and "
                               "chatkit/ alone are allowed")


def _room_file(file: SourceFile) -> Iterator[Finding]:
    inside = file.name.removeprefix("src/")
    room = room_of(inside)
    if room is None:
        yield Finding(file.name, 1, "unknown-room", "this folder has no line in the table")
        return
    for offset, name, quoted in _includes(file):
        problem = _quoted(room, name) if quoted else _library(room, name)
        if problem:
            yield file.finding(offset, "include-arrow", problem)


def _quoted(room: str, name: str) -> str | None:
    if name.startswith("chatkit/"):
        target = public_room(name)
    else:
        found = room_of(name)
        if found is None:
            return f'"{name}" is in no room; write the path from src/'
        target = found
    if target in (room, "base") or target in ROOMS[room]:
        return None
    return f"{room} may not include {target} ({name})"


def _library(room: str, name: str) -> str | None:
    if name in STANDARD or SYSTEM.fullmatch(name):
        return None
    for pattern, allowed in LIBRARIES:
        if re.match(pattern, name):
            return None if room in allowed else f"{room} may not see <{name}>"
    return f"<{name}> belongs to no library of the table"
