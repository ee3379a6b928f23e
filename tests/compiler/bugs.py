"""Seeded bugs: slips in the compiler that the differential test must catch, and after how many comparisons it does.

python -m tests.compiler.bugs
"""

from functools import lru_cache
from time import process_time

from tests.compiler import differences
from tests.compiler.broken import Bug, broken
from tests.compiler.generate import PLAIN

MOST_COMPARISONS = 80_000
FIRST_SEED = 500
assert FIRST_SEED % PLAIN == 0
_INDEX = ("matcher", "columns")

IN_CODE = (
    Bug("EN takes ONBEKEND before FOUT", "code_verdicts", "return present & -present", "return max(present & 5, present & -present & 10) if present & 1 else present & 4 or present & -present"),
    Bug("OF takes ONBEKEND before FOUT", "code_verdicts", "(present & FAULT_BIT) or (present & UNKNOWN_BIT)", "(present & UNKNOWN_BIT) or (present & FAULT_BIT)"),
    Bug("MINSTENS asks one too many", "code_verdicts", "    if true >= count:\n        return TRUE_BIT", "    if true > count:\n        return TRUE_BIT"),
    Bug("MINSTENS takes FOUT for ONWAAR", "code_verdicts", "if len(bits) - bits.count(FALSE_BIT) < count:", "if true + bits.count(UNKNOWN_BIT) < count:"),
    Bug("PRECIES allows one more", "code_verdicts", "NEGATED[at_least(count + 1, bits)]", "NEGATED[at_least(count + 2, bits)]"),
    Bug("NIET makes ONBEKEND WAAR", "code_verdicts", "UNKNOWN_BIT: UNKNOWN_BIT, FAULT_BIT: FAULT_BIT}", "UNKNOWN_BIT: TRUE_BIT, FAULT_BIT: FAULT_BIT}"),
    Bug("a condition as a value takes ONBEKEND for ONWAAR", "code_verdicts", "UNKNOWN_BIT: COMPUTED", "UNKNOWN_BIT: False"),
    Bug("a computation goes on with a computation that is LEEG", "code_values", "if carries and (missing or computed):", "if carries and missing:"),
    Bug("an empty computation is an empty field", "code_values", "        return COMPUTED if computed or not missing else None", "        return None"),
    Bug("a list in a list stays one value", "code_values", "            values.extend(item)", "            values.append(item)"),
    Bug("a row that is not there is LEEG", "code_values", "found.append(FAULTY if fields is None else fields.get(key))", "found.append(None if fields is None else fields.get(key))"),
    Bug("EEN over rows takes ONBEKEND for ONWAAR", "code_verdicts", "return None if doubt else found >= count", "return found >= count"),
    Bug("ELKE over no rows is ONWAAR", "code_verdicts", "    return None if doubt else False", "    return None if doubt else not _of(rows)"),
    Bug("a row whose condition is ONBEKEND is left out", "code_verdicts", "return COMPUTED if unknown else gathered(found)", "return gathered(found)"),
    Bug("NAAR is compared with the value before", "code_verdicts", "same(scalar, facts, now, wanted) for wanted in new", "same(scalar, facts, before, wanted) for wanted in new"),
    Bug("IS GEWIJZIGD reads the field as it is now", "code_verdicts", "    now = facts.at_event(name)", "    now = facts.read(facts.record, name)"),
    Bug("what is not known of before is LEEG", "code_values", "return COMPUTED if isinstance(found, NotKnown) else found", "return None if isinstance(found, NotKnown) else found"),
    Bug("white space at the ends counts", "code_relations", '{_spelled(left, exact=exact)}.strip(WHITE_SPACE)"', '{_spelled(left, exact=exact)}"'),
    Bug("composed and not composed differ", "code_relations", '({name}.lower() if {first}.isascii() else fold({name}))"', '{first}.lower()"'),
    Bug("VANAF … TOT takes the end in", "code_relations", 'Relation.FROM_UNTIL: "<"}', 'Relation.FROM_UNTIL: "<="}'),
    Bug("IN EXACT does not look at case", "code_relations", "frozenset(compare.key(item, _canonical(exact=exact)) for item in right.value)", "frozenset(compare.key(item) for item in right.value)"),
    Bug("a blank text is filled", "code_relations", '{asked.first} is None or not {asked.again}.strip(WHITE_SPACE)"', '{asked.first} is None"'),
    Bug("moments go by the wall clock", "code_relations", '{asked.alone}.astimezone(UTC)"', '{asked.alone}.replace(tzinfo=None)"'),
    Bug("<> asks the same as =", "code_relations", "            return negated(_same(asked[0], asked[1], body, exact=exact))", "            return _same(asked[0], asked[1], body, exact=exact)"),
    Bug("BEGINT MET looks anywhere", "code_relations", 'f"{found}.startswith({body.bind(wanted)})"', 'f"holds_any({found}, {body.bind(wanted)})"'),
    Bug("texts of two spellings share a local", "code_relations", "{'folded_exact' if exact else 'folded'}(", "folded("),
    Bug("= with an empty field is ONBEKEND", "code_tests", "policy in (WhenEmpty.UNKNOWN, WhenEmpty.CARRIES)", "policy is not WhenEmpty.DECIDES"),
    Bug("NIET before what the scalar tells is dropped", "code_tests", "'DENIED' if cond.negated else 'GIVEN'", "'GIVEN'"),
    Bug("FOUT behind ONBEKEND in one test", "code_tests", '    text = f"4 if {unknown} else {text}" if unknown else text\n    text = f"2 if {faulty} else {text}" if faulty else text', '    text = f"2 if {faulty} else {text}" if faulty else text\n    text = f"4 if {unknown} else {text}" if unknown else text'),
    Bug("cases that are not asked for lead to something", "code_together", "            true = [place for place in true if among >> place & 1]\n", ""),
    Bug("ANDERS runs on ONBEKEND", "code_together", 'lines = ["u = False", *lines, f"elif u: rest.append({~place:d})"]', 'lines = ["u = False", *lines]'),
    Bug("a door lets every case behind it in", "code_groups", 'tests = [f"{asked} == {body.bind(wanted)}" for wanted, _ in blocks]', 'tests = [f"{asked} is not None" for wanted, _ in blocks]'),
    Bug("what stands before a door is lost", "code_groups", "left = (*one.parts[: door.part], *one.parts[door.part + 1 :])", "left = one.parts[door.part + 1 :]"),
    Bug("a case with ANDERS is put behind a door", "code_groups", "    if one.case.on_false:\n        return {}\n", ""),
)  # fmt: skip

