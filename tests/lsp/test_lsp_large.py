"""A large project: checking it is told, and nobody waits for it."""

import statistics
import time
from pathlib import Path

from lsprotocol import types
from tests.lsp.editing import Editor
from tests.lsp.raw import running

RULE = """
REGEL "Regel {number}"
  PRIORITEIT {number}
WANNEER werkbon compleet gemeld
EN werkstatus = "Uitgevoerd"
EN nummer = "WB-{number}"
DAN
  MAAK taak MET titel = "Bel over {number}"
"""
RULES = 800
TEXT = "DOMEIN werkbonnen\n" + "".join(RULE.format(number=number) for number in range(1, RULES + 1))
REQUEST_BUDGET = 0.2
"""Seconds that nothing that somebody asks may take."""
SLACK = 3
CANCELLED = -32800


async def test_a_first_check_that_takes_long_is_told(editor: Editor) -> None:
    doc = editor.saved("regels/groot.regel", TEXT)
    await editor.diagnostics(doc)
    told = [report for reports in editor.client.progress_reports.values() for report in reports]
    assert isinstance(told[0], types.WorkDoneProgressBegin)
    assert told[0].title == "Regels controleren"
    await editor.wait(lambda: [one for one in told if isinstance(one, types.WorkDoneProgressEnd)] or ended(editor))


def ended(editor: Editor) -> bool:
    last = [reports[-1] for reports in editor.client.progress_reports.values() if reports]
    return all(isinstance(one, types.WorkDoneProgressEnd) for one in last)


def test_who_asks_during_the_first_check_does_not_wait_for_it(tmp_path: Path) -> None:
    uri = (tmp_path / "groot.regel").as_uri()
    with running() as server:
        server.initialize()
        server.open(uri, TEXT)
        waits = []
        for number in range(1, 11):
            begin = time.perf_counter()
            at = {"line": 4, "character": 5}
            server.send(id=number, method="textDocument/hover", params={"textDocument": {"uri": uri}, "position": at})
            server.answer(number)
            waits.append(time.perf_counter() - begin)
            time.sleep(0.03)
    assert statistics.median(waits) < REQUEST_BUDGET * SLACK


def test_a_storm_of_completions_is_over_when_the_typing_is(tmp_path: Path) -> None:
    """At each letter the client takes back what it asked at the one before, as editors do: only few are worked off."""
    uri = (tmp_path / "groot.regel").as_uri()
    with running() as server:
        server.initialize()
        server.open(uri, TEXT)
        server.send(id="klaar", method="textDocument/diagnostic", params={"textDocument": {"uri": uri}})
        server.answer("klaar")
        begin = time.perf_counter()
        for number in range(1, 101):
            at = {"line": 5, "character": 3}
            change = {"range": {"start": at, "end": at}, "text": "w"}
            which = {"uri": uri, "version": number + 1}
            changed = {"textDocument": which, "contentChanges": [change]}
            server.send(method="textDocument/didChange", params=changed)
            asked = {"textDocument": {"uri": uri}, "position": {"line": 5, "character": 4}}
            server.send(id=number, method="textDocument/completion", params=asked)
            if number < 100:
                server.send(method="$/cancelRequest", params={"id": number})
        answers = [server.answer(number) for number in range(1, 101)]
        took = time.perf_counter() - begin
    taken_back = [one for one in answers if one.get("error", {}).get("code") == CANCELLED]
    assert len(taken_back) >= 80
    assert "result" in answers[-1]
    assert took < REQUEST_BUDGET * SLACK * 5
