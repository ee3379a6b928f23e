"""An exception to a lint rule holds for the same declarations after formatting."""

import pytest

from regeltaal.base.codes import all_codes
from regeltaal.base.diagnostic import Severity
from regeltaal.base.source import Source
from regeltaal.formatting.format import formatted
from regeltaal.lint.exemptions import read
from regeltaal.report.codes import load_codes
from regeltaal.syntax import tree
from regeltaal.syntax.parser import Parsed, parse

load_codes()
CODE = next(code.id for code in all_codes() if code.severity is not Severity.ERROR)
MARK = f"# regeltaal: uit {CODE} omdat het zo hoort"
RULE = 'REGEL "een" WANNEER a\nEN b = 1 {0}\n{1}EN c = 2 DAN WIS d {2}\n'
OTHER = 'REGEL "twee" WANNEER a DAN WIS d\n'


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"DOMEIN x\n{MARK}\n\n{RULE.format('', '', '')}{OTHER}", id="the whole file"),
        pytest.param(f"{MARK}\nDOMEIN x\n{RULE.format('', '', '')}{OTHER}", id="the whole file, above the header"),
        pytest.param(f"DOMEIN x\n{MARK}\n{RULE.format('', '', '')}{OTHER}", id="right below the header"),
        pytest.param(f"DOMEIN x\n\n{OTHER}{MARK}\n{RULE.format('', '', '')}", id="above a rule"),
        pytest.param(f"DOMEIN x\n\n{OTHER}# meer\n\n{MARK}\n\n{RULE.format('', '', '')}", id="apart above a rule"),
        pytest.param(f"DOMEIN x\n{RULE.format('', MARK + chr(10), '')}{OTHER}", id="within a rule"),
        pytest.param(f"DOMEIN x\n{RULE.format(MARK, '', '')}{OTHER}", id="behind a condition"),
        pytest.param(f"DOMEIN x\n{OTHER}{RULE.format('', '', MARK)}", id="behind the last line"),
        pytest.param(f"DOMEIN x\n{RULE.format('', '', '')}{MARK}\n", id="at the end"),
    ],
)
def test_an_exception_covers_the_same(text: str) -> None:
    before, after = parse(Source("x", text)), parse(Source("x", formatted(parse(Source("x", text))).text))
    assert _covered(before) == _covered(after)


def _covered(parsed: Parsed) -> list[tuple[bool, list[str | None]]]:
    """For each exception whether it is about lines, and the declarations that it reaches into."""
    file = parsed.file
    found = []
    for one in read(file).exemptions:
        reached = [_name(item) for item in file.items if item.span.start < one.end and one.start < item.span.end]
        found.append((file.source.text.count("\n", one.start, one.end) == 0, reached))
    return found


def _name(item: tree.Item) -> str | None:
    return item.name.plain if isinstance(item, tree.Rule) else None