IN_INDEX = (
    Bug("<= leaves its bound out", "columns_leaves", "Relation.LESS_EQUAL: lambda bound: (None, (bound, 1))", "Relation.LESS_EQUAL: lambda bound: (None, (bound, 0))"),
    Bug("TUSSEN leaves its end out", "columns_leaves", "(high, 1 if relation is Relation.BETWEEN else 0)", "(high, 0)"),
    Bug("NIET is the complement", "columns_leaves", "return Leaf(self.column, self.false, lambda: self.true)", "return Leaf(self.column, self.true.complement(), lambda: self.true)"),
    Bug("what is not known of before is something else", "columns_leaves", "return Values(keys | _UNKNOWN, outside=True)", "return Values(keys, outside=True)"),
    Bug("an order test of LEEG is ONWAAR", "columns_leaves", "Spans(true.complement().spans)", "true.complement()"),
    Bug("a list without rows is filled", "columns_leaves", "frozenset({None, (), NOT_KNOWN})", "frozenset({None, NOT_KNOWN})"),
    Bug("EXACT is forgotten in a column", "columns_leaves", "Way.VALUE_EXACT if asked.exact else Way.VALUE)", "Way.VALUE)"),
    Bug("a value between two bounds is the second", "columns_known", "2 * index + (index < len(self.points) and self.points[index] == wanted)", "2 * index + (index < len(self.points))"),
    Bug("the shortest beginning is taken", "columns_known", "for part in found}, reverse=True)", "for part in found})"),
    Bug("a longer beginning forgets the shorter", "columns_known", "if length <= len(part) and shorter in found:", "if shorter == part:"),
    Bug("a record that is not there reads as LEEG", "columns_reading", '                f" failed.append({self.name(spot.beyond())})",\n', ""),
    Bug("a record elsewhere has the same key", "columns_reading", "return value.key if value == reference(facts.record.administration, object_name, value.key) else _ELSEWHERE", "return value.key"),
    Bug("white space at the ends counts in a column", "columns_spelling", 't.strip({self.name(texts.WHITE_SPACE)}) or None"', 't or None"'),
    Bug("composed and not composed differ in a column", "columns_spelling", 'f"t = {plain} if v.isascii() else {self.name(spelled)}(v)"', 'f"t = {plain}"'),
    Bug("an alternative is lost", "matcher_clauses", "return PERHAPS if len(clauses) > MOST_CLAUSES else Alternatives(clauses, exact)", "return Alternatives(clauses[:2], exact)"),
    Bug("MINSTENS denies with one too few", "matcher_clauses", "len(found) - count + 1", "len(found) - count"),
    Bug("what is too large is taken for decided", "matcher_clauses", "return Alternatives(fewer.clauses, exact=False)", "return fewer"),
    Bug("what can be FOUT is skipped", "matcher_clauses", "self.can_fault = self.can_fault or not is_safe(cond)", "self.can_fault = False"),
    Bug("a place that may fail is not noted", "matcher_clauses", "            self.risky.append(place)", "            pass"),
    Bug("BIJ ONBEKEND is skipped", "matcher_clauses", "return of_set(leaf.column, (leaf.false if truth else leaf.true).complement())", "return of_set(leaf.column, leaf.true if truth else leaf.false)"),
    Bug("a part that throws out is not heeded", "matcher_tables", "                    left &= ~throws[number]", "                    pass"),
    Bug("LEEG comes within every bound", "matcher_tables", "masks = [mask | self._mask(empty)]", "masks = [self.full]"),
    Bug("the second test of a text is dropped", "matcher_tables", "enumerate(among.layers)", "enumerate(among.layers[:1])"),
    Bug("what is none of the codes is kept", "matcher_tables", "otherwise = self.full & ~self._mask(bit for bit, _, outside in placed if not outside)", "otherwise = self.full"),
    Bug("a bit behind a multiple of eight is another", "matcher_bits", "1 << (bit & 7)", "1 << (bit & 3)"),
    Bug("the names of the bits run the other way", "matcher_bits", "append(listed[-length])", "append(listed[length - 1])"),
    Bug("the last bits are named one place off", "matcher_bits", "range(-8 * octets, 0, 8)", "range(-len(self.listed), 0, 8)"),
    Bug("only the first alternative counts", "matcher_parts", "                found |= (left >> start) & among", "                found |= left & among"),
    Bug("a part has alternatives of another value", "matcher_parts", "for clause in clauses if value in _items(clause, column)", "for clause in clauses"),
    Bug("masks are kept by how many are asked", "matcher", "found = self._views.get(among)", "found = self._views.get(next((one for one in self._views if one.bit_count() == among.bit_count()), 0))"),
    Bug("what may fail is decided though not asked", "matcher", "unsure.extend(place for place in risky if among >> place & 1)", "unsure.extend(risky)"),
    Bug("what is WAAR comes in any order", "matcher", "        true.sort()\n        return Decided(true, others)", "        return Decided(true, others)"),
)  # fmt: skip

BUGS = (*IN_CODE, *IN_INDEX)


@lru_cache(maxsize=128)
def _prepared(seed: int) -> differences.Prepared:
    return differences.prepared(seed)


def caught_after(bug: Bug, most: int = MOST_COMPARISONS) -> int | None:
    """The comparisons that it takes to see a bug; None where it is not seen in time."""
    compared, seed = 0, FIRST_SEED
    in_index = bug.module.startswith(_INDEX)
    with broken(bug) as found:
        asked = [way for way in found if way.is_index or not in_index]
        while compared < most:
            prepared = _prepared(seed)
            seen = differences.agreeing(prepared, asked)
            if seen is not None:
                return compared + seen
            compared += prepared.comparisons
            seed += PLAIN if in_index else 1  # the index is mostly about plain rules
    return None


def main() -> None:
    started = process_time()
    for bug in BUGS:
        found = caught_after(bug)
        print(f"{'NIET GEVONDEN' if found is None else f'na {found}':>14} {bug.module}: {bug.name}")
    print(f"{len(BUGS)} fouten in {process_time() - started:.0f} s")


if __name__ == "__main__":
    main()
