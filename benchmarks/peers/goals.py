"""What was aimed for, and what came of it: ratios within one run."""

from collections.abc import Sequence

from attrs import frozen

from .results import OWN, Results, watch_job

_SINGLE = watch_job("single", "typical", 1000)
_START = ("start", "typical", 1)
_CHECK = ("check", "typical", 1000)
KINDS = {"typical": "gewone regels", "selective": "gerichte regels", "hard": "regels zonder gelijkheid"}
RUST = ("Datalogic", "DatalogicMany", "RustCel", "Zen", "ZenTable")
DATALOGIC = ("Datalogic", "DatalogicMany")


@frozen
class Goal:
    """``value`` must be at least ``aim``, or at most where that is said; None was not measured."""

    what: str
    aim: float
    unit: str
    value: float | None
    at_most: bool = False
    watched: str | None = None
    """The job that tells where its time goes."""

    @property
    def reached(self) -> bool | None:
        if self.value is None:
            return None
        return self.value <= self.aim if self.at_most else self.value >= self.aim


def at_most(what: str, aim: float, unit: str, value: float | None, watched: str | None = None) -> Goal:
    return Goal(what, aim, unit, value, at_most=True, watched=watched)


def goals(found: Results) -> list[Goal]:
    return [*_single(found), *_many(found), *_building(found), *_whole_program(found)]


def _single(found: Results) -> list[Goal]:
    by_hand = _ratio(_one(found, OWN, "warm"), _one(found, "ByHand", "warm"))
    return [
        at_most("een samengestelde regel, tegenover met de hand geschreven", 1.15, "×", by_hand, _SINGLE),
        *(
            Goal(f"een samengestelde regel, sneller dan {title}", aim, "×", _faster(found, name), watched=_SINGLE)
            for name, title, aim in (("RustCel", "CEL in Rust", 3.0), ("RuleEngine", "rule-engine", 200.0))
        ),
    ]


def _faster(found: Results, name: str) -> float | None:
    return _ratio(_one(found, name, "whole"), _one(found, OWN, "whole"))


def _one(found: Results, name: str, what: str) -> float | None:
    return found.get(f"single {name}", what, "complex")


def _many(found: Results) -> list[Goal]:
    rows = (
        ("typical", 1000, RUST, "de snelste in Rust", 8.0),
        ("typical", 1000, ("Clips",), "CLIPS", 5.0),
        ("typical", 10_000, ("Clips",), "CLIPS", 15.0),
        ("typical", 10_000, ("RustCel",), "CEL in Rust", 50.0),
        ("typical", 10_000, DATALOGIC, "datalogic", 50.0),
        ("typical", 10_000, ("RuleEngine",), "rule-engine", 1000.0),
        ("hard", 10_000, ("Clips",), "CLIPS", 25.0),
    )
    compared = [
        Goal(
            f"{_number(count)} {KINDS[profile]}, sneller dan {title}",
            aim,
            "×",
            _ratio(_quickest(found, names, profile, count), found.many(OWN, profile, count)),
            watched=watch_job("match", profile, count),
        )
        for profile, count, names, title, aim in rows
    ]
    growth = _ratio(found.many(OWN, "typical", 10_000), found.many(OWN, "typical", 1000))
    return [
        *compared,
        at_most("groei van 1.000 naar 10.000 gewone regels", 4.0, "×", growth, watch_job("match", "typical", 10_000)),
        _never_slower(found),
    ]


def _quickest(found: Results, names: Sequence[str], profile: str, count: int) -> float | None:
    return min((one for name in names if (one := found.many(name, profile, count)) is not None), default=None)


def _never_slower(found: Results) -> Goal:
    """Against one function of all rules, where Regeltaal does worst: of all numbers of rules and profiles."""
    ratios = [
        (ratio, profile, int(count))
        for profile in KINDS
        for count in found.facts.get("counts", ())
        if (ratio := _ratio(found.many("OneFunction", profile, count), found.many(OWN, profile, count))) is not None
    ]
    worst, profile, count = min(ratios, default=(None, "typical", 1000))
    what = f"elk aantal regels, sneller dan één functie (het minst bij {_number(count)} {KINDS[profile]})"
    return Goal(what, 1.0, "×", worst, watched=watch_job("match", profile, count))


def _building(found: Results) -> list[Goal]:
    large = (1000, 10_000)
    built = {count: found.many(OWN, "typical", count, "build") for count in (100, *large)}
    held = [found.get(f"memory {count:>5} {OWN}", "held") for count in large]
    most = max(large, key=lambda count: built[count] or 0.0)
    return [
        _build("opbouw na het controleren, per regel van 1.000 en 10.000", built[most], most),
        _build("idem van 100 (gemaakte code)", built[100], 100),
        at_most("geheugen per regel", 4096.0, "bytes", _worst(held)),
    ]


def _build(what: str, value: float | None, count: int) -> Goal:
    return at_most(what, 20.0, "µs", value, watch_job("build", "typical", count))


def _worst(values: Sequence[float | None]) -> float | None:
    return max((one for one in values if one is not None), default=None)


def _whole_program(found: Results) -> list[Goal]:
    start = found.get("start project", "cpu")
    cold, warm = (
        found.get("again", one) if found.get("again", "rules") == 10_000 else None for one in ("cold", "warm")
    )
    return [
        at_most("10.000 regels controleren, koud", 6.0, "s", cold, watch_job(*_CHECK)),
        at_most("idem, een bestand gewijzigd", 0.5, "s", warm, "again"),
        at_most(
            "van niets tot het eerste oordeel van een klein project",
            150.0,
            "ms",
            start and start * 1000,
            watch_job(*_START),
        ),
        Goal(
            "`draai` op SQLite, 1.000 regels, een actie per gebeurtenis",
            2000.0,
            "per s",
            found.get("endtoend", "events_per_second"),
            watched="endtoend",
        ),
    ]


def _ratio(over: float | None, under: float | None) -> float | None:
    return None if over is None or not under else over / under


def _number(count: int) -> str:
    return f"{count:,}".replace(",", ".")
