"""A proxy that cuts connections at chance bytes of what comes back."""

from __future__ import annotations

import random
import socket
import threading
from collections.abc import Callable
from urllib.parse import urlsplit

_PIECE = 65536


class CuttingProxy:
    """Passes bytes on to wherever `upstream` says, and closes each connection after so many of the
    answer's bytes as `bytes_before_cut` says; nothing: it is left alone."""

    def __init__(self, upstream: Callable[[], str],
                 bytes_before_cut: Callable[[], int | None]) -> None:
        self.upstream = upstream
        self.bytes_before_cut = bytes_before_cut
        self.cuts = 0
        self._closed = False
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self._closed = True
        self._listener.close()

    def _accept(self) -> None:
        while not self._closed:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        parts = urlsplit(self.upstream())
        try:
            server = socket.create_connection((parts.hostname, parts.port), timeout=60)
        except OSError:
            client.close()
            return
        threading.Thread(target=self._requests, args=(client, server), daemon=True).start()
        self._answers(client, server, self.bytes_before_cut())
        for side in (client, server):
            _close(side)

    @staticmethod
    def _requests(client: socket.socket, server: socket.socket) -> None:
        try:
            while piece := client.recv(_PIECE):
                server.sendall(piece)
        except OSError:
            pass
        _close(server)

    def _answers(self, client: socket.socket, server: socket.socket, left: int | None) -> None:
        try:
            while piece := server.recv(_PIECE):
                if left is not None and len(piece) > left:
                    client.sendall(piece[:left])
                    self.cuts += 1
                    return
                client.sendall(piece)
                if left is not None:
                    left -= len(piece)
        except OSError:
            return


def _close(side: socket.socket) -> None:
    try:
        side.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass
    side.close()


def at_any_byte(bytes_max: int) -> Callable[[], int | None]:
    """Cuts every connection somewhere in its first so many bytes."""
    return lambda: random.randrange(bytes_max)


def before_the_answer(share: float = 0.3, bytes_max: int = 40_000) -> Callable[[], int | None]:
    """Cuts that share of the connections before any byte, and the others some time later."""
    return lambda: 0 if random.random() < share else random.randrange(bytes_max)
