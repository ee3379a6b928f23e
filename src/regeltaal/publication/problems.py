"""Why something is not published or may not run, as codes. RT980-RT989.

Like those of the store these come from a state, not from what a file says: the samples show a setting at which it
happens, and `tests/publication` brings about each for real.
"""

from collections.abc import Sequence

from regeltaal.base.coded_error import CodedError
from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Sample, SampleKind, Severity
from regeltaal.base.text import Text


class PublicationError(CodedError):
    """It is not done; nothing was stored."""


_MOST_NAMED = 5


def _setting(text: str) -> Sample:
    return Sample(f'[project]\ndomein = "werkbonnen"\n{text}', SampleKind.SITUATION)


_RIGHT = "Pagina's | {level} | Automatisering"
_KEEPER = _setting(f'[gebruikers."p.smit"]\nrechten = ["{_RIGHT.format(level="Omgeving")}"]\n')
_OTHER = _setting(
    f'[gebruikers."j.jansen"]\nrechten = ["{_RIGHT.format(level="Administratie")}"]\nadministraties = ["Jansen BV"]\n'
)

NOT_ALLOWED = declare(
    "RT980",
    Severity.ERROR,
    title=Text(nl="Geen recht om dit te publiceren", en="No right to publish this"),
    message=Text(nl="`{who}` mag dit niet publiceren: {levels}", en="`{who}` may not publish this: {levels}"),
    hint=Text(
        nl="Laat het publiceren door iemand die dat mag ({keepers}), of zet deze wijzigingen terug.",
        en="Have it published by someone who may ({keepers}), or undo these changes.",
    ),
    why=Text(
        nl="Wat iemand mag wijzigen, staat bij `[gebruikers]` in de versie die het laatst gepubliceerd is. Wie rechten "
        "alleen in regeltaal.toml wijzigt, heeft ze daarmee nog niet.",
        en="What someone may change is in `[gebruikers]` of the version that was published last. Changing rights in "
        "regeltaal.toml alone does not give them.",
    ),
    wrong=_OTHER,
    right=_KEEPER,
)

UNKNOWN_USER = declare(
    "RT981",
    Severity.ERROR,
    title=Text(nl="Gebruiker zonder rechten", en="A user without rights"),
    message=Text(
        nl="`{who}` staat niet bij de gebruikers die mogen publiceren",
        en="`{who}` is not among the users who may publish",
    ),
    hint=Text(
        nl="Geef met `--als NAAM` of de omgevingsvariabele `REGELTAAL_GEBRUIKER` aan wie u bent; bekend zijn {known}.",
        en="Say who you are with `--als NAME` or the environment variable `REGELTAAL_GEBRUIKER`; known are {known}.",
    ),
    why=Text(
        nl="Zodra er gebruikers bij `[gebruikers]` gepubliceerd zijn, publiceren alleen zij. Zonder opgave geldt de "
        "naam waarmee u bij de computer bent aangemeld.",
        en="Once users were published under `[gebruikers]`, only they publish. By default the name counts under which "
        "you are logged in to the computer.",
    ),
    wrong=_OTHER,
    right=_KEEPER,
)

OVERTAKEN = declare(
    "RT982",
    Severity.ERROR,
    title=Text(nl="Intussen is er iets anders gepubliceerd", en="Something else was published meanwhile"),
    message=Text(
        nl="intussen heeft `{by}` versie {number} gepubliceerd; er is nu niets gepubliceerd",
        en="meanwhile `{by}` published version {number}; nothing is published now",
    ),
    hint=Text(
        nl="Bekijk die versie met `regeltaal publiceer MAP --toon {number}`, neem over wat nodig is en publiceer "
        "opnieuw.",
        en="Look at that version with `regeltaal publiceer MAP --toon {number}`, take over what is needed and publish "
        "again.",
    ),
    why=Text(
        nl="Wat u publiceert, is vergeleken met de laatste versie. Als die intussen een andere is, zou uw publicatie "
        "het werk van een ander ongezien ongedaan kunnen maken.",
        en="What you publish was compared with the last version. When that is another by now, your publication could "
        "undo someone else's work unseen.",
    ),
    wrong=_setting('[opslag]\nurl = "sqlite:///samen.db"\n'),
    right=_setting('[opslag]\nurl = "sqlite:///alleen.db"\n'),
)

NO_VERSION = declare(
    "RT983",
    Severity.ERROR,
    title=Text(nl="Versie bestaat niet", en="No such version"),
    message=Text(nl="er is geen gepubliceerde versie {number}", en="there is no published version {number}"),
    hint=Text(
        nl="`regeltaal publiceer MAP --toon` laat zien welke versies er zijn.",
        en="`regeltaal publiceer MAP --toon` shows which versions there are.",
    ),
    why=Text(
        nl="Versies staan in de opslag van het project, genummerd vanaf 1. In een andere opslag staan andere versies.",
        en="Versions are in the store of the project, numbered from 1. Another store holds other versions.",
    ),
    wrong=_setting('[opslag]\nurl = "sqlite:///andere.db"\n'),
    right=_setting('[opslag]\nurl = "sqlite:///regeltaal.db"\n'),
)

