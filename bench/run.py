"""Runs the benchmarks, each beside its peer in the same run, and writes bench/RESULTS.md.

Standard library only. `./dev bench` builds the programs and calls this with their folder; see
bench/README.md for what is measured and how.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime
import json
import os
import pathlib
import platform
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent
BENCH = ROOT / "bench"
CORE = ["taskset", "-c", "0"]
TICKS = os.sysconf("SC_CLK_TCK")


class Row:
    """One line of the results: what was measured, beside what, against which target."""

    def __init__(self, work: str, figure: str, peer: str, ratio: str, target: str, met: bool):
        self.work, self.figure, self.peer = work, figure, peer
        self.ratio, self.target, self.met = ratio, target, met

    def line(self) -> str:
        verdict = "met" if self.met else "**missed**"
        return (f"| {self.work} | {self.figure} | {self.peer} | {self.ratio} | {self.target} "
                f"| {verdict} |")


def cpu_seconds(pid: int) -> float:
    """User and kernel seconds of a process and its threads so far."""
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def resident_megabytes(pid: int) -> float:
    for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


class Server:
    """A `chatkit serve` on a free loopback port, ended by its own process id."""

    def __init__(self, program: pathlib.Path, data: pathlib.Path, pinned: bool = True):
        command = [str(program), "serve", "--listen", "127.0.0.1:0", "--data", str(data),
                   "--log-level", "error"]
        (data / "server.json").unlink(missing_ok=True)
        self.started_at = time.perf_counter()
        self.process = subprocess.Popen((CORE if pinned else []) + command,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        self.url = self._wait_for_address(data)
        self.key = (data / "api-key").read_text().strip()

    def _wait_for_address(self, data: pathlib.Path) -> str:
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                sys.exit(f"chatkit serve ended: {self.process.stderr.read().decode()}")
            with contextlib.suppress(OSError, ValueError, KeyError):
                state = json.loads((data / "server.json").read_text())
                return state["url"]
            time.sleep(0.0005)
        sys.exit("chatkit serve did not start")

    def get(self, path: str) -> bytes:
        request = urllib.request.Request(self.url + path,
                                         headers={"Authorization": f"Bearer {self.key}"})
        with urllib.request.urlopen(request, timeout=30) as reply:
            return reply.read()

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=60)


def wrk(url: str, script: str, arguments: list[str], connections: int, seconds: int) -> dict:
    command = CORE + ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", "-s",
                      str(BENCH / "wrk" / script), url, "--"] + arguments
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return json.loads(output.strip().splitlines()[-1])


def load(server_pid: int, url: str, script: str, arguments: list[str], connections: int,
         seconds: int) -> tuple[float, float, dict]:
    """Requests a second, the server's CPU microseconds a request, and wrk's own summary."""
    wrk(url, script, arguments, connections, 2)
    before = cpu_seconds(server_pid)
    result = wrk(url, script, arguments, connections, seconds)
    used = cpu_seconds(server_pid) - before
    if result["errors"]:
        print(f"  {result['errors']} errors in {script}", file=sys.stderr)
    return result["requests"] / result["seconds"], used / result["requests"] * 1e6, result


@contextlib.contextmanager
def nginx(folder: pathlib.Path, body: bytes):
    """nginx with one worker on the shared core, answering every path with the same static body."""
    (folder / "body.json").write_bytes(body)
    port = 20000 + random.randrange(20000)
    (folder / "nginx.conf").write_text(
        f"worker_processes 1; daemon off; master_process off; pid {folder}/nginx.pid;\n"
        f"error_log {folder}/error.log; events {{ worker_connections 1024; }}\n"
        "http { access_log off; keepalive_requests 1000000000; keepalive_timeout 300s;\n"
        f"  client_body_temp_path {folder}/b; proxy_temp_path {folder}/p;\n"
        f"  fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;\n"
        "  default_type application/json; open_file_cache max=10; sendfile on; tcp_nopush on;\n"
        f"  server {{ listen 127.0.0.1:{port}; root {folder};\n"
        "    location / { rewrite ^ /body.json break; } } }\n")
    process = subprocess.Popen(CORE + [shutil.which("nginx") or "/usr/sbin/nginx", "-c",
                                       str(folder / "nginx.conf"), "-p", str(folder)],
                               stderr=subprocess.DEVNULL)
    try:
        time.sleep(0.5)
        yield process.pid, f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=10)


def fsync_rate(folder: pathlib.Path, seconds: float = 3.0) -> float:
    """Appends of 600 bytes made durable one by one: the machine's own rate."""
    target = folder / "fsync-probe"
    descriptor = os.open(target, os.O_CREAT | os.O_WRONLY | os.O_APPEND)
    count, end = 0, time.perf_counter() + seconds
    while time.perf_counter() < end:
        os.write(descriptor, b"x" * 600)
        os.fdatasync(descriptor)
        count += 1
    os.close(descriptor)
    target.unlink()
    return count / seconds


