"""kill -9 of the program: at random moments, and aimed between an effect and the note that it was done."""

import os
import signal
import subprocess
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from enum import Enum
from time import monotonic, sleep

from attrs import define
from tests.faults.faults import Fault, Stage
from tests.faults.ledger import Account, Ledger
from tests.faults.office import NEXT_MORNING, OPENING, Office, office
from tests.faults.witness import Point

_PER_LIFE = 10
"""Kills on one store, after each other: what a crash left is met by the next."""
_NEW = 3
_STEP = timedelta(minutes=20)
_DEADLINE = timedelta(minutes=50)


class Aim(Enum):
    """When the program is killed."""

    ANYWHERE = "op een willekeurig moment"
    MAIL_TAKEN = "als de mailserver het bericht heeft en nog niet antwoordde"
    MAIL_ANSWERED = "net na het antwoord van de mailserver"
    HOOK_TAKEN = "als het webadres het bericht heeft en nog niet antwoordde"
    HOOK_ANSWERED = "net na het antwoord van het webadres"


@define
class Striker:
    """Kills a process at the n-th time that a witness is at some point."""

    at: Point
    countdown: int
    late: float
    kill: Callable[[], None] = lambda: None

    def __call__(self, point: Point) -> None:
        if point is self.at:
            self.countdown -= 1
            if self.countdown == 0:
                sleep(self.late)
                self.kill()


def kill_the_run(stage: Stage) -> Account:
    """`draai`, killed again and again on one store, then run to its end; many such stores."""
    total, left = Account(), stage.runs
    while left > 0:
        kills = min(left, _PER_LIFE)
        with office(stage.room(), stage.backend) as place:
            total = total.plus(_life(place, stage, kills))
        left -= kills
        stage.tell(f"{total.runs} van {stage.runs} keer gestopt")
    return total.saying("tijdens een effect, tussen effect en aantekening, en op willekeurige momenten")


def _life(place: Office, stage: Stage, kills: int) -> Account:
    now, done, usual = OPENING, 0, _usual_time(place)
    while done < kills:
        now += _STEP
        place.reports(_NEW, now, deadline=now + _DEADLINE)
        process = place.start(list(place.offered.values()), now)
        done += _killed(process, place, stage, usual)
    place.run(list(place.offered.values()), now)
    place.run([], NEXT_MORNING)
    place.run([], NEXT_MORNING)
    return Ledger(place, NEXT_MORNING).account(kills)


def _usual_time(place: Office) -> float:
    """How long a run takes that nobody stops."""
    begin = monotonic()
    place.run(place.reports(_NEW, OPENING, deadline=OPENING + _DEADLINE), OPENING)
    return monotonic() - begin


def _killed(process: "subprocess.Popen[bytes]", place: Office, stage: Stage, usual: float) -> bool:
    """Strikes at a process by a random aim; False when it was done before the blow."""
    aim = stage.chance.choice(list(Aim))
    if aim is Aim.ANYWHERE:
        with suppress(subprocess.TimeoutExpired):
            process.wait(stage.chance.uniform(0.4, 1.1) * usual)
        kill(process)
    else:
        witness = place.mail if aim in {Aim.MAIL_TAKEN, Aim.MAIL_ANSWERED} else place.hook
        at = Point.TAKEN if aim in {Aim.MAIL_TAKEN, Aim.HOOK_TAKEN} else Point.ANSWERED
        late = 0.0 if at is Point.TAKEN else stage.chance.uniform(0, 0.006)
        witness.strike = Striker(at, stage.chance.randint(1, 5), late, lambda: kill(process))
        process.wait(300)
        witness.strike = lambda _: None
    return process.wait(300) == -signal.SIGKILL


def kill(process: "subprocess.Popen[bytes]") -> None:
    """By its number, for whoever else waits for it may know already that it ended."""
    if process.poll() is None:
        os.kill(process.pid, signal.SIGKILL)


FAULTS = (Fault("kill -9 van `draai`", kill_the_run, runs=200, short=6),)
