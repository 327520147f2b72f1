"""What reaches standard output."""

import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from app.infra.observability.logs import REDACTED, configure_logging
from app.infra.settings import AppSettings
from tests.support.logs import keep_logs


@pytest.fixture(autouse=True)
def _restore() -> Iterator[None]:
    """Give the tests their own configuration back."""
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    yield
    root.handlers = handlers
    root.setLevel(level)
    keep_logs()


def _settings(**values: str) -> AppSettings:
    """Settings of the process."""
    return AppSettings.model_validate({"env": "test", "log_level": "INFO", **values})


def test_a_line_is_a_json_object(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging(_settings())
    log = structlog.get_logger()
    with structlog.contextvars.bound_contextvars(request_id="r-1"):
        log.info("happened", password="s3cret", value={1, 2}, text="caf\u00e9")
    line = json.loads(capsys.readouterr().out)
    assert line.pop("timestamp").endswith("Z")
    assert line == {
        "event": "happened",
        "level": "info",
        "password": REDACTED,
        "request_id": "r-1",
        "text": "caf\u00e9",
        "value": "{1, 2}",
    }


def test_a_traceback_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging(_settings())
    structlog.get_logger().error("failed", exc_info=RuntimeError("cause"))
    (line,) = capsys.readouterr().out.splitlines()
    assert "RuntimeError: cause" in json.loads(line)["exception"]


def test_lines_of_libraries_look_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging(_settings())
    logging.getLogger("some.library").warning("slow: %s", "x", extra={"api_key": "s3cret"})
    logging.getLogger("some.library").info("chatter")
    line = json.loads(capsys.readouterr().out)
    assert (line["event"], line["level"], line["logger"]) == ("slow: x", "warning", "some.library")
    assert line["api_key"] == REDACTED


def test_the_level_holds(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging(_settings(log_level="WARNING"))
    structlog.get_logger().info("chatter")
    assert capsys.readouterr().out == ""


def test_people_get_colours_instead(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging(_settings(log_format="console"))
    structlog.get_logger().info("happened", token="s3cret")
    logging.getLogger("some.library").warning("slow")
    out = capsys.readouterr().out
    assert "happened" in out
    assert "slow" in out
    assert "s3cret" not in out
