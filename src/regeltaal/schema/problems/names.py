"""Problems with names in a domain: what is not known, what is there twice, what is a word of the language."""

from collections.abc import Iterable

from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Code, Diagnostic, Label, Sample, SampleKind, Severity
from regeltaal.base.source import Span
from regeltaal.base.text import Text
from regeltaal.schema.problems.common import did_you_mean, domain, suggestion, with_object


def _unknown(code: Code, span: Span, name: str, known: Iterable[str], **facts: str) -> Diagnostic:
    hint, fixes = suggestion(span, name, known)
    return Diagnostic(code, span, {"name": name, **facts}, hint, fixes)


NO_DOMAIN = declare(
    "RT901",
    Severity.ERROR,
    title=Text(nl="Domein zonder naam", en="Domain without a name"),
    message=Text(nl="het bestand begint niet met `DOMEIN`", en="the file does not start with `DOMEIN`"),
    hint=Text(
        nl="Zet bovenaan `DOMEIN` met de naam van het domein erachter.",
        en="Put `DOMEIN` at the top, followed by the name of the domain.",
    ),
    why=Text(
        nl="Regels noemen het domein waarvoor ze zijn. Die naam staat op de eerste regel van het domeinbestand, en "
        "maar een keer.",
        en="Rules name the domain that they are for. That name stands on the first line of the domain file, and only "
        "once.",
    ),
    wrong=Sample('KEUZE kleur: "rood"\n', SampleKind.SCHEMA),
    right=domain('KEUZE kleur: "rood"'),
)


def no_domain(span: Span) -> Diagnostic:
    return Diagnostic(NO_DOMAIN, span)


TWICE = declare(
    "RT902",
    Severity.ERROR,
    title=Text(nl="Naam is al gebruikt", en="Name is taken"),
    message=Text(nl="{what} `{name}` staat er al", en="{what} `{name}` is there already"),
    hint=Text(
        nl="Kies een andere naam, of haal een van de twee weg.", en="Choose another name, or drop one of the two."
    ),
    why=Text(
        nl="Een naam mag maar een ding betekenen. Hoofdletters en extra spaties maken geen verschil.",
        en="A name may mean one thing only. Capitals and extra spaces make no difference.",
    ),
    wrong=domain("OBJECT werkbon\n  VELD status: tekst\n  VELD Status: tekst"),
    right=domain("OBJECT werkbon\n  VELD status: tekst\n  VELD werkstatus: tekst"),
)


def twice(span: Span, what: Text, name: str, first: Span | None) -> Diagnostic:
    labels = () if first is None else (Label(first, Text(nl="hier staat de eerste", en="the first is here")),)
    return Diagnostic(TWICE, span, {"what": what, "name": name}, labels=labels)


RESERVED = declare(
    "RT903",
    Severity.ERROR,
    title=Text(nl="Naam is een woord van de taal", en="Name is a word of the language"),
    message=Text(
        nl="`{name}` is een woord van de taal en kan niet de naam van {what} zijn",
        en="`{name}` is a word of the language and can't be the name of {what}",
    ),
    hint=Text(nl="Kies een ander woord.", en="Choose another word."),
    why=Text(
        nl="Een regel zou niet meer te lezen zijn als een werkwoord, functie of veld heette als een woord dat al een "
        "vaste betekenis heeft.",
        en="A rule could no longer be read if a verb, function or field were called like a word that has a fixed "
        "meaning already.",
    ),
    wrong=with_object("ACTIE ZET werkbon BIJ werkbon"),
    right=with_object("ACTIE PLAATS werkbon BIJ werkbon"),
)


def reserved(span: Span, name: str, what: Text) -> Diagnostic:
    return Diagnostic(RESERVED, span, {"name": name, "what": what})


UNKNOWN_TYPE = declare(
    "RT904",
    Severity.ERROR,
    title=Text(nl="Onbekend type", en="Unknown type"),
    message=Text(nl="er is geen type `{name}`", en="there is no type `{name}`"),
    hint=Text(
        nl="Soorten waarde zijn onder meer `tekst`, `getal`, `geheel getal`, `bedrag`, `percentage`, `datum`, `tijd`, "
        "`moment` en `ja-nee`.",
        en="Kinds of value are `tekst`, `getal`, `geheel getal`, `bedrag`, `percentage`, `datum`, `tijd`, `moment` and "
        "`ja-nee`, among others.",
    ),
    why=Text(
        nl="Een type is een soort waarde (tekst, bedrag, datum, …), een `KEUZE` of een `OBJECT` van het domein.",
        en="A type is a kind of value (tekst, bedrag, datum, …), a `KEUZE` or an `OBJECT` of the domain.",
    ),
    wrong=domain("OBJECT werkbon\n  VELD omschrijving: text"),
    right=domain("OBJECT werkbon\n  VELD omschrijving: tekst"),
)


def unknown_type(span: Span, name: str, known: Iterable[str], meant: str | None = None) -> Diagnostic:
    """``meant`` is the same with a keyword in capitals, where that makes sense of it."""
    hint, fixes = suggestion(span, name, known) if meant is None else did_you_mean(span, (meant,))
    return Diagnostic(UNKNOWN_TYPE, span, {"name": name}, hint, fixes)


