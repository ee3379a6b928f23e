"""The rules in which the language was tried on paper: they check, save for what is listed here with its reason.

They are read where the design lies, when it does; a checkout without it has nothing to test here.
"""

from collections.abc import Callable
from os import environ
from pathlib import Path

import pytest

from regeltaal.base.diagnostic import Diagnostic
from regeltaal.check.checker import Checked
from regeltaal.check.setting import Setting

CheckRules = Callable[..., tuple[Checked, list[Diagnostic]]]
FOLDER = Path(environ.get("REGELTAAL_PAPER", "paper"))
FILES = sorted(FOLDER.glob("*.regel"))

KNOWN = {
    ("os_nieuw.regel", "RT421"): "a template's name with values in it: the name must stand in the rule",
    ("os_triggers.regel", "RT308"): "VANDAAG for a moment: no silent conversion, write OM or NU",
    ("os_triggers.regel", "RT201"): "`object` for the one of several objects on a work order",
    ("os_triggers.regel", "RT518"): "an SLA event without its moment",
    ("os_triggers.regel", "RT511"): "a rule of the same name in another paper file",
    ("tests.regel", "RT304"): "a moment compared with a date: DATUM(streefdatum)",
    ("os_velden.regel", "RT202"): "`gebeurtenis.formulier`: an event has its name, id and moment only",
    ("zv_nieuw.regel", "RT501"): "one rule that assigns a relation and adds a line: two phases",
}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_paper_file_checks_save_for_known_differences(path: Path, check_rules: CheckRules) -> None:
    texts = {one.name: one.read_text(encoding="utf-8") for one in FILES}
    domain = "boekhouding" if "DOMEIN boekhouding" in texts[path.name] else "werkbonnen"
    together = {name: text for name, text in texts.items() if f"DOMEIN {domain}" in text}

    _, found = check_rules(together, Setting())

    errors = {(path.name, one.code.id) for one in found if one.is_error and one.span.source.path == path.name}
    assert set() == errors - KNOWN.keys()
