"""Text that a user reads, in Dutch and in English.

Dutch is what is shown unless English is asked for. A ``Text`` holds both, with the same named places
(``{name}``), so that a message is data until the moment it is printed.
"""

from collections.abc import Iterable, Mapping
from typing import Literal

from regeltaal.base.node import Node

Language = Literal["nl", "en"]
DUTCH: Language = "nl"

_LONGEST_FACT = 400
"""What is quoted from a file may be the whole file; a message is read by a person."""


class Text(Node):
    """A sentence in both languages; ``{name}`` stands for a fact filled in when it is shown."""

    nl: str
    en: str

    def show(self, language: Language = DUTCH, facts: "Mapping[str, Fact] | None" = None) -> str:
        """The sentence in one language, its places filled from ``facts``.

        Raises:
            KeyError: a place has no fact: a defect of ours, not of the user.
        """
        template = self.nl if language == "nl" else self.en
        if not facts:
            return template
        return template.format_map({name: _shown(fact, language) for name, fact in facts.items()})


Fact = str | int | Text
"""What a place in a message may hold; a ``Text`` is shown in the language of the message."""


def same(word: str) -> Text:
    """A text that is equal in both languages: a name, a keyword, a sample."""
    return Text(nl=word, en=word)


def joined(texts: Iterable[Text]) -> Text:
    """Several reasons as one: `…; …`."""
    every = tuple(texts)
    return Text(nl="; ".join(one.nl for one in every), en="; ".join(one.en for one in every))


def _shown(fact: Fact, language: Language) -> str:
    match fact:
        case Text():
            return _shortened(fact.show(language))
        case str():
            return _shortened(fact)
        case int():
            return str(fact)


def _shortened(text: str) -> str:
    """Its beginning and its end, when it is long: the end of a reason tells what is wrong."""
    return text if len(text) <= _LONGEST_FACT else f"{text[: _LONGEST_FACT // 2]}…{text[-_LONGEST_FACT // 2 :]}"
