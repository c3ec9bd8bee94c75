"""threads.retrieve through the official PyPI package, one connection."""

import json
import resource
import sys
import time

from openai import OpenAI


def cpu_seconds() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def main() -> None:
    thread_id, calls = sys.argv[1], int(sys.argv[2])
    client = OpenAI()
    for _ in range(calls // 10):
        client.beta.chatkit.threads.retrieve(thread_id)
    cpu, start = cpu_seconds(), time.perf_counter()
    for _ in range(calls):
        assert client.beta.chatkit.threads.retrieve(thread_id).id == thread_id
    seconds = time.perf_counter() - start
    print(json.dumps({"calls": calls, "seconds": seconds, "cpu_seconds": cpu_seconds() - cpu}))


main()
