"""Why the service does not start."""

from regeltaal.base.text import Text


class StartError(Exception):
    """Something stands in the way of starting; ``hint`` says what to do about it."""

    def __init__(self, reason: Text, hint: Text | None = None) -> None:
        super().__init__(reason.en)
        self.reason = reason
        self.hint = hint
