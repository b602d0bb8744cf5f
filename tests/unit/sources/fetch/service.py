"""A service on this machine that answers as it is told and remembers what it was asked."""

import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit

from graphbuild.sources.fetch.client import Client, Patience
from graphbuild.sources.fetch.pacing import Pacer
from graphbuild.sources.fetch.web import Endpoints, Manners, Web

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


@dataclass(frozen=True)
class Answer:
    """`length` is what the answer claims to be long; `pause` seconds lie between its bytes."""

    body: bytes = b""
    status: int = 200
    headers: dict = field(default_factory=dict)
    length: int | None = None
    pause: float = 0.0


@dataclass
class Service:
    """`answers` holds, by path, what is answered in turn; the last one stays."""

    port: int
    answers: dict[str, list[Answer]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str], dict[str, str]]] = field(default_factory=list)

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    @property
    def endpoints(self):
        return Endpoints(*(f"{self.url}/{name}" for name in ("ncbi", "europepmc", "ctgov", "crossref")))

    def says(self, path, *answers):
        self.answers[path] = [answer if isinstance(answer, Answer) else Answer(answer) for answer in answers]

    def next(self, path):
        left = self.answers.get(path, [Answer(b"nothing here", 404)])
        return left.pop(0) if len(left) > 1 else left[0]

    @property
    def paths(self):
        return [path for path, _, _ in self.asked]


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        parts, here = urlsplit(self.path), self.server.here
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        here.asked.append((parts.path, query, {name.lower(): value for name, value in self.headers.items()}))
        answer = here.next(parts.path)
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body) if answer.length is None else answer.length))
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        step = 1 if answer.pause else len(answer.body) or 1
        for at in range(0, len(answer.body), step):
            self.wfile.write(answer.body[at : at + step])
            time.sleep(answer.pause)

    def log_message(self, *_):
        """Says nothing."""


class Server(ThreadingHTTPServer):
    def handle_error(self, *_):
        """Says nothing: a client may leave at any time."""


@contextmanager
def service(context=None):
    """Runs a service; with a TLS context, one that speaks https."""
    with Server(("127.0.0.1", 0), Handler) as server:
        if context is not None:
            server.socket = context.wrap_socket(server.socket, server_side=True)
        server.here = Service(server.server_address[1])
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server.here
        finally:
            server.shutdown()
            thread.join()


@dataclass
class Clock:
    """Time that passes only by waiting; `waits` holds every wait."""

    time: float = 1000.0
    waits: list[float] = field(default_factory=list)

    def __call__(self):
        return self.time

    def sleep(self, seconds):
        self.waits.append(round(seconds, 3))
        self.time += seconds


def web_to(here, clock, manners=None, patience=None, **client):
    """Opens a Web to the service, with a clock that costs no time."""
    transport = Client("graphbuild/0 (mailto:me@example.org)", patience=patience or Patience(2.0, 5.0), **client)
    return Web(transport, here.endpoints, manners or Manners(), Pacer(clock, clock.sleep), lambda: NOW)
