"""What can be wrong with what regeltaal.toml says."""

from collections.abc import Iterable

from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Diagnostic, Edit, Fix, Sample, SampleKind, Severity
from regeltaal.base.source import Span
from regeltaal.base.suggest import meant, nearest
from regeltaal.base.text import Text, same
from regeltaal.project.problems.common import GOOD, choices, config_sample, did_you_mean, setting_sample

_ADMINISTRATION = '[project]\ndomein = "boekhouding"\n[administraties."Jansen BV"]\n'

UNKNOWN_KEY = declare(
    "RT947",
    Severity.ERROR,
    title=Text(nl="Onbekende instelling", en="Unknown setting"),
    message=Text(nl="`{key}` is geen instelling van {table}", en="`{key}` is no setting of {table}"),
    why=Text(
        nl="Een instelling met een tikfout zou stil niet werken; daarom is elke onbekende naam een fout.",
        en="A misspelt setting would silently do nothing; so every unknown name is an error.",
    ),
    wrong=config_sample('[project]\ndomien = "werkbonnen"\n'),
    right=GOOD,
)
TOP_LEVEL = same("regeltaal.toml")


def unknown_key(span: Span, key: str, table: Text, known: Iterable[str]) -> Diagnostic:
    names = list(known)
    fixes = _replacements(span, key, nearest(key, names, limit=1))
    return Diagnostic(UNKNOWN_KEY, span, {"key": key, "table": table}, hint=choices(key, names), fixes=fixes)


def _replacements(span: Span, key: str, near: Iterable[str]) -> tuple[Fix, ...]:
    if span.text != key:
        return ()
    return tuple(
        Fix(Text(nl=f"verander in `{name}`", en=f"change to `{name}`"), (Edit(span, name),), safe=True) for name in near
    )


UNKNOWN_MODULE = declare(
    "RT988",
    Severity.WARNING,
    title=Text(nl="Onbekende module", en="Unknown module"),
    message=Text(nl="het domein kent geen module `{name}`", en="the domain has no module `{name}`"),
    why=Text(
        nl="Een regel vraagt om een module bij de naam. Met een tikfout in die naam heeft de administratie haar niet.",
        en="A rule asks for a module by its name. With a slip in that name the administration does not have it.",
    ),
    wrong=config_sample(
        '[project]\ndomein = "boekhouding"\nregels = []\n[administraties."Jansen BV"]\nmodules = ["Purchase to play"]\n'
    ),
    right=config_sample(
        '[project]\ndomein = "boekhouding"\nregels = []\n[administraties."Jansen BV"]\nmodules = ["Purchase to pay"]\n'
    ),
)


def unknown_module(span: Span, name: str, known: Iterable[str]) -> Diagnostic:
    """``span`` is the list of modules: the place in it is that of the name."""
    names, at = list(known), span.text.find(f'"{name}"')
    place = Span(span.source, span.start + at, span.start + at + len(name) + 2) if at >= 0 else span
    near = nearest(name, names, limit=1) if at >= 0 else []
    fixes = tuple(
        Fix(Text(nl=f"verander in `{one}`", en=f"change to `{one}`"), (Edit(place, f'"{one}"'),)) for one in near
    )
    return Diagnostic(UNKNOWN_MODULE, place, {"name": name}, choices(name, names), fixes)


WRONG_KIND = declare(
    "RT948",
    Severity.ERROR,
    title=Text(nl="Verkeerd soort waarde", en="Wrong kind of value"),
    message=Text(nl="`{key}` is {found}, hier hoort {expected}", en="`{key}` is {found}, where {expected} is expected"),
    why=Text(
        nl="Elke instelling heeft één soort waarde: tekst tussen aanhalingstekens, een lijst van teksten, of een kop "
        "met instellingen.",
        en="Each setting has one kind of value: a quoted text, a list of texts, or a heading with settings.",
    ),
    wrong=config_sample('[project]\ndomein = "werkbonnen"\nregels = "regels/*.regel"\n'),
    right=config_sample('[project]\ndomein = "werkbonnen"\nregels = ["regels/*.regel"]\n'),
)


def wrong_kind(span: Span, key: str, found: Text, expected: Text, hint: Text | None = None) -> Diagnostic:
    return Diagnostic(WRONG_KIND, span, {"key": key, "found": found, "expected": expected}, hint=hint)


MISSING_KEY = declare(
    "RT949",
    Severity.ERROR,
    title=Text(nl="Instelling ontbreekt", en="Setting is missing"),
    message=Text(nl="`{key}` ontbreekt in {table}", en="`{key}` is missing from {table}"),
    hint=Text(nl="Voeg toe: `{example}`.", en="Add: `{example}`."),
    why=Text(
        nl="Zonder deze instelling is niet bekend waarop de regels gecontroleerd moeten worden.",
        en="Without this setting it is not known what the rules are to be checked against.",
    ),
    wrong=config_sample('[project]\ntijdzone = "Europe/Amsterdam"\n'),
    right=GOOD,
)


