"""Who was taken for dead and was not: what it still does with its claim never undoes or doubles what another did."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest

from regeltaal.base.source import Source
from regeltaal.base.text import Text
from regeltaal.check.checker import check
from regeltaal.check.setting import Setting
from regeltaal.runtime.bindings import ActionCall, Bindings, FailedError
from regeltaal.runtime.deciding import Decider, Decision, decide
from regeltaal.runtime.engine import Engine
from regeltaal.runtime.ruleset import RuleSet
from regeltaal.runtime.storage import EffectStatus, StoredEffect
from regeltaal.runtime.store_unit import Unit
from regeltaal.schema.loader import load
from regeltaal.syntax.parser import parse
from regeltaal.values.value import Ref

DOMAIN = """DOMEIN proef
OBJECT bon
  VELD nummer: tekst VERPLICHT SLEUTEL
  VELD keren: getal WIJZIGBAAR
GEBEURTENIS bon bijgewerkt BIJ bon
ACTIE STUUR buiten BIJ bon
  UITVOERING HOOGSTENS EENMAAL
ACTIE TEL bon BIJ bon
"""
NOON = datetime(2027, 3, 12, 11, tzinfo=UTC)
HOUR = timedelta(hours=1)
OUTSIDE = 'REGEL "r" WANNEER bon bijgewerkt DAN STUUR buiten NA 1 uur'
INSIDE = 'REGEL "r" WANNEER bon bijgewerkt DAN TEL bon NA 1 uur'
DOWN = Text(nl="de server is plat", en="the server is down")
Send = Callable[[ActionCall], None]


def rule_set(body: str) -> RuleSet:
    schema = load(Source("proef.domein", DOMAIN)).schema
    assert schema is not None
    parsed = parse(Source("a.regel", f"DOMEIN proef\n{body}"))
    checked = check([parsed.file], schema, Setting())
    assert [one.message() for one in (*parsed.problems, *checked.problems) if one.is_error] == []
    return RuleSet(checked.program, schema, Setting().zone, body)


def engine(folder: Path, body: str, send: Send = lambda _: None) -> Engine:
    """A worker on the store of the folder. Of a file each has locks of its own, so all of them live."""
    bindings = Bindings()
    bindings.bind("STUUR buiten", send)
    bindings.bind("TEL bon", count)
    return Engine(rule_set(body), f"sqlite:///{folder}/opslag.db", bindings=bindings, clock=lambda: NOON)


def count(call: ActionCall) -> None:
    before = call.our_records.read(call.record, "keren")
    assert isinstance(before, Decimal)
    call.our_records.write(call.record, "keren", before + 1)


def planned(worker: Engine) -> StoredEffect:
    data = {"id": "e1", "gebeurtenis": "bon bijgewerkt", "record": {"nummer": "B1", "keren": "0"}}
    assert worker.process(data).reason is None
    (found,) = worker.store.effects(EffectStatus.PLANNED)
    return found


def taken_for_dead(worker: Engine) -> None:
    """Its name is let go of, as when a server drops its connection; another settles what it was at."""
    worker.store.worker.presence.release()


def sent_again(left: StoredEffect, unit: Unit) -> bool:
    return decide(unit, left, Decision.SEND, Decider("Anna"), NOON + HOUR)


def test_an_attempt_of_one_taken_for_dead_does_not_put_back_what_another_is_sending(tmp_path: Path) -> None:
    """A person had it sent again; without the claim of the second it would be sent a third time."""
    sent: list[str] = []

    def slow(_: ActionCall) -> None:
        taken_for_dead(slow_one)
        (left,) = other.store.recover(NOON + HOUR)
        assert left.status is EffectStatus.UNCERTAIN
        assert other.store.attempt(partial(sent_again, left))
        assert other.store.claim(left.key, NOON + HOUR)
        sent.append("ander")
        raise FailedError(DOWN, retry=True)

    with engine(tmp_path, OUTSIDE, slow) as slow_one, engine(tmp_path, OUTSIDE) as other:
        key = planned(slow_one).key
        slow_one.carrier.carry_out(key, NOON + HOUR)
        found = other.store.effect(key)
        assert found is not None
        assert (found.status, found.worker) == (EffectStatus.BUSY, other.store.worker.name)
    assert sent == ["ander"]


def test_what_one_taken_for_dead_knows_of_an_uncertain_effect_is_kept(tmp_path: Path) -> None:
    def slow(_: ActionCall) -> None:
        taken_for_dead(slow_one)
        other.store.recover(NOON + HOUR)

    with engine(tmp_path, OUTSIDE, slow) as slow_one, engine(tmp_path, OUTSIDE) as other:
        key = planned(slow_one).key
        slow_one.carrier.carry_out(key, NOON + HOUR)
        found = other.store.effect(key)
        assert found is not None
        assert found.status is EffectStatus.DONE


def test_a_change_of_a_record_that_another_made_is_not_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with engine(tmp_path, INSIDE) as slow_one, engine(tmp_path, INSIDE) as other:
        key = planned(slow_one).key
        attempt = slow_one.store.attempt

        def late(work: Callable[..., object]) -> object:
            monkeypatch.setattr(slow_one.store, "attempt", attempt)
            taken_for_dead(slow_one)
            for left in other.store.recover(NOON + HOUR):
                if left.status is EffectStatus.UNCERTAIN:
                    other.store.attempt(partial(sent_again, left))
            assert other.carrier.carry_out(key, NOON + HOUR) is not None
            return attempt(work)

        monkeypatch.setattr(slow_one.store, "attempt", late)
        slow_one.carrier.carry_out(key, NOON + HOUR)
        with other.store.look() as unit:
            fields = unit.load(Ref("standaard", "bon", "B1"))
        assert fields is not None
        assert str(fields["keren"]) == "1"
        assert [one.status for one in other.store.effects(*EffectStatus)] == [EffectStatus.DONE]