UNKNOWN_OBJECT = declare(
    "RT905",
    Severity.ERROR,
    title=Text(nl="Onbekend object", en="Unknown object"),
    message=Text(nl="er is geen object `{name}`", en="there is no object `{name}`"),
    why=Text(
        nl="Waar een object genoemd wordt, moet het domein een `OBJECT` met die naam hebben.",
        en="Where an object is named, the domain must have an `OBJECT` of that name.",
    ),
    wrong=with_object("GEBEURTENIS werkbon gereed BIJ wekbon"),
    right=with_object("GEBEURTENIS werkbon gereed BIJ werkbon"),
)


def unknown_object(span: Span, name: str, known: Iterable[str]) -> Diagnostic:
    return _unknown(UNKNOWN_OBJECT, span, name, known)


def object_of_free_fields(heading: Span, name: str, known: Iterable[str]) -> Diagnostic:
    """In regeltaal.toml the object is a part of a heading: that can't be replaced as a whole."""
    hint, _ = suggestion(heading, name, known)
    return Diagnostic(UNKNOWN_OBJECT, heading, {"name": name}, hint)


UNKNOWN_FIELD = declare(
    "RT906",
    Severity.ERROR,
    title=Text(nl="Onbekend veld", en="Unknown field"),
    message=Text(nl="`{owner}` heeft geen veld `{name}`", en="`{owner}` has no field `{name}`"),
    why=Text(
        nl="Waar een veld genoemd wordt, moet het object een `VELD` met die naam hebben.",
        en="Where a field is named, the object must have a `VELD` of that name.",
    ),
    wrong=with_object("GEBEURTENIS statuswijziging BIJ werkbon VOLGT statis"),
    right=with_object("GEBEURTENIS statuswijziging BIJ werkbon VOLGT status"),
)


def unknown_field(span: Span, owner: str, name: str, known: Iterable[str]) -> Diagnostic:
    return _unknown(UNKNOWN_FIELD, span, name, known, owner=owner)


UNKNOWN_PARAMETER = declare(
    "RT907",
    Severity.ERROR,
    title=Text(nl="Onbekende parameter", en="Unknown parameter"),
    message=Text(nl="`{action}` heeft geen parameter `{name}`", en="`{action}` has no parameter `{name}`"),
    why=Text(
        nl="Een voorwaarde van een actie noemt een gegeven van die actie als `parameter.naam`, en die naam moet achter "
        "`PARAMETER` staan.",
        en="A condition of an action names what the action is given as `parameter.name`, and that name must stand "
        "behind `PARAMETER`.",
    ),
    wrong=with_object("ACTIE PLAN werkbon BIJ werkbon\n  PARAMETER dag: datum\n  VEREIST parameter.dagen IS GEVULD"),
    right=with_object("ACTIE PLAN werkbon BIJ werkbon\n  PARAMETER dag: datum\n  VEREIST parameter.dag IS GEVULD"),
)


def unknown_parameter(span: Span, action: str, name: str, known: Iterable[str]) -> Diagnostic:
    return _unknown(UNKNOWN_PARAMETER, span, name, known, action=action)


UNKNOWN_PHASE = declare(
    "RT908",
    Severity.ERROR,
    title=Text(nl="Onbekende fase", en="Unknown phase"),
    message=Text(nl="er is geen fase `{name}`", en="there is no phase `{name}`"),
    why=Text(
        nl="Een actie hoort bij een van de fasen die achter `FASEN` staan.",
        en="An action belongs to one of the phases that stand behind `FASEN`.",
    ),
    wrong=with_object("FASEN BIJ werkbon: plannen ALLE\nACTIE PLAN werkbon BIJ werkbon\n  FASE planen"),
    right=with_object("FASEN BIJ werkbon: plannen ALLE\nACTIE PLAN werkbon BIJ werkbon\n  FASE plannen"),
)


def unknown_phase(span: Span, name: str, known: Iterable[str]) -> Diagnostic:
    return _unknown(UNKNOWN_PHASE, span, name, known)


UNKNOWN_MODULE = declare(
    "RT909",
    Severity.ERROR,
    title=Text(nl="Onbekende module", en="Unknown module"),
    message=Text(nl='er is geen module "{name}"', en='there is no module "{name}"'),
    why=Text(
        nl="Een module die een veld of actie nodig heeft, moet achter `MODULES` staan.",
        en="A module that a field or action needs must stand behind `MODULES`.",
    ),
    wrong=with_object('MODULES "Planning"\nACTIE PLAN werkbon BIJ werkbon\n  MODULE "Planing"'),
    right=with_object('MODULES "Planning"\nACTIE PLAN werkbon BIJ werkbon\n  MODULE "Planning"'),
)


def unknown_module(span: Span, name: str, known: Iterable[str]) -> Diagnostic:
    return _unknown(UNKNOWN_MODULE, span, name, known)


