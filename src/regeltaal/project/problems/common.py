"""What the problems of a project share: samples, and “bedoelde u …?”."""

from collections.abc import Iterable

from regeltaal.base.diagnostic import Sample, SampleKind
from regeltaal.base.suggest import nearest
from regeltaal.base.text import Text

GOOD_CONFIG = '[project]\ndomein = "werkbonnen"\n'
GOOD_RULE = (
    'DOMEIN werkbonnen\n\nREGEL "Bereken reiskosten"\nWANNEER werkbon compleet gemeld\nDAN\n  BEREKEN reiskosten\n'
)
RULE_FILE = ("regels/reiskosten.regel", GOOD_RULE)


def config_sample(text: str) -> Sample:
    """A regeltaal.toml with a rule file beside it."""
    return Sample(text, SampleKind.CONFIG, files=(RULE_FILE,))


def project_sample(config: str, *files: tuple[str, str]) -> Sample:
    """A whole project, all of it in files; ``config`` is left out when it is empty."""
    return Sample("", SampleKind.PROJECT, files=(("regeltaal.toml", config), *files) if config else files)


def setting_sample(text: str) -> Sample:
    """A regeltaal.toml with settings after its usual head."""
    return config_sample(GOOD_CONFIG + text)


GOOD = config_sample(GOOD_CONFIG)


def did_you_mean(name: str) -> Text:
    return Text(nl=f"Bedoelde u `{name}`?", en=f"Did you mean `{name}`?")


def choices(wrong: str, known: Iterable[str]) -> Text | None:
    """The nearest name, else all that are known; None where there are none."""
    names = list(known)
    near = nearest(wrong, names, limit=1)
    if near:
        return did_you_mean(near[0])
    listed = ", ".join(f"`{name}`" for name in names)
    return Text(nl=f"Bekend zijn: {listed}.", en=f"Known are: {listed}.") if names else None
