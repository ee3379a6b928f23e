"""Goes on after a mistake: one message for it, and the rest of the declaration is still read.

A mistake is mended where a remedy is found, and else skipped up to the next clause. Where all that was mended was
certain, the declaration is used as mended; otherwise it is ``Broken``, so that nothing is concluded from a guess.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from itertools import chain

from attrs import define, field

from regeltaal.base.diagnostic import Diagnostic
from regeltaal.base.node import Node, evolve
from regeltaal.base.source import Source
from regeltaal.syntax.islands import Island
from regeltaal.syntax.lalr import follow
from regeltaal.syntax.lexer import Lexer, Token
from regeltaal.syntax.misplaced import misplaced
from regeltaal.syntax.problems import words
from regeltaal.syntax.remedies import GUESSES, REMEDIES
from regeltaal.syntax.remedies.candidate import Candidate
from regeltaal.syntax.remedies.structure import unexpected
from regeltaal.syntax.situation import FAR, Situation, Trial
from regeltaal.syntax.tables import END, Tables

_MOST_MENDED = 24
"""After so many mistakes in one declaration, reported or not, the rest is left."""
_MOST_BACK = 40
_FREE_AFTER = 3
"""A problem without a remedy counts only so many tokens after the last: closer by it is likely a consequence."""

CLAUSES = frozenset(
    [
        "EN_KW",
        "OF_KW",
        "ALS_KW",
        "DAN_KW",
        "ANDERS_KW",
        "BIJ_KW",
        "WANNEER_KW",
        "ZET_KW",
        "WIS_KW",
        "STOP_KW",
        "KLAAR_KW",
        "VERWACHT_KW",
        "GEGEVEN_KW",
        "OP_KW",
        "VOORBEELDEN_KW",
        "OMSCHRIJVING_KW",
        "PRIORITEIT_KW",
        "VOOR_KW",
        "GELDIG_KW",
        "FASE_KW",
        "UIT_KW",
        "VOORHEEN_KW",
        "SEMICOLON",
        "UPPER",
    ]
)


class Recovered(Node):
    """The tokens as mended, or None when guesses were needed; with the problems."""

    tokens: list[Token] | None
    problems: tuple[Diagnostic, ...]


@define
class Recovery:
    """Recovers one island."""

    source: Source
    tables: Tables
    lexer: Lexer
    island: Island
    names: AbstractSet[str] = frozenset()
    tokens: list[Token] = field(init=False)
    problems: list[Diagnostic] = field(factory=list, init=False)
    certain: bool = field(default=True, init=False)
    _last_problem: int = field(default=-_FREE_AFTER - 1, init=False)

    def __attrs_post_init__(self) -> None:
        self.tokens = list(self.island.tokens)

    def run(self) -> Recovered:
        position, states = 0, [self.tables.starts[self.island.start_symbol]]
        trail: deque[tuple[int, list[int]]] = deque(maxlen=_MOST_BACK)
        mistakes = 0
        while position < len(self.tokens) and mistakes < _MOST_MENDED:
            trail.append((position, states))
            after = follow(self.tables, states, self.tokens[position].kind)
            if after is not None:
                position, states = position + 1, after
                continue
            mistakes += 1
            going_on = self._mend(position, dict(trail)) or self._skip(position, dict(trail))
            if going_on is None:
                break
            position, states = going_on
            trail = deque([entry for entry in trail if entry[0] < position], maxlen=_MOST_BACK)
        return Recovered(self.tokens if self.certain else None, tuple(_merged(self.problems)))

    def _situation(self, position: int, trail: dict[int, list[int]]) -> Situation:
        return Situation(
            self.source, self.tables, self.lexer, self.island.start_symbol, self.tokens, position, trail, self.names
        )

    def _mend(self, position: int, trail: dict[int, list[int]]) -> tuple[int, list[int]] | None:
        """Where to go on after the first remedy that works, or the best of the guesses."""
        at = self._situation(position, trail)
        found = next(filter(None, (_best(at, remedy(at)) for remedy in REMEDIES)), None)
        if found is None and misplaced(at) is None:
            found = _best(at, chain.from_iterable(guess(at) for guess in GUESSES))
        return None if found is None else self._apply(*found, trail)

    def _apply(self, candidate: Candidate, trial: Trial, trail: dict[int, list[int]]) -> tuple[int, list[int]]:
        self.tokens[trial.first : trial.last] = trial.tokens
        self.certain = self.certain and candidate.certain
        self.problems.append(_with_tried_edits(candidate))
        self._last_problem = trial.first + len(trial.tokens)
        return trial.first, trail[trial.first]

    def _skip(self, position: int, trail: dict[int, list[int]]) -> tuple[int, list[int]] | None:
        """Reports what is wrong here, and finds the next clause that fits something begun before."""
        self.certain = False
        at = self._situation(position, trail)
        counts = position - self._last_problem > _FREE_AFTER and at.token.kind != END
        if counts or not self.problems:
            self.problems.append(misplaced(at) or unexpected(at))
        found = self._next_clause(position, trail[position])
        if found is not None:
            self._last_problem = found[0]
        return found

    def _next_clause(self, position: int, states: list[int]) -> tuple[int, list[int]] | None:
        for index in range(position, len(self.tokens)):
            token = self.tokens[index]
            if token.kind not in CLAUSES or (index == position and token.kind in {"UPPER", "SEMICOLON"}):
                continue
            if token.kind == "UPPER" and self.tokens[index + 1].kind != "NAME":
                continue
            for length in range(len(states), 0, -1):
                if follow(self.tables, states[:length], token.kind) is not None:
                    return index, states[:length]
        return None


def _best(at: Situation, candidates: Iterable[Candidate]) -> tuple[Candidate, Trial] | None:
    """The first that makes all that is looked at fit, rather with names that are known; else the first that works."""
    found: tuple[Candidate, Trial] | None = None
    rank = (True, 0)
    for candidate in candidates:
        trial = at.attempt(*candidate.edits)
        if trial is None or trial.reach < candidate.needed:
            continue
        own = (trial.reach < FAR, at.unknown(trial))
        if found is None or own < rank:
            found, rank = (candidate, trial), own
        if not at.names and trial.reach == FAR:
            break
    return found


def _with_tried_edits(candidate: Candidate) -> Diagnostic:
    """The problem, its fix being exactly the edits that were found to parse."""
    problem = candidate.problem
    fixes = tuple(evolve(fix, edits=candidate.edits) for fix in problem.fixes)
    return evolve(problem, fixes=fixes)


def _merged(problems: list[Diagnostic]) -> Iterator[Diagnostic]:
    """All keywords in lower case as one problem."""
    lower = [problem for problem in problems if problem.code is words.LOWER_CASE]
    for problem in problems:
        if problem.code is not words.LOWER_CASE:
            yield problem
        elif problem is lower[0]:
            fixes = [fix for one in lower for fix in one.fixes]
            edits = [edit for fix in fixes for edit in fix.edits]
            keywords = [edit.replacement.strip() for edit in edits]
            yield words.lower_case([edit.span for edit in edits], keywords, safe=all(fix.safe for fix in fixes))
