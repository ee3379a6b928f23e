"""The office under test: a copy of the project, its store, the program run on it, and what was offered to it."""

import json
import os
import shutil
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from attrs import Factory, define, field, frozen
from tests.faults.backends import Backend, empty_store
from tests.faults.meldpunt import BINDINGS
from tests.faults.witness import HOST, HookWitness, MailWitness, hook_server, mail_server

from regeltaal.loading import load
from regeltaal.runtime.engine import Engine
from regeltaal.runtime.result import EventResult
from regeltaal.runtime.ruleset import RuleSet

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
OFFICE = "Loket"
ZONE = ZoneInfo("Europe/Amsterdam")
OPENING = datetime(2027, 3, 12, 10, 0, tzinfo=ZONE)
"""A Friday morning: the first schedule comes round the next day at eight."""
NEXT_MORNING = OPENING + timedelta(hours=23)
_LONGEST = 300


@frozen
class Report:
    """An event that is offered, and what must come of it: once."""

    id: str
    number: str
    moment: datetime
    mail: bool = True
    hook: bool = True
    deadline: datetime | None = None
    steps: int = 0
    turns: bool = False

    def data(self, hook_url: str) -> dict[str, object]:
        record: dict[str, object] = {"nummer": self.number, "status": "Nieuw"}
        if self.mail:
            record["adres"] = f"{self.number.lower()}@voorbeeld.example"
        if self.hook:
            record["haak"] = hook_url
        if self.deadline is not None:
            record["deadline"] = self.deadline.isoformat()
        if self.steps:
            record["stappen"] = [f"{number:05}" for number in range(self.steps)]
        if self.turns:
            record["ronde"] = True
        return {
            "id": self.id,
            "gebeurtenis": "melding ontvangen",
            "administratie": OFFICE,
            "moment": self.moment.isoformat(),
            "record": record,
        }


