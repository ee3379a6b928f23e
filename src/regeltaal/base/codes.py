"""The register of diagnostic codes: every ``problems.py`` declares its codes here, at import.

Groups: RT1xx syntax, RT2xx names, RT3xx types, RT4xx actions and parameters, RT5xx scope, level, phase and modules,
RT6xx lint, RT7xx analysis, RT8xx tests, RT9xx project and schema.
"""

from collections.abc import Iterator

from regeltaal.base.diagnostic import Code, Sample, Severity
from regeltaal.base.text import Text

_REGISTER: dict[str, Code] = {}
_NAMES: dict[str, Code] = {}


def declare(  # noqa: PLR0913 - a code is one record with these parts
    number: str,
    severity: Severity,
    *,
    title: Text,
    message: Text,
    why: Text,
    wrong: Sample,
    right: Sample,
    hint: Text | None = None,
    name: str | None = None,
) -> Code:
    """Declares a code and returns it.

    Raises:
        ValueError: the number or the name is taken: two problems must never share one.
    """
    if number in _REGISTER or name in _NAMES:
        raise ValueError(f"code {number} ({name}) is declared twice")
    code = Code(number, severity, title, message, why, wrong, right, hint, name)
    _REGISTER[number] = code
    if name is not None:
        _NAMES[name] = code
    return code


def all_codes() -> Iterator[Code]:
    """Every declared code, by number. Complete only when every ``problems`` module is imported."""
    return iter([_REGISTER[number] for number in sorted(_REGISTER)])


def find(called: str) -> Code | None:
    """A code by its number or its name."""
    return _REGISTER.get(called.upper()) or _NAMES.get(called.lower())
