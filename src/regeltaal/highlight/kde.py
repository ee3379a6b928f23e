"""Syntax files for Kate and what else reads KDE's format, such as pandoc."""

from collections.abc import Iterator
from html import escape

from regeltaal.highlight.dialects import Kde
from regeltaal.highlight.looks import LOOKS, camel
from regeltaal.highlight.regex import Look, parts
from regeltaal.highlight.roles import Language, Role
from regeltaal.highlight.tokens import Region, Token, rules

_print = Kde().print
_FILE = """\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE language>
<language name="{title}" section="Other" version="1" kateversion="5.0" extensions="*.{suffix}" casesensitive="1"
          alternativeNames="{names}" license="Apache-2.0">
  <highlighting>
    <contexts>
{contexts}
    </contexts>
    <itemDatas>
{styles}
    </itemDatas>
  </highlighting>
  <general>
    <comments>
      <comment name="singleLine" start="#"/>
    </comments>
    <keywords casesensitive="1"/>
  </general>
</language>
"""


def kde(language: Language) -> str:
    """The file `*.xml`."""
    found = rules(language)
    contexts = [_context("Normal", Role.PLAIN, "#stay", [_rule(one) for one in found])]
    contexts.extend(_region(one) for one in found if isinstance(one, Region))
    styles = [f'      <itemData name="{camel(role)}" defStyleNum="ds{LOOKS[role].kde}"/>' for role in Role]
    names = ";".join((language.name, *language.aliases))
    return _FILE.format(
        title=language.title,
        suffix=language.suffix,
        names=names,
        contexts="\n".join(contexts),
        styles="\n".join(styles),
    )


def _context(name: str, role: Role, at_line_end: str, lines: list[str]) -> str:
    opened = f'      <context name="{name}" attribute="{camel(role)}" lineEndContext="{at_line_end}">'
    return "\n".join([opened, *lines, "      </context>"])


def _region(region: Region) -> str:
    return _context(region.name, Role.TEXT, "#stay" if region.until else "#pop", list(_inside(region)))


def _inside(region: Region) -> Iterator[str]:
    if region.until:
        *_, look = parts(region.until)  # the begin of a line is said by its column
        ahead = look.body if isinstance(look, Look) else region.until
        yield _regexp(Role.TEXT, "#pop", _print(ahead), ' lookAhead="true" column="0"')
    for token in region.inside:
        yield _rule(token)
    if region.end:
        yield _regexp(Role.TEXT, "#pop", _print(region.end))


def _rule(rule: Token | Region) -> str:
    match rule:
        case Token(role, pattern):
            return _regexp(role, "#stay", _print(pattern))
        case Region(name, begin):
            return _regexp(Role.TEXT, name, _print(begin))


def _regexp(role: Role, context: str, pattern: str, more: str = "") -> str:
    return f'        <RegExpr attribute="{camel(role)}" context="{context}" String="{escape(pattern)}"{more}/>'
