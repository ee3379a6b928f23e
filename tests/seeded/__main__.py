"""Plants defects in good rule sets and prints what the linter makes of them.

python -m tests.seeded [--zaad N] [--soort NAAM] [--aantal N] [--kort]
"""

import argparse

from tests.seeded.measure import Judged, Tally, is_built, run


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.seeded", description="geplante gebreken")
    parser.add_argument("--zaad", type=int, default=1)
    parser.add_argument("--soort", action="append", default=[], help="alleen dit soort; mag vaker")
    parser.add_argument("--aantal", type=int, default=12, help="per soort")
    parser.add_argument("--kort", action="store_true", help="zonder de teksten")
    given = parser.parse_args()
    show(run(given.zaad, given.aantal, given.soort), with_texts=not given.kort)


def show(tally: Tally, *, with_texts: bool) -> None:
    print(f"{'soort':<28}{'geplant':>8}{'gevonden':>9}{'recall':>8}{'ook goed':>9}{'vals':>6}")
    for slug, kind in sorted(tally.kinds.items()):
        built = "" if is_built(slug) else "  (nog geen regel)"
        share = f"{100 * kind.found / kind.planted:.0f}%"
        print(f"{slug:<28}{kind.planted:>8}{kind.found:>9}{share:>8}{kind.also:>9}{kind.false:>6}{built}")
    planted = sum(one.planted for one in tally.kinds.values())
    print(f"\n{planted} geplant, recall {100 * tally.recall:.1f}%, precisie {100 * tally.precision:.1f}%")
    print(f"meldingen: {tally.right} goed, {tally.false} vals, waarvan {len(tally.good)} op de goede sets")
    print(f"gecrasht: {len(tally.crashed)}; geen plaats: {dict(tally.no_place) or 'geen'}")
    for world, one in tally.good:
        place = f"{world.name}/{one.span.source.path}:{one.span.begin.line}"
        print(f"  goede set: {place} {one.code.id} {one.code.name or ''}: {one.message()}")
    if with_texts:
        for title, among in (("GECRASHT", tally.crashed), ("GEMIST", tally.missed), ("VALS", tally.wrong)):
            for judged in among:
                print(f"\n{title} {told(judged)}")


def told(judged: Judged) -> str:
    """A plant with what was said of it, for people."""
    plant = judged.plant
    lines = [f"{plant.slug}: {plant.shape} ({plant.world.name}/{plant.path}) {judged.crash}"]
    for word, among in (("vals", judged.false), ("ook goed", judged.also)):
        for one in among:
            place = f"{one.span.source.path}:{one.span.begin.line}"
            lines.append(
                f"   {word}: {one.code.id} {one.code.name or ''} {place}: {one.message()} [{one.span.text[:80]!r}]"
            )
    return "\n".join((*lines, *(f"   | {line}" for line in plant.changed.splitlines())))


if __name__ == "__main__":
    main()