@define
class Office:
    """A project with a store, and its two witnesses."""

    folder: Path
    url: str
    mail: MailWitness
    hook: HookWitness
    offered: dict[str, Report] = Factory(dict)
    mail_settings: dict[str, object] = Factory(dict)
    errors: list[str] = field(factory=list)
    """What the program said on its error output, of runs that were not killed."""

    def __attrs_post_init__(self) -> None:
        self.configure()

    def configure(self, **mail_settings: object) -> None:
        """Writes the settings, with the ports of the witnesses unless others are given."""
        self.mail_settings = {
            "server": f"{HOST}:{self.mail.port}",
            "afzender": "loket@voorbeeld.example",
            "timeout": 2,
            **mail_settings,
        }
        lines = [f"{name} = {json.dumps(value)}" for name, value in self.mail_settings.items()]
        place = f'["{HOST}:{self.hook.port}"]'
        hook = [f"toegestaan = {place}", f"interne_adressen = {place}", "timeout = 2", ""]
        hook += ["[dienst]", "verzoeken_per_minuut = 1000000"]
        own = (HERE / "project" / "regeltaal.toml").read_text(encoding="utf-8")
        parts = [own, "[koppelingen.mail]", *lines, "", "[koppelingen.webhook]", *hook, ""]
        (self.folder / "regeltaal.toml").write_text("\n".join(parts), encoding="utf-8")

    # ------------------------------------------------------------ what is offered

    def reports(self, count: int, moment: datetime, **more: object) -> list[Report]:
        """New events, remembered as offered."""
        first = len(self.offered) + 1
        made = [Report(f"e-{n}", f"M-{n}", moment, **more) for n in range(first, first + count)]  # type: ignore[arg-type] # its own fields
        self.offered.update({one.id: one for one in made})
        return made

    def lines(self, reports: Sequence[Report]) -> str:
        return "".join(json.dumps(one.data(self.hook.url)) + "\n" for one in reports)

    # ------------------------------------------------------------ the program

    @property
    def environment(self) -> dict[str, str]:
        """With the actions of this office as an installed package has them."""
        path = os.pathsep.join((str(ROOT), str(ROOT / "src"), str(self.folder / "pakket")))
        return {**os.environ, "PYTHONPATH": path, "REGELTAAL_OPSLAG_URL": self.url, "no_proxy": HOST}

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "regeltaal", *arguments]

    def start(
        self,
        reports: Sequence[Report],
        now: datetime,
        *more: str,
        before: Callable[[], None] | None = None,
        name: str = "",
    ) -> "subprocess.Popen[bytes]":
        """`draai` at a moment on some events, in a process of its own. ``name`` tells it from others beside it."""
        events = self.folder / f"gebeurtenissen{name}.jsonl"
        events.write_text(self.lines(reports), encoding="utf-8")
        given = ["--gebeurtenissen", str(events)] if reports else []
        moment = ["--nu", f"{now:%Y-%m-%d %H:%M}"]
        with (self.folder / f"uit{name}.txt").open("wb") as out, (self.folder / f"fout{name}.txt").open("wb") as error:
            return subprocess.Popen(
                self.command("draai", str(self.folder), *given, *moment, "--uitvoer", "json", *more),
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=error,
                preexec_fn=before,  # noqa: PLW1509 - a limit on the process; the harness has no lock it could meet there
            )

    def run(
        self, reports: Sequence[Report], now: datetime, *more: str, before: Callable[[], None] | None = None
    ) -> int:
        """The same, to its end; gives the exit code."""
        code = self.start(reports, now, *more, before=before).wait(_LONGEST)
        told = self.told()[1]
        self.errors.append(told)
        if "Traceback" in told:
            raise AssertionError(f"the program broke off with a Python error:\n{told}")
        return code

    def publish(self) -> None:
        """Makes the rules as they are now the published version."""
        self.do("publiceer", str(self.folder), "--als", "proef")

    def do(self, *arguments: str) -> None:
        """Another command, which has to go well."""
        found = subprocess.run(
            self.command(*arguments), env=self.environment, check=False, capture_output=True, timeout=_LONGEST
        )
        if found.returncode != 0:
            raise AssertionError(f"{arguments[0]} gave {found.returncode}: {found.stderr.decode(errors='replace')}")

    def told(self, name: str = "") -> tuple[list[dict[str, Any]], str]:
        """What the last run of that name said of each event, and on its error output."""
        out = (self.folder / f"uit{name}.txt").read_text(encoding="utf-8")
        error = (self.folder / f"fout{name}.txt").read_text(encoding="utf-8", errors="replace")
        return [json.loads(line) for line in out.splitlines() if line.startswith("{")], error

    # ------------------------------------------------------------ in this process

    def rules(self) -> RuleSet:
        return load(self.folder)

    def engine(self, rules: RuleSet | None = None) -> "TimedEngine":
        """An engine on the store, as another process would have it."""
        return TimedEngine(rules or self.rules(), self.url)

    def process(self, engine: "TimedEngine", reports: Sequence[Report], now: datetime) -> list[EventResult]:
        """The same as a run of `draai` does: the events, then what has come by now."""
        engine.moment = now
        found = [engine.process(one.data(self.hook.url)) for one in reports]
        deque(engine.pass_time(), 0)
        return found

    def let_pass(self, engine: "TimedEngine", until: datetime) -> None:
        """Everything that is to come, each at its own moment; then once more, which finds nothing to do."""
        deque(engine.let_pass(until), 0)
        engine.moment = until
        if found := list(engine.pass_time()):
            raise AssertionError(f"there was more to do when all was done: {found}")


class TimedEngine(Engine):
    """An engine whose present is what the harness says it is."""

    def __init__(self, rules: RuleSet, url: str) -> None:
        self.moment = OPENING
        super().__init__(rules, url, bindings=BINDINGS, clock=lambda: self.moment)


@contextmanager
def office(folder: Path, backend: Backend) -> Iterator[Office]:
    """An office with an empty store, whose witnesses are at work."""
    shutil.copytree(HERE / "project", folder, dirs_exist_ok=True)
    _install_actions(folder / "pakket")
    with ExitStack() as stack:
        mail = stack.enter_context(mail_server(MailWitness()))
        hook = stack.enter_context(hook_server(HookWitness()))
        url = stack.enter_context(empty_store(backend, folder))
        yield Office(folder, url, mail, hook)


def _install_actions(folder: Path) -> None:
    """What an installed package leaves behind: its name, and where its actions are."""
    place = folder / "meldpunt-1.dist-info"
    place.mkdir(parents=True, exist_ok=True)
    (place / "METADATA").write_text("Metadata-Version: 2.1\nName: meldpunt\nVersion: 1\n", encoding="utf-8")
    point = "[regeltaal.actions]\nmeldpunt = tests.faults.meldpunt:BINDINGS\n"
    (place / "entry_points.txt").write_text(point, encoding="utf-8")
