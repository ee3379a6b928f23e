"""A mail server that hangs, refuses, is away, says to come back later, or dies when it has the message."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import timedelta
from functools import partial

from tests.faults.faults import Fault, Stage
from tests.faults.ledger import Account, Ledger
from tests.faults.office import NEXT_MORNING, OPENING, Office, office
from tests.faults.witness import HOST, Manner, closed_port, mute_server

from regeltaal.base.node import evolve
from regeltaal.runtime.storage import EffectStatus, open_store

_STEP = timedelta(minutes=1)
_NEW = 2
_DONE, _FAILED, _UNCERTAIN = EffectStatus.DONE, EffectStatus.FAILED, EffectStatus.UNCERTAIN

Trouble = Callable[[Office], AbstractContextManager[None]]
"""Makes the mail server misbehave, for as long as it lasts."""


def trouble(inject: Trouble, wanted: EffectStatus, stage: Stage) -> Account:
    """Events while the server misbehaves, then time passes with a good one. ``wanted``: what their mails come to."""
    now = OPENING
    with office(stage.room(), stage.backend) as place:
        place.configure(timeout=0.5)
        with inject(place), place.engine() as engine:
            for _ in range(stage.runs):
                place.process(engine, place.reports(_NEW, now), now)
                now += _STEP
        with place.engine() as engine:
            place.process(engine, list(place.offered.values()), now)
            place.let_pass(engine, NEXT_MORNING)
        account = Ledger(place, NEXT_MORNING).account(stage.runs)
        told = tuple(_others(place, wanted))
    return evolve(account, lost=(*account.lost, *told), remark=f"de mails van toen zijn `{wanted.value}`")


def _others(place: Office, wanted: EffectStatus) -> Iterator[str]:
    """The mails that were to go while the server misbehaved, and came to something else."""
    with open_store(place.url) as store:
        for one in store.effects(*EffectStatus):
            if one.parameters.get("sjabloon") == "Ontvangst" and one.status is not wanted:
                yield f"{one.key}: `{one.status.value}` in plaats van `{wanted.value}`"


def _manner(manner: Manner) -> Trouble:
    @contextmanager
    def inject(place: Office) -> Iterator[None]:
        place.mail.manner = manner
        yield
        place.mail.manner = Manner.GOOD

    return inject


@contextmanager
def _elsewhere(server: Callable[[], AbstractContextManager[int]], place: Office) -> Iterator[None]:
    with server() as port:
        place.configure(server=f"{HOST}:{port}", timeout=0.5)
        yield
    place.configure(timeout=0.5)


def _fault(name: str, inject: Trouble, wanted: EffectStatus) -> Fault:
    return Fault(f"mailserver: {name}", partial(trouble, inject, wanted), runs=20, short=1)


FAULTS = (
    _fault("weigert de verbinding", partial(_elsewhere, lambda: nullcontext(closed_port())), _DONE),
    _fault("neemt op en zegt niets", partial(_elsewhere, mute_server), _DONE),
    _fault("weigert de ontvanger (550)", _manner(Manner.REFUSES_RECIPIENT), _FAILED),
    _fault("ontvanger later graag (450)", _manner(Manner.BUSY_RECIPIENT), _DONE),
    _fault("bericht later graag (451)", _manner(Manner.BUSY_AFTER_DATA), _DONE),
    _fault("hangt na het bericht", _manner(Manner.SILENT), _UNCERTAIN),
    _fault("valt weg na het bericht, dat hij heeft", _manner(Manner.DIES_WITH_IT), _UNCERTAIN),
    _fault("valt weg na het bericht, dat hij niet heeft", _manner(Manner.DIES_WITHOUT_IT), _UNCERTAIN),
)
