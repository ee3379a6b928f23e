"""What libraries log: nothing of a store that is away, and never a traceback."""

import logging

import psycopg
import pytest

from regeltaal.service.durable import _PassedOn


def record(text: str, error: BaseException | None = None, line: int = 1) -> logging.LogRecord:
    info = None if error is None else (type(error), error, None)
    return logging.LogRecord("dbos", logging.WARNING, "queue.py", line, text, None, info)


@pytest.mark.parametrize(
    "told",
    [
        record("Exception in queue thread for _dbos_internal_queue: (psycopg.OperationalError) connection failed: x"),
        record("Database connection failed: x. Retrying in 1.00s (attempt 3)"),
        record("Exception encountered in background workflow:", psycopg.errors.AdminShutdown("x")),
        record("Traceback (most recent call last):\n  x\npsycopg.OperationalError: connection failed: x"),
    ],
)
def test_of_a_store_that_is_away_libraries_say_nothing(
    told: logging.LogRecord, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "regeltaal"):
        _PassedOn().emit(told)
    assert caplog.records == []


def test_of_a_traceback_the_kind_of_the_error_is_told(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "regeltaal"):
        _PassedOn().emit(record("Traceback (most recent call last):\n  File x\nValueError: Jansen BV"))
    (line,) = caplog.records
    assert line.__dict__["melding"] == "ValueError"


def test_what_is_no_outage_is_passed_on(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "regeltaal"):
        _PassedOn().emit(record("Exception in queue thread", psycopg.errors.UndefinedTable("x")))
    (line,) = caplog.records
    assert line.__dict__["melding"] == "Exception in queue thread"
