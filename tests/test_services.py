"""The tools that run generated projects on real servers."""

import json
import socket
from pathlib import Path

import pytest

from tests.combinations import CHOICES
from tools import servers, services
from tools.console import StepError, run
from tools.render import MANIFEST
from tools.walk import wait_until_ready


def closed_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def test_every_framework_runs_on_every_database_server() -> None:
    found = {(one.framework, one.database) for one in services.combinations("")}

    assert found == {
        (framework, database)
        for framework in CHOICES["framework"]
        for database in CHOICES["database"]
        if database != "sqlite"
    }
    assert [one.database for one in services.combinations("-mysql")] == ["mysql"]


def test_a_server_is_used_where_its_variable_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        url = f"redis://127.0.0.1:{listening.getsockname()[1]}/0"
        monkeypatch.setenv("TEST_REDIS_URL", url)

        assert servers.ensure(servers.REDIS) == url


def test_a_server_that_is_named_and_missing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEST_REDIS_URL", f"redis://user:hidden@127.0.0.1:{closed_port()}/0")

    with pytest.raises(StepError, match="TEST_REDIS_URL") as caught:
        servers.ensure(servers.REDIS)

    assert "hidden" not in str(caught.value)


def test_a_server_that_cannot_be_got_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TEST_REDIS_URL", raising=False)
    monkeypatch.setattr(servers, "listens", lambda _: False)
    monkeypatch.setattr(servers, "_start", lambda *_: False)
    monkeypatch.setattr(servers, "_install", lambda *_: False)

    with pytest.raises(StepError, match="apt-get install redis-server"):
        servers.ensure(servers.REDIS)


def test_a_changed_project_is_tested_again(tmp_path: Path) -> None:
    (tmp_path / MANIFEST).write_text(json.dumps(["a.py"]))
    (tmp_path / "a.py").write_text("1")
    first = services.digest(tmp_path, "url")
    assert services.digest(tmp_path, "url") == first
    assert services.digest(tmp_path, "other") != first

    (tmp_path / "a.py").write_text("2")
    assert services.digest(tmp_path, "url") != first


def test_a_failing_program_is_named(tmp_path: Path) -> None:
    with pytest.raises(StepError, match="`git no-such-command` failed with status"):
        run(["git", "no-such-command"], folder=tmp_path)
    with pytest.raises(StepError, match="no-such-program"):
        run(["no-such-program"], folder=tmp_path)


def test_a_service_that_ended_is_not_waited_for() -> None:
    with pytest.raises(StepError, match="did not become ready"):
        wait_until_ready(closed_port(), lambda: False, seconds=60)