def missing_key(span: Span, key: str, table: Text, example: str) -> Diagnostic:
    return Diagnostic(MISSING_KEY, span, {"key": key, "table": table, "example": example})


UNKNOWN_DOMAIN = declare(
    "RT950",
    Severity.ERROR,
    title=Text(nl="Onbekend domein", en="Unknown domain"),
    message=Text(nl="het domein `{name}` is niet geïnstalleerd", en="the domain `{name}` is not installed"),
    why=Text(
        nl="Een domein hoort bij Regeltaal, komt mee met een uitbreiding, of is een eigen bestand met de uitgang "
        "`.domein` in het "
        "project.",
        en="A domain comes with Regeltaal or with an extension, or is a file of the project ending in `.domein`.",
    ),
    wrong=config_sample('[project]\ndomein = "werkbon"\n'),
    right=GOOD,
)


def unknown_domain(span: Span, name: str, known: Iterable[str]) -> Diagnostic:
    return Diagnostic(UNKNOWN_DOMAIN, span, {"name": name}, hint=choices(name, sorted(known)))


UNKNOWN_ZONE = declare(
    "RT951",
    Severity.ERROR,
    title=Text(nl="Onbekende tijdzone", en="Unknown time zone"),
    message=Text(nl="`{zone}` is geen tijdzone", en="`{zone}` is no time zone"),
    why=Text(
        nl="De tijdzone bepaalt wat vandaag en een tijdstip als 9:00 betekenen. Gebruik een naam als "
        "`Europe/Amsterdam`.",
        en="The time zone settles what today and a time such as 9:00 mean. Use a name such as `Europe/Amsterdam`.",
    ),
    wrong=setting_sample('tijdzone = "Amsterdam"\n'),
    right=setting_sample('tijdzone = "Europe/Amsterdam"\n'),
)


def unknown_zone(span: Span, zone: str, known: Iterable[str]) -> Diagnostic:
    ends = {name.rpartition("/")[2].lower(): name for name in known}
    near = ends.get(zone.rpartition("/")[2].lower().replace(" ", "_"), "Europe/Amsterdam")
    return Diagnostic(UNKNOWN_ZONE, span, {"zone": zone}, hint=did_you_mean(near))


SECRET = declare(
    "RT952",
    Severity.ERROR,
    title=Text(nl="Geheim in regeltaal.toml", en="Secret in regeltaal.toml"),
    message=Text(
        nl="`{key}` is een geheim en hoort niet in regeltaal.toml",
        en="`{key}` is a secret and does not belong in regeltaal.toml",
    ),
    hint=Text(
        nl="Haal de regel weg en zet de waarde in de omgevingsvariabele `{variable}`.",
        en="Remove the line and put the value in the environment variable `{variable}`.",
    ),
    why=Text(
        nl="Een project wordt gekopieerd, gemaild en in versiebeheer bewaard. Wachtwoorden en sleutels komen daarom "
        "alleen uit "
        "omgevingsvariabelen die met `REGELTAAL_` beginnen.",
        en="A project gets copied, mailed and put under version control. So passwords and keys come from environment "
        "variables "
        "beginning with `REGELTAAL_` only.",
    ),
    wrong=setting_sample('\n[koppelingen.mail]\nserver = "localhost:1025"\nwachtwoord = "welkom123"\n'),
    right=setting_sample('\n[koppelingen.mail]\nserver = "localhost:1025"\n'),
)


def secret(span: Span, key: str, variable: str) -> Diagnostic:
    return Diagnostic(SECRET, span, {"key": key, "variable": variable})


WRONG_STORE = declare(
    "RT954",
    Severity.ERROR,
    title=Text(nl="Onbekende opslag", en="Unknown store"),
    message=Text(nl="`{url}` is geen adres van een opslag", en="`{url}` is no address of a store"),
    hint=Text(
        nl="Gebruik `sqlite:///regeltaal.db` voor een bestand in het project, of een adres dat met `postgresql://` "
        "begint.",
        en="Use `sqlite:///regeltaal.db` for a file in the project, or an address beginning with `postgresql://`.",
    ),
    why=Text(
        nl="De opslag bewaart records, de tijdlijn en geplande acties. Dat kan in een SQLite-bestand of in PostgreSQL.",
        en="The store keeps records, the timeline and planned actions, in an SQLite file or in PostgreSQL.",
    ),
    wrong=setting_sample('\n[opslag]\nurl = "regeltaal.db"\n'),
    right=setting_sample('\n[opslag]\nurl = "sqlite:///regeltaal.db"\n'),
)


