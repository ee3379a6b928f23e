"""Templates: what stands in a file stays literal, values are escaped in HTML, nothing gets too long."""

import subprocess
import sys
from collections.abc import Sequence
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regeltaal.base.source import Source, whole
from regeltaal.program.tree import Const, Shown, Template, TemplateLoop, TemplatePart, Variable
from regeltaal.runtime import templates
from regeltaal.runtime.bindings import RenderedTemplate
from regeltaal.runtime.templates import Scope, TemplateError, render
from regeltaal.values.types import ListOf, Unknown
from regeltaal.values.value import Value

SPAN = whole(Source("sjabloon.txt", ""))


def shown(value: Value | int) -> Shown:
    """A value; a number is the slot of a variable."""
    if isinstance(value, int):
        return Shown(Variable(f"rij {value}", value, Unknown(), SPAN), None, SPAN)
    return Shown(Const(value, Unknown(), SPAN), None, SPAN)


def loop(slot: int, rows: tuple[Value, ...] | int, *body: TemplatePart) -> TemplateLoop:
    """A loop over values, or over what the variable in another slot holds."""
    items = shown(rows).value
    return TemplateLoop(items, Variable(f"rij {slot}", slot, ListOf(Unknown()), SPAN), body)


def show(part: Shown, scope: Scope) -> str:
    found = part.value.value if isinstance(part.value, Const) else scope[part.value.slot]  # type: ignore[union-attr]
    return "" if found is None else str(found)


def rows(part: TemplateLoop, scope: Scope) -> Sequence[Value]:
    found = part.items.value if isinstance(part.items, Const) else scope[part.items.slot]  # type: ignore[union-attr]
    assert isinstance(found, tuple)
    return found


def rendered(
    *body: TemplatePart, html: bool = False, subject: Sequence[TemplatePart] = (), scope: Scope | None = None
) -> RenderedTemplate:
    template = Template("Bedankt", (("Onderwerp", tuple(subject)),), body, html, "digest")
    return render(template, scope or {}, show, rows)


def body(*parts: TemplatePart, html: bool = False) -> str:
    return rendered(*parts, html=html).body


def test_text_and_values_stand_in_order() -> None:
    found = rendered("Beste ", shown("De Vries"), ",\n", shown(Decimal("1.5")), subject=("Over ", shown("WB-1")))
    assert found == RenderedTemplate("Bedankt", {"onderwerp": "Over WB-1"}, "Beste De Vries,\n1.5", html=False)


@pytest.mark.parametrize(
    "text",
    [
        "{{ 7 * 7 }}",
        "{% for x in y %}",
        "{# weg #}",
        "{{ self.__init__.__globals__ }}",
        "# a",
        "%}",
        "{%- if",
        "\n\n",
        "",
    ],
)
def test_what_looks_like_jinja_is_literal(text: str) -> None:
    for html in (False, True):
        assert body(text, html=html) == text
        assert body(shown("x"), text, html=html) == f"x{text}"


@given(st.lists(st.text()))
def test_any_text_comes_out_as_it_stands(texts: list[str]) -> None:
    assert body(*texts) == "".join(texts)


def test_a_value_that_looks_like_jinja_is_literal() -> None:
    assert body(shown("{{ 7 * 7 }}{% raw %}")) == "{{ 7 * 7 }}{% raw %}"


def test_in_html_values_are_escaped_and_the_template_is_not() -> None:
    assert body("<b>", shown("<i>&\"'"), "</b>", html=True) == "<b>&lt;i&gt;&amp;&#34;&#39;</b>"


def test_in_text_values_stay_as_they_are() -> None:
    assert body("<b>", shown("<i>&"), "</b>") == "<b><i>&</b>"


def test_the_subject_of_an_html_mail_is_plain_text() -> None:
    assert rendered("x", html=True, subject=(shown("Bos & Zn"),)).headers == {"onderwerp": "Bos & Zn"}


def test_a_loop_repeats_its_body_for_each_row() -> None:
    assert body("a", loop(1, ("x", "y"), "[", shown(1), "]"), "b") == "a[x][y]b"
    assert body("a", loop(1, (), "[", shown(1), "]"), "b") == "ab"


def test_a_loop_in_a_loop_sees_both_rows() -> None:
    inner = loop(2, 1, shown(2), ",")
    assert body(loop(1, (("a", "b"), ("c",)), "<", inner, ">")) == "<a,b,><c,>"
    outer = loop(1, ("a", "b"), loop(2, ("x", "y"), shown(1), shown(2), " "), shown(1), "|")
    assert body(outer) == "ax ay a|bx by b|"


def test_after_a_loop_its_variable_is_what_it_was() -> None:
    found = rendered(loop(1, ("x",), shown(1)), shown(1), scope={1: "buiten"})
    assert found.body == "xbuiten"


@pytest.mark.parametrize("value", ["a\r\nBcc: x@y.example", "a\nb", "a\rb", "a\0b", "a\u2028b", "a\x85b"])
def test_a_value_can_not_break_out_of_a_header(value: str) -> None:
    with pytest.raises(TemplateError) as caught:
        rendered("x", subject=("Over ", shown(value), "!"))
    assert caught.value.reason.nl == "`Onderwerp` in sjabloon `Bedankt` zou een regeleinde of stuurteken krijgen"
    assert not caught.value.retry


def test_space_around_a_header_is_not_part_of_it() -> None:
    assert rendered("x", subject=(" Over ", shown("WB-1\n"))).headers == {"onderwerp": "Over WB-1"}


def test_a_body_that_gets_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(templates, "MOST_CHARACTERS", 100)
    assert len(body("x" * 100)) == 100
    with pytest.raises(TemplateError, match="100 characters"):
        body("x" * 90, shown("y" * 11))


def test_too_many_rows_are_refused_before_they_are_all_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(templates, "MOST_ROWS", 10)
    asked: list[str] = []

    def count(part: Shown, scope: Scope) -> str:
        asked.append(show(part, scope))
        return asked[-1]

    ten = tuple("abcdefghij")
    template = Template("Lang", (), (loop(1, ten, loop(2, ten, shown(2))),), html=False, digest="")
    with pytest.raises(TemplateError) as caught:
        render(template, {}, count, rows)
    assert caught.value.reason.nl == "sjabloon `Lang` wordt langer dan 10 regels"
    assert len(asked) < 10


def test_what_the_caller_raises_comes_through() -> None:
    def fail(part: Shown, scope: Scope) -> str:
        del part, scope
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        render(Template("x", (), (shown("x"),), html=False, digest=""), {}, fail, rows)


def test_jinja_is_loaded_only_when_something_is_rendered() -> None:
    code = "import sys, regeltaal.runtime.templates; sys.exit('jinja2' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
