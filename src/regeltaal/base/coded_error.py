"""An error with a code: what can't be done because of a state of affairs, where no file is wrong."""

from regeltaal.base.diagnostic import Code
from regeltaal.base.text import Fact, Text


class CodedError(Exception):
    """Something is not done, for the reason of a code; ``facts`` fill its message and its hint."""

    def __init__(self, code: Code, facts: dict[str, Fact]) -> None:
        self.code = code
        self.facts = facts
        super().__init__(f"{code.id}: {self.reason.en}")

    @property
    def reason(self) -> Text:
        return _filled(self.code.message, self.facts)

    @property
    def hint(self) -> Text | None:
        return _filled(self.code.hint, self.facts) if self.code.hint else None


def _filled(text: Text, facts: dict[str, Fact]) -> Text:
    return Text(nl=text.show("nl", facts), en=text.show("en", facts))