def wrong_store(span: Span, url: str) -> Diagnostic:
    return Diagnostic(WRONG_STORE, span, {"url": url})


NOT_SILENCEABLE = declare(
    "RT955",
    Severity.ERROR,
    title=Text(nl="Geen waarschuwing of hint", en="No warning or hint"),
    message=Text(
        nl="`{code}` is geen waarschuwing of hint waarvan u de ernst kunt kiezen{meant}",
        en="`{code}` is no warning or hint of which you can choose the severity{meant}",
    ),
    hint=Text(nl="`regeltaal uitleg` noemt alle codes.", en="`regeltaal uitleg` lists all codes."),
    why=Text(
        nl="Onder `[lint]` staan codes of namen van waarschuwingen en hints, bij `uit`, `hint`, `waarschuwing` of "
        "`fout`. Een fout blijft een fout: die regel zou niet werken.",
        en="Under `[lint]` stand codes or names of warnings and hints, at `uit`, `hint`, `waarschuwing` or `fout`. An "
        "error stays one: that rule would not work.",
    ),
    wrong=setting_sample('\n[lint]\nuit = ["RT950"]\n'),
    right=setting_sample('\n[lint]\nuit = ["RT601"]\n'),
)


def not_silenceable(span: Span, code: str, known: Iterable[str] = ()) -> Diagnostic:
    return Diagnostic(NOT_SILENCEABLE, span, {"code": code, "meant": meant(code, known)})


TWO_LEVELS = declare(
    "RT966",
    Severity.ERROR,
    title=Text(nl="Code met twee ernsten", en="Code with two severities"),
    message=Text(nl="`{code}` staat onder `[lint]` op twee plaatsen", en="`{code}` stands under `[lint]` twice"),
    hint=Text(nl="Laat de code op één plaats staan.", en="Keep the code in one place."),
    why=Text(
        nl="Een melding is ofwel uit, ofwel een hint, een waarschuwing of een fout.",
        en="A message is either off, or a hint, a warning or an error.",
    ),
    wrong=setting_sample('\n[lint]\nuit = ["RT601"]\nfout = ["RT601"]\n'),
    right=setting_sample('\n[lint]\nfout = ["RT601"]\n'),
)


def two_levels(span: Span, code: str) -> Diagnostic:
    return Diagnostic(TWO_LEVELS, span, {"code": code})


NO_OPEN_LIST = declare(
    "RT956",
    Severity.ERROR,
    title=Text(nl="Geen open keuzelijst", en="No open list of choices"),
    message=Text(
        nl="`{name}` is geen open keuzelijst van het domein", en="`{name}` is no open list of choices of the domain"
    ),
    why=Text(
        nl="Onder `[open_keuzes]` geeft u eigen waarden aan lijsten die daarvoor bedoeld zijn, zoals de werkstatussen "
        "van een "
        "bedrijf. Aan een vaste lijst kan niets worden toegevoegd.",
        en="Under `[open_keuzes]` you add values to lists that are meant for it, such as a company's own work "
        "statuses. "
        "Nothing can be added to a fixed list.",
    ),
    wrong=setting_sample('\n[open_keuzes.werkstatsu]\nwaarden = ["Uitgevoerd"]\n'),
    right=setting_sample('\n[open_keuzes.werkstatus]\nwaarden = ["Uitgevoerd"]\n'),
)


def no_open_list(span: Span, name: str, known: Iterable[str]) -> Diagnostic:
    return Diagnostic(NO_OPEN_LIST, span, {"name": name}, hint=choices(name, sorted(known)))


NO_VALUE = declare(
    "RT990",
    Severity.ERROR,
    title=Text(nl="Geen waarde voor een veld van de administratie", en="No value for a field of the administration"),
    message=Text(nl="`{key}` past niet: {reason}", en="`{key}` does not fit: {reason}"),
    why=Text(
        nl="Een administratie heeft de velden van het domein. Een waarde die niet bij het soort veld past, zou nergens "
        "mee te vergelijken zijn.",
        en="An administration has the fields of the domain. A value that is not of the field's kind could be compared "
        "to nothing.",
    ),
    wrong=Sample(_ADMINISTRATION + 'premium = "misschien"\n', SampleKind.CONFIG),
    right=Sample(_ADMINISTRATION + "premium = true\n", SampleKind.CONFIG),
)


def no_value(span: Span, key: str, reason: Text) -> Diagnostic:
    return Diagnostic(NO_VALUE, span, {"key": key, "reason": reason})
