"""Starting and stopping the server."""

import asyncio
import os
import signal
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
import uvicorn
from fastapi import FastAPI

from app.http import commands
from app.http.lifecycle import drain_on_sigterm
from tests.support.logs import Log
from tests.support.variants import settings_with

OPTIONS = {"host": "127.0.0.1", "port": 8000, "workers": None, "reload": False}


@pytest.fixture(autouse=True)
def _restore() -> Iterator[None]:
    """Give the process its handler back."""
    handler = signal.getsignal(signal.SIGTERM)
    yield
    signal.signal(signal.SIGTERM, handler)


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the server would have been started with."""
    found: dict[str, Any] = {}

    def run(app: str, **options: Any) -> None:
        found.update(options, app=app)

    monkeypatch.setattr(uvicorn, "run", run)
    monkeypatch.setattr(commands, "configure_logging", found.get)
    monkeypatch.delenv("PROMETHEUS_MULTIPROC_DIR", raising=False)
    return found


def _serve(monkeypatch: pytest.MonkeyPatch, *, http: dict[str, Any], env: str = "test") -> None:
    settings = settings_with(app={"env": env}, http=http)
    monkeypatch.setattr(commands, "load_settings", lambda: settings)
    commands.serve(Namespace(**OPTIONS))


def test_the_edge_is_ours_alone(monkeypatch: pytest.MonkeyPatch, started: dict[str, Any]) -> None:
    _serve(monkeypatch, http={})
    assert started["app"] == "app.http.app:create_app"
    assert started["workers"] == 1
    assert not started["proxy_headers"]
    assert not started["server_header"]
    assert not started["access_log"]
    assert "PROMETHEUS_MULTIPROC_DIR" not in os.environ


def test_processes_that_share_no_limits_say_so(
    monkeypatch: pytest.MonkeyPatch, started: dict[str, Any], log: Log
) -> None:
    _serve(monkeypatch, http={"workers": 3}, env="production")
    assert started["workers"] == 3
    assert Path(os.environ["PROMETHEUS_MULTIPROC_DIR"]).is_dir()
    assert log.events("limits_not_shared", workers=3)


def test_a_stop_that_was_asked_for_is_a_success(
    monkeypatch: pytest.MonkeyPatch, started: dict[str, Any]
) -> None:
    _serve(monkeypatch, http={})
    with pytest.raises(SystemExit) as stop:
        signal.raise_signal(signal.SIGTERM)
    assert stop.value.code == 0


async def test_sigterm_drains_before_it_stops() -> None:
    stopped: list[int] = []

    def stop(number: int, frame: FrameType | None) -> None:
        stopped.append(number)

    app = FastAPI()
    app.state.draining = False
    signal.signal(signal.SIGTERM, stop)
    drain_on_sigterm(app, seconds=0.05)
    signal.raise_signal(signal.SIGTERM)
    assert app.state.draining
    assert stopped == []
    await asyncio.sleep(0.2)
    assert stopped == [signal.SIGTERM]
    signal.raise_signal(signal.SIGTERM)
    assert stopped == [signal.SIGTERM] * 2
