"""The administration that a record belongs to: its own data and its modules, as regeltaal.toml has them."""

from regeltaal.domains.common.reading import Fields
from regeltaal.runtime.bindings import Records
from regeltaal.values.value import ADMINISTRATION, reference


def of(records: Records, administration: str) -> Fields:
    return Fields.of(records, reference("", ADMINISTRATION, administration))


def lacks_module(own: Fields, module: str) -> bool:
    """Whether the project says that the administration does not have a module."""
    return own.any("modules") is not None and module not in own.texts("modules")
