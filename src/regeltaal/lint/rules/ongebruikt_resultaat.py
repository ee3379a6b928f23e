"""GENAAMD with a name that no later action reads."""

from collections.abc import Iterator, Sequence

from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Diagnostic, Severity
from regeltaal.base.text import Text
from regeltaal.check.problems.samples import actions
from regeltaal.lint.branches import said_by, sequences
from regeltaal.lint.edits import without_word
from regeltaal.lint.rule import DeclarationRule
from regeltaal.lint.view import FileView, RuleView
from regeltaal.program import tree as out
from regeltaal.syntax import tree

_SAMPLE = 'GENEREER nieuwe factuur GENAAMD factuur\nMAAK taak MET titel = "Controleer factuur {}"'

CODE = declare(
    "RT624",
    Severity.HINT,
    name="ongebruikt-resultaat",
    title=Text(nl="GENAAMD met een naam die niemand leest", en="GENAAMD with a name that nobody reads"),
    message=Text(
        nl="`{name}` wordt in geen latere actie van deze regel gebruikt",
        en="`{name}` is used in no later action of this rule",
    ),
    why=Text(
        nl="GENAAMD geeft een naam aan wat een actie maakt, zodat een latere actie ernaar kan verwijzen. Doet geen "
        "enkele dat, dan is er een verwijzing vergeten, of is de naam overbodig.",
        en="GENAAMD names what an action makes, so that a later action can refer to it. Where none does, a reference "
        "was forgotten, or the name is not needed.",
    ),
    hint=Text(
        nl="Verwijs naar `{name}` in een latere actie, of laat GENAAMD weg.",
        en="Refer to `{name}` in a later action, or leave GENAAMD out.",
    ),
    wrong=actions(_SAMPLE.format("van {nummer}")),
    right=actions(_SAMPLE.format("{factuur.nummer}")),
)


def _find(view: FileView) -> Iterator[Diagnostic]:
    for rule in view.holding(one.alias for one in view.each(tree.Perform) if one.alias is not None):
        unread = [_unread(made) for made in rule.made]
        for place in set.intersection(*map(set, unread)):
            name = unread[0][place]
            if not _is_in_a_text(name, rule):
                fixes = without_word("GENAAMD", name.span, safe=True)
                yield Diagnostic(CODE, name.span, {"name": name.span.text}, fixes=fixes)


def _is_in_a_text(name: out.Variable, rule: RuleView) -> bool:
    """Whether it stands there with a field behind it, without braces: then that is what is wrong."""
    return f"{name.name}." in " ".join(rule.node.span.text.lower().split())


def _unread(rule: out.Rule) -> dict[int, out.Variable]:
    """The results that are not read, by place: with a table of templates one row may read what another does not."""
    return {
        action.result.span.start: action.result
        for branch in sequences(rule)
        for number, action in enumerate(branch)
        if isinstance(action, out.Perform) and action.result and not _reads(branch[number + 1 :], action.result)
    }


def _reads(later: Sequence[out.Action], result: out.Variable) -> bool:
    said = (one for action in later for one in said_by(action))
    return any(isinstance(one, out.Variable) and one.slot == result.slot for one in said)


RULE = DeclarationRule(CODE, _find)