NOTHING_PUBLISHED = declare(
    "RT984",
    Severity.ERROR,
    title=Text(nl="Nog niets gepubliceerd", en="Nothing published yet"),
    message=Text(
        nl="er is van dit project nog niets gepubliceerd in de opslag",
        en="nothing of this project was published in the store yet",
    ),
    hint=Text(nl="Publiceer met `regeltaal publiceer MAP`.", en="Publish with `regeltaal publiceer MAP`."),
    why=Text(
        nl="Terugzetten en een gepubliceerde versie draaien kan pas als er iets gepubliceerd is, in deze opslag.",
        en="Rolling back and running a published version need something that was published, in this store.",
    ),
    wrong=_setting("alleen_gepubliceerd = true\n"),
    right=_setting("alleen_gepubliceerd = false\n"),
)

UNPUBLISHED = declare(
    "RT985",
    Severity.ERROR,
    title=Text(nl="Wijzigingen die niet gepubliceerd zijn", en="Changes that were not published"),
    message=Text(
        nl="de regels in deze map zijn niet die van versie {number}: {changes}",
        en="the rules in this folder are not those of version {number}: {changes}",
    ),
    hint=Text(
        nl="Publiceer ze met `regeltaal publiceer MAP`, probeer ze met `--droog`, of draai wat gepubliceerd is met "
        "`--versie laatste`.",
        en="Publish them with `regeltaal publiceer MAP`, try them with `--droog`, or run what was published with "
        "`--versie laatste`.",
    ),
    why=Text(
        nl="Het project zegt `alleen_gepubliceerd = true`: dan draait alleen wat gepubliceerd is. Het geldt ook als "
        "het alleen in de gepubliceerde versie staat.",
        en="The project says `alleen_gepubliceerd = true`: then only what was published runs. It also counts when only "
        "the published version says so.",
    ),
    wrong=_setting("alleen_gepubliceerd = true\n"),
    right=_setting("alleen_gepubliceerd = false\n"),
)

NOTHING_EARLIER = declare(
    "RT986",
    Severity.ERROR,
    title=Text(nl="Geen eerdere versie", en="No earlier version"),
    message=Text(
        nl="versie {number} is de enige; er is niets om naar terug te gaan",
        en="version {number} is the only one; there is nothing to return to",
    ),
    why=Text(
        nl="Terugzetten publiceert een eerdere versie opnieuw. Daarvoor moet die er zijn.",
        en="Rolling back publishes an earlier version again. There must be one.",
    ),
    wrong=_setting('[opslag]\nurl = "sqlite:///nieuw.db"\n'),
    right=_setting('[opslag]\nurl = "sqlite:///regeltaal.db"\n'),
)

UNFIT = declare(
    "RT987",
    Severity.ERROR,
    title=Text(nl="Versie past niet meer", en="A version that no longer fits"),
    message=Text(
        nl="versie {number} heeft fouten in deze versie van Regeltaal: {problems}",
        en="version {number} has errors in this version of Regeltaal: {problems}",
    ),
    hint=Text(
        nl="Gebruik de Regeltaal waarmee die versie gepubliceerd is ({engine}), of publiceer herstelde regels.",
        en="Use the Regeltaal that it was published with ({engine}), or publish mended rules.",
    ),
    why=Text(
        nl="Een versie is gecontroleerd toen zij gepubliceerd werd. Een nieuwere Regeltaal kan strenger zijn; wat nu "
        "fouten heeft, draait niet.",
        en="A version was checked when it was published. A newer Regeltaal may be stricter; what has errors now does "
        "not run.",
    ),
    wrong=_setting('[opslag]\nurl = "sqlite:///van-vroeger.db"\n'),
    right=_setting('[opslag]\nurl = "sqlite:///regeltaal.db"\n'),
)


def not_allowed(who: str, levels: Text, keepers: Sequence[str]) -> PublicationError:
    return PublicationError(NOT_ALLOWED, {"who": who, "levels": levels, "keepers": _among(keepers)})


def unknown_user(who: str, known: Sequence[str]) -> PublicationError:
    return PublicationError(UNKNOWN_USER, {"who": who, "known": _listed(known)})


def overtaken(by: str, number: int) -> PublicationError:
    return PublicationError(OVERTAKEN, {"by": by, "number": number})


def no_version(number: int) -> PublicationError:
    return PublicationError(NO_VERSION, {"number": number})


def nothing_published() -> PublicationError:
    return PublicationError(NOTHING_PUBLISHED, {})


def unpublished(number: int, changes: Text) -> PublicationError:
    return PublicationError(UNPUBLISHED, {"number": number, "changes": changes})


def nothing_earlier(number: int) -> PublicationError:
    return PublicationError(NOTHING_EARLIER, {"number": number})


def unfit(number: int, problems: Text, engine: str) -> PublicationError:
    return PublicationError(UNFIT, {"number": number, "problems": problems, "engine": engine})


def is_wrong_use(error: PublicationError) -> bool:
    """Whether something was asked that is not there, rather than refused."""
    return error.code in (NO_VERSION, NOTHING_PUBLISHED, NOTHING_EARLIER)


def _among(names: Sequence[str]) -> Text:
    """All names; of a long list the first ones, and that they are not all."""
    nl, en = ("onder anderen ", "among others ") if len(names) > _MOST_NAMED else ("", "")
    listed = _listed(names[:_MOST_NAMED])
    return Text(nl=nl + listed, en=en + listed)


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)
