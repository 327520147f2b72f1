"""The application behind a real socket, in a thread of the test process."""

import asyncio
import threading
import time
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, Concatenate, ParamSpec, TypeVar

import httpx2
import uvicorn

from app.http.app import create_app
from app.infra.resources import Resources, create_resources
from app.settings import Settings, load_settings
from tests.support.outbox import Outbox

P = ParamSpec("P")
R = TypeVar("R")

START_SECONDS = 10


class LiveServer:
    """A running application."""

    def __init__(self, server: uvicorn.Server, resources: Resources, outbox: Outbox) -> None:
        self.outbox = outbox
        self._server = server
        self._resources = resources
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="live-server")
        self.url = ""

    def _run(self) -> None:
        """The thread's work: serve until told to stop."""
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._server.serve())
        self._loop.close()

    def start(self) -> None:
        """Serve, and return once connections are accepted."""
        self._thread.start()
        deadline = time.monotonic() + START_SECONDS
        while not self._server.started:
            if time.monotonic() > deadline or not self._thread.is_alive():
                raise RuntimeError("The live server did not start.")
            time.sleep(0.005)
        port = self._server.servers[0].sockets[0].getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"

    def stop(self) -> None:
        """Shut down gracefully."""
        self._server.should_exit = True
        self._thread.join()

    def client(self) -> httpx2.Client:
        """An anonymous client of the server."""
        return httpx2.Client(base_url=self.url, timeout=30)

    def call(
        self,
        use_case: Callable[Concatenate[Resources, P], Coroutine[Any, Any, R]],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> R:
        """Run a use case with the server's own resources."""
        task = use_case(self._resources, *args, **kwargs)
        return asyncio.run_coroutine_threadsafe(task, self._loop).result(timeout=30)


@contextmanager
def start_server(settings: Settings | None = None) -> Iterator[LiveServer]:
    """A server with the settings, by default those of the tests' environment."""
    outbox = Outbox()
    resources = replace(create_resources(settings or load_settings()), mailer=outbox)
    config = uvicorn.Config(
        create_app(resources),
        host="127.0.0.1",
        port=0,
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
    )
    server = LiveServer(uvicorn.Server(config), resources, outbox)
    server.start()
    try:
        yield server
    finally:
        server.stop()