def seed(arguments, data: pathlib.Path) -> list[str]:
    """Makes a data directory as `serve` does and fills its store; ids, the deep one first."""
    Server(arguments.program, data, pinned=False).stop()
    print(f"seeding {arguments.threads} threads …", flush=True)
    start = time.perf_counter()
    output = subprocess.run(
        [str(arguments.programs / "seed_store"), str(data / "chatkit.db"), str(arguments.threads),
         str(arguments.full_threads), str(arguments.deep_items)],
        check=True, capture_output=True, text=True).stdout
    print(f"  {time.perf_counter() - start:.0f} s", flush=True)
    return output.split()


def bench_start(arguments, data: pathlib.Path) -> Row:
    """Starts on the full store: milliseconds to the first answer, and the memory then."""
    times, memory = [], 0.0
    for _ in range(5):
        server = Server(arguments.program, data)
        server.get("/v1/chatkit/threads?limit=1")
        times.append((time.perf_counter() - server.started_at) * 1e3)
        memory = max(memory, resident_megabytes(server.process.pid))
        server.stop()
    median = sorted(times)[len(times) // 2]
    return Row(f"start on {arguments.threads:,} threads, first answer",
               f"{median:.0f} ms, {memory:.0f} MB RSS", "–", "–", "≤ 100 ms, ≤ 60 MB",
               median <= 100 and memory <= 60)


def bench_get_thread(arguments, server: Server, ids: list[str], folder: pathlib.Path) -> list[Row]:
    """GET thread over all threads and over the 10,000 newest, against nginx on the same core."""
    rows = []
    body = server.get(f"/v1/chatkit/threads/{ids[1]}")
    sample = random.sample(ids, min(len(ids), 200_000))
    for name, chosen, target in (("uniform over all", sample, 0.35),
                                 ("the 10,000 hottest", ids[:10_000], 0.5)):
        paths = folder / "paths"
        paths.write_text("".join(f"/v1/chatkit/threads/{i}\n" for i in chosen))
        ours, cpu, _ = load(server.process.pid, server.url, "paths.lua",
                            [str(paths), server.key], 16, arguments.seconds)
        with nginx(folder, body) as (pid, url):
            theirs, their_cpu, _ = load(pid, url, "paths.lua", [str(paths), server.key], 16,
                                        arguments.seconds)
        rows.append(Row(f"GET thread, {name}", f"{ours:,.0f}/s, {cpu:.1f} µs CPU",
                        f"nginx {theirs:,.0f}/s, {their_cpu:.1f} µs CPU", f"{ours / theirs:.2f} ×",
                        f"≥ {target} ×", ours / theirs >= target))
    return rows


def bench_items(arguments, server: Server, ids: list[str], folder: pathlib.Path) -> list[Row]:
    """GET items?limit=100: CPU of a page, and the last page against the first of a deep thread."""
    paths = folder / "paths"
    paths.write_text("".join(f"/v1/chatkit/threads/{i}/items?limit=100\n"
                             for i in ids[1:1 + arguments.full_threads]))
    rate, cpu, result = load(server.process.pid, server.url, "paths.lua",
                             [str(paths), server.key], 8, arguments.seconds)
    size = result["bytes"] / result["requests"] / 1000
    rows = [Row(f"GET items?limit=100 ({size:.0f} KB)", f"{rate:,.0f}/s, {cpu:.0f} µs CPU", "–",
                "–", "≤ 200 µs CPU", cpu <= 200)]
    deep = f"/v1/chatkit/threads/{ids[0]}/items?limit=100"
    page = json.loads(server.get(deep + "&order=asc"))
    costs = {}
    for name, path in (("first", deep), ("last", f"{deep}&before={page['last_id']}")):
        paths.write_text(path + "\n")
        _, costs[name], _ = load(server.process.pid, server.url, "paths.lua",
                                 [str(paths), server.key], 8, arguments.seconds)
    ratio = costs["last"] / costs["first"]
    rows.append(Row(f"last page of {arguments.deep_items:,} items", f"{costs['last']:.0f} µs CPU",
                    f"first page {costs['first']:.0f} µs CPU", f"{ratio:.2f} ×", "≤ 1.2 ×",
                    ratio <= 1.2))
    return rows


def bench_sessions(arguments, server: Server, folder: pathlib.Path) -> Row:
    """POST sessions, durable, 64 connections, against the machine's own fsync rate."""
    before = fsync_rate(folder)
    rate, cpu, _ = load(server.process.pid, server.url, "sessions.lua", [server.key], 64,
                        arguments.seconds)
    alone = (before + fsync_rate(folder)) / 2
    return Row("POST sessions, durable, 64 connections", f"{rate:,.0f}/s, {cpu:.0f} µs CPU",
               f"fdatasync {alone:,.0f}/s", f"{rate / alone:.1f} ×", "≥ 5 ×", rate / alone >= 5)


def bench_sdk(arguments, server: Server, ids: list[str]) -> list[Row]:
    """threads.retrieve through each client on the server's core, one connection."""
    environment = {**os.environ, "OPENAI_BASE_URL": server.url + "/v1",
                   "OPENAI_API_KEY": server.key, "NODE_PATH": str(arguments.node_modules)}
    script = arguments.node_modules.parent / "chatkit-bench-retrieve.mjs"
    shutil.copy(BENCH / "peers" / "retrieve.mjs", script)
    clients = {
        "libchatkit": ([str(arguments.programs / "retrieve_libchatkit")], 50_000),
        "libcurl": ([str(arguments.programs / "retrieve_libcurl")], 50_000),
        "openai (npm)": (["node", str(script)], 5_000),
        "openai (PyPI)": ([sys.executable, str(BENCH / "peers" / "retrieve.py")], 2_000),
    }
    speed, cpu = {}, {}
    for name, (command, calls) in clients.items():
        output = subprocess.run(CORE + command + [ids[5], str(calls)], check=True, text=True,
                                capture_output=True, env=environment).stdout
        result = json.loads(output.strip().splitlines()[-1])
        speed[name] = result["calls"] / result["seconds"]
        cpu[name] = result["cpu_seconds"] / result["calls"] * 1e6
    script.unlink()
    ours = f"{speed['libchatkit']:,.0f}/s, {cpu['libchatkit']:.1f} µs CPU"
    rows = []
    for peer in ("openai (npm)", "openai (PyPI)"):
        ratio = speed["libchatkit"] / speed[peer]
        rows.append(Row("SDK threads.retrieve, parsed", ours,
                        f"{peer} {speed[peer]:,.0f}/s, {cpu[peer]:.0f} µs CPU", f"{ratio:.1f} ×",
                        "≥ 20 ×", ratio >= 20))
    ratio = cpu["libchatkit"] / cpu["libcurl"]
    rows.append(Row("the same, CPU of a call", f"{cpu['libchatkit']:.1f} µs",
                    f"bare libcurl {cpu['libcurl']:.1f} µs", f"{ratio:.2f} ×", "≤ 1.5 ×",
                    ratio <= 1.5))
    return rows


def machine() -> str:
    model = next((line.split(":", 1)[1].strip()
                  for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines()
                  if line.startswith("model name")), platform.machine())
    return f"{os.cpu_count()} cores of {model}, Linux {platform.release()}"


def write_results(arguments, rows: list[Row], path: pathlib.Path) -> None:
    lines = ["# Results", "",
             f"Made by `./dev bench` on {datetime.date.today()}: {machine()}; loopback, g++ -O2, "
             "one run. Server and load share one core, and so do the peers.", "",
             "| work | chatkit | peer, same run | ratio | target | |",
             "| --- | --- | --- | --- | --- | --- |", *[row.line() for row in rows], ""]
    notes = BENCH / "NOTES.md"
    if notes.exists():
        lines += [notes.read_text().rstrip(), ""]
    path.write_text("\n".join(lines))


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", type=pathlib.Path, required=True,
                        help="a build folder with the program and the bench programs")
    parser.add_argument("--node-modules", type=pathlib.Path,
                        default=ROOT / "build/npm/node_modules",
                        help="a node_modules folder that has the openai package")
    parser.add_argument("--threads", type=int, default=1_000_000)
    parser.add_argument("--full-threads", type=int, default=9_000)
    parser.add_argument("--deep-items", type=int, default=100_000)
    parser.add_argument("--seconds", type=int, default=8, help="a load's length")
    parser.add_argument("--output", type=pathlib.Path, default=BENCH / "RESULTS.md")
    parser.add_argument("--data", type=pathlib.Path,
                        help="a folder to keep the seeded store in; reused if it is there")
    arguments = parser.parse_args()
    arguments.build = arguments.build.resolve()
    arguments.program = arguments.build / "chatkit"
    arguments.programs = arguments.build / "bench"
    return arguments


def main() -> None:
    arguments = parse_arguments()
    with tempfile.TemporaryDirectory(prefix="chatkit-bench-") as temporary:
        folder = pathlib.Path(temporary)
        data = arguments.data or folder / "data"
        data.mkdir(parents=True, exist_ok=True, mode=0o700)
        ids_file = data / "bench-ids"
        if not ids_file.exists():
            ids_file.write_text("\n".join(seed(arguments, data)))
        ids = ids_file.read_text().split()
        rows = [bench_start(arguments, data)]
        server = Server(arguments.program, data)
        try:
            rows += bench_get_thread(arguments, server, ids, folder)
            rows += bench_items(arguments, server, ids, folder)
            rows.append(bench_sessions(arguments, server, folder))
            rows += bench_sdk(arguments, server, ids)
        finally:
            server.stop()
        write_results(arguments, rows, arguments.output)
        print(arguments.output.read_text())


if __name__ == "__main__":
    main()