UNKNOWN_EVENT = declare(
    "RT910",
    Severity.ERROR,
    title=Text(nl="Onbekende gebeurtenis", en="Unknown event"),
    message=Text(nl="er is geen gebeurtenis `{name}`", en="there is no event `{name}`"),
    why=Text(
        nl="Wat een actie tot gevolg heeft, moet als `GEBEURTENIS` in het domein staan.",
        en="What an action brings about must be in the domain as a `GEBEURTENIS`.",
    ),
    wrong=with_object(
        "GEBEURTENIS werkbon gepland BIJ werkbon\nACTIE PLAN werkbon BIJ werkbon\n  GEVOLG werkbon geplant"
    ),
    right=with_object(
        "GEBEURTENIS werkbon gepland BIJ werkbon\nACTIE PLAN werkbon BIJ werkbon\n  GEVOLG werkbon gepland"
    ),
)


def unknown_event(span: Span, name: str, known: Iterable[str]) -> Diagnostic:
    return _unknown(UNKNOWN_EVENT, span, name, known)


UNKNOWN_LEVEL = declare(
    "RT911",
    Severity.ERROR,
    title=Text(nl="Onbekend niveau", en="Unknown level"),
    message=Text(nl="`{name}` is geen niveau", en="`{name}` is no level"),
    why=Text(
        nl="Regels staan op het niveau `omgeving` (voor alle administraties) of `administratie` (voor een).",
        en="Rules are at the level `omgeving` (for all administrations) or `administratie` (for one).",
    ),
    wrong=with_object("ACTIE PLAN werkbon BIJ werkbon\n  NIVEAU omgevingen"),
    right=with_object("ACTIE PLAN werkbon BIJ werkbon\n  NIVEAU omgeving"),
)


def unknown_level(span: Span, name: str, known: Iterable[str]) -> Diagnostic:
    return _unknown(UNKNOWN_LEVEL, span, name, known)


UNKNOWN_HOLIDAY = declare(
    "RT912",
    Severity.ERROR,
    title=Text(nl="Onbekende feestdag", en="Unknown holiday"),
    message=Text(nl='"{name}" is geen bekende feestdag', en='"{name}" is no known holiday'),
    why=Text(
        nl="Werkdagen slaan de feestdagen van het domein over; op welke datum die vallen, is alleen van de bekende "
        "Nederlandse feestdagen uit te rekenen.",
        en="Working days skip the holidays of the domain; the date on which they fall can only be computed for the "
        "known Dutch holidays.",
    ),
    wrong=domain('FEESTDAGEN "Koninginnedag"'),
    right=domain('FEESTDAGEN "Koningsdag"'),
)


def unknown_holiday(span: Span, name: str, known: Iterable[str]) -> Diagnostic:
    return _unknown(UNKNOWN_HOLIDAY, span, name, known)


UNKNOWN_NAME = declare(
    "RT913",
    Severity.ERROR,
    title=Text(nl="Onbekende naam in een voorwaarde", en="Unknown name in a condition"),
    message=Text(nl="`{name}` is hier niet bekend", en="`{name}` is not known here"),
    why=Text(
        nl="Een voorwaarde van een actie leest velden van het object waar de actie bij hoort, `parameter.…`, "
        "`kandidaten`, `administratie.…` of `gebeurtenis.…`. Hoort de actie bij meer objecten, dan moeten die het veld "
        "allemaal hebben.",
        en="A condition of an action reads fields of the object that the action belongs to, `parameter.…`, "
        "`kandidaten`, `administratie.…` or `gebeurtenis.…`. Where the action belongs to several objects, all of them "
        "must have the field.",
    ),
    wrong=with_object("ACTIE PLAN werkbon BIJ werkbon\n  VEREIST statis IS GEVULD"),
    right=with_object("ACTIE PLAN werkbon BIJ werkbon\n  VEREIST status IS GEVULD"),
)


def unknown_name(span: Span, name: str, known: Iterable[str]) -> Diagnostic:
    return _unknown(UNKNOWN_NAME, span, name, known)


NO_PARTS = declare(
    "RT914",
    Severity.ERROR,
    title=Text(nl="Punt achter een gewone waarde", en="Point behind a plain value"),
    message=Text(nl="`{name}` heeft geen velden", en="`{name}` has no fields"),
    why=Text(
        nl="Alleen een verwijzing naar een ander object heeft velden, zoals `relatie.naam`.",
        en="Only a reference to another object has fields, such as `relatie.naam`.",
    ),
    hint=Text(
        nl="Haal weg wat vanaf de punt staat, of begin met een verwijzing naar een object.",
        en="Remove what stands from the point on, or begin with a reference to an object.",
    ),
    wrong=with_object("ACTIE PLAN werkbon BIJ werkbon\n  VEREIST status.naam IS GEVULD"),
    right=with_object("ACTIE PLAN werkbon BIJ werkbon\n  VEREIST status IS GEVULD"),
)


def no_parts(span: Span, name: str) -> Diagnostic:
    return Diagnostic(NO_PARTS, span, {"name": name})
