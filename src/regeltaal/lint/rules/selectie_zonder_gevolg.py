"""A name or tag in the head that makes no difference: it is there already, or BEHALVE names who was not included."""

from collections.abc import Iterator, Sequence

from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Diagnostic, Severity
from regeltaal.base.text import Text
from regeltaal.check.problems.samples import administrations, head
from regeltaal.lint.edits import without_item, without_word
from regeltaal.lint.rule import DeclarationRule
from regeltaal.lint.view import FileView
from regeltaal.syntax import tree

_FILES = (administrations(),)

CODE = declare(
    "RT650",
    Severity.WARNING,
    name="selectie-zonder-gevolg",
    title=Text(nl="Administratie in de kop die geen verschil maakt", en="Administration in the head without effect"),
    message=Text(nl="{selector} maakt hier geen verschil: {why}", en="{selector} makes no difference here: {why}"),
    why=Text(
        nl="Met VOOR administraties kiest u wie meedoen, met BEHALVE wie daarvan niet. Wat geen verschil maakt, wekt "
        "de indruk dat er iets geregeld is.",
        en="With VOOR administraties you choose who take part, with BEHALVE who of those do not. What makes no "
        "difference gives the impression that something is arranged.",
    ),
    hint=Text(nl="Laat het weg, of noem wie u bedoelde.", en="Leave it out, or name whom you meant."),
    wrong=head('VOOR administraties "Jansen BV"; "Jansen BV"', files=_FILES),
    right=head('VOOR administraties "Jansen BV"; "Bakker BV"', files=_FILES),
)

_ALREADY = Text(nl="die staat er al", en="it is there already")
_NOT_INCLUDED = Text(nl="die deed al niet mee", en="it did not take part anyway")


def _find(view: FileView) -> Iterator[Diagnostic]:
    for clause in view.each(tree.Scope):
        for selectors in (clause.include or (), clause.exclude):
            yield from _twice(selectors)
            yield from _by_tag(selectors, view)
        yield from _not_included(clause)


def _twice(selectors: Sequence[tree.Selector]) -> Iterator[Diagnostic]:
    spans = [one.span for one in selectors]
    for place, one in enumerate(selectors):
        if one in selectors[:place]:
            fixes = without_item(spans, place, safe=True)
            yield Diagnostic(CODE, one.span, {"selector": one.span.text, "why": _ALREADY}, fixes=fixes)


def _by_tag(selectors: Sequence[tree.Selector], view: FileView) -> Iterator[Diagnostic]:
    """A name beside a tag that this administration has."""
    tags = {one.value for one in selectors if one.kind == "tag"}
    for one in selectors if tags else ():
        known = view.setting.administrations.get(one.value) if one.kind == "name" else None
        shared = sorted(tags & known.tags) if known is not None else []
        if shared:
            why = Text(nl=f'die heeft de tag "{shared[0]}"', en=f'it has the tag "{shared[0]}"')
            yield Diagnostic(CODE, one.span, {"selector": one.span.text, "why": why})


def _not_included(clause: tree.Scope) -> Iterator[Diagnostic]:
    """Names behind BEHALVE where others are chosen by name; who has a tag may change."""
    if clause.include is None or any(one.kind == "tag" for one in clause.include):
        return
    names = {one.value for one in clause.include}
    spans = [one.span for one in clause.exclude]
    for place, one in enumerate(clause.exclude):
        if one.kind == "name" and one.value not in names:
            alone = without_word("BEHALVE", one.span, safe=True) if len(spans) == 1 else ()
            fixes = without_item(spans, place, safe=True) or alone
            yield Diagnostic(CODE, one.span, {"selector": one.span.text, "why": _NOT_INCLUDED}, fixes=fixes)


RULE = DeclarationRule(CODE, _find)
