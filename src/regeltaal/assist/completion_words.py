"""What each word of the language is for, in one line.

Operators and functions say it themselves; here stands the rest. The grammar says which words there are: a test holds
the two together.
"""

from collections.abc import Mapping
from functools import cache

from regeltaal.base.text import Text
from regeltaal.values.registry import OPERATORS


def _t(nl: str, en: str) -> Text:
    return Text(nl=nl, en=en)


_OF_RULES: Mapping[str, Text] = {
    "AAN": _t("Hoort bij `VOLDOET AAN`.", "Goes with `VOLDOET AAN`."),
    "ADMINISTRATIE": _t(
        "De regels in dit bestand gelden voor deze ene administratie.",
        "The rules in this file are for this one office.",
    ),
    "ALLE": _t("Ze moeten allemaal: `ALLE VAN (…)`, of `VOOR ALLE administraties`.", "All of them must."),
    "ALS": _t("De voorwaarde als één geheel, ook met `OF`.", "The condition as one whole, also with `OF`."),
    "ANDERS": _t("Wat er gebeurt als de voorwaarde ONWAAR is.", "What is done when the condition is false."),
    "BEGINT": _t("De tekst begint met dit stuk: `BEGINT MET`.", "The text begins with this piece."),
    "BEHALVE": _t("Voor wie de regel niet geldt.", "Who the rule is not for."),
    "BEVAT": _t("Het stuk staat ergens in de tekst, of de waarde in de lijst.", "The text or list holds this."),
    "BIJ": _t(
        "`BIJ ONBEKEND`: wat er gebeurt als het niet te zeggen is; achter `DEFINITIE`: over welk object zij gaat.",
        "`BIJ ONBEKEND`: what is done when it can't be told; behind `DEFINITIE`: the object that it is about.",
    ),
    "DAN": _t("Wat er gebeurt als de voorwaarde WAAR is.", "What is done when the condition is true."),
    "DEFINITIE": _t("Geeft een voorwaarde of berekening een naam.", "Gives a condition or computation a name."),
    "DOE": _t("De acties voor elke rij, tot `KLAAR`.", "The actions for each row, up to `KLAAR`."),
    "DOMEIN": _t("Het domein waar de regels van dit bestand over gaan.", "The domain that the rules of this file use."),
    "EEN": _t(
        "Ten minste één: `EEN rij IN lijst WAARVOOR …`, of `EEN VAN (…)`.", "At least one of the rows or conditions."
    ),
    "EINDIGT": _t("De tekst eindigt op dit stuk: `EINDIGT OP`.", "The text ends with this piece."),
    "ELK": _t("Elke rij van de lijst, zonder uitzondering.", "Every row of the list."),
    "ELKE": _t(
        "Elke rij van de lijst; achter `WANNEER`: op vaste tijden.", "Every row; behind `WANNEER`: by the clock."
    ),
    "EN": _t("Ook dit moet waar zijn.", "This must be true as well."),
    "EXACT": _t("Hoofdletters en kleine letters tellen mee.", "Upper and lower case count."),
    "FASE": _t("De fase van de regel, als haar acties er geen hebben.", "The phase, where the actions have none."),
    "FOUT": _t("Verwacht dat de uitkomst van de regel FOUT is.", "Expects that the outcome of the rule is a fault."),
    "GEBRUIK": _t("Haalt lijsten en definities uit een ander bestand.", "Takes lists and definitions of another file."),
    "GEEN": _t("Geen enkele: `GEEN rij IN lijst WAARVOOR …`, of `GEEN VAN (…)`.", "None of the rows or conditions."),
    "GEGEVEN": _t("Waar een test van uitgaat: een record, een rij of een bestand.", "What a test starts from."),
    "GELDIG": _t(
        "Vanaf en tot wanneer de regel geldt; `IS GELDIG`: het nummer of adres klopt.",
        "From and until when the rule holds; `IS GELDIG`: the number or address is well-formed.",
    ),
    "GENAAMD": _t(
        "Geeft wat de actie maakt een naam, voor de acties erna.", "Names what the action makes, for later actions."
    ),
    "GEVULD": _t("Er is iets ingevuld: `IS GEVULD`.", "Something was filled in."),
    "GEWIJZIGD": _t("De gebeurtenis heeft dit veld veranderd: `IS GEWIJZIGD`.", "The event changed this field."),
    "IN": _t("De waarde staat in deze lijst.", "The value is in this list."),
    "INDIEN": _t("Een andere waarde als deze leeg is: `INDIEN LEEG`.", "Another value where this one is empty."),
    "IS": _t(
        "Vraagt of iets leeg, gevuld, geldig of gewijzigd is.", "Asks whether it is empty, filled, valid, changed."
    ),
    "JA": _t("Ja, van een ja-nee-veld.", "Yes, of a yes/no field."),
    "KLAAR": _t("Het einde van `VOOR ELK … DOE`.", "The end of `VOOR ELK … DOE`."),
    "LEEG": _t("Niets ingevuld.", "Nothing filled in."),
    "LIJKT": _t("De hele tekst past op een patroon met `*` en `?`: `LIJKT OP`.", "The text is like a pattern."),
    "LIJST": _t("Geeft een rij vaste waarden een naam.", "Gives a row of fixed values a name."),
    "MAAL": _t("Hoe vaak de actie precies verwacht wordt.", "How many times exactly the action is expected."),
    "MET": _t("Wat u de actie meegeeft: `parameter = waarde`.", "What you give the action: `parameter = value`."),
    "MINSTENS": _t("Ten minste zoveel rijen of voorwaarden.", "At least so many rows or conditions."),
    "MITS": _t(
        "Bij een uitgestelde actie: alleen als dit dan nog waar is.",
        "Of a delayed action: only if this still holds then.",
    ),
    "NA": _t("Zo lang wachten met de actie; bij een klok: zo lang erna.", "Wait so long; of a clock: so long after."),
    "NAAR": _t("De waarde die het veld kreeg.", "The value that the field got."),
    "NEE": _t("Nee, van een ja-nee-veld.", "No, of a yes/no field."),
    "NIET": _t("Juist niet.", "Not."),
    "NU": _t("Het moment van de gebeurtenis.", "The moment of the event."),
    "OF": _t("Een van beide is genoeg. Met `EN` erbij zijn haakjes nodig.", "Either will do."),
    "OM": _t("De tijd op die dag: `VANDAAG + 1 werkdag OM 9:00`.", "The time on that day."),
    "OMSCHRIJVING": _t("Waarom de regel er is, voor wie haar later leest.", "Why the rule is there."),
    "ONBEKEND": _t("Het is niet te zeggen, omdat er iets leeg is.", "It can't be told, for something is empty."),
    "ONWAAR": _t("Verwacht dat de voorwaarde van de regel niet waar is.", "Expects that the condition is false."),
    "OP": _t("Op dat moment; in een test: wanneer het gebeurt.", "At that moment; in a test: when it happens."),
    "OVERGESLAGEN": _t("Verwacht dat de actie wordt overgeslagen.", "Expects that the action is skipped."),
    "PRECIES": _t("Niet meer en niet minder dan zoveel.", "So many, no more and no less."),
    "PRIORITEIT": _t("De volgorde: laag gaat voor hoog; zonder is het 100.", "The order: low goes before high."),
    "REGEL": _t("Wanneer dit gebeurt, en aan de voorwaarden is voldaan, dan dat.", "A rule: when, if and then."),
    "REGELS": _t("Hoort bij `STOP VERDERE REGELS`.", "Goes with `STOP VERDERE REGELS`."),
    "RIJ": _t("`VOOR ELKE RIJ`: een tabel, met één regel per rij.", "A table, with one rule for each row."),
    "STOP": _t("Latere regels doen niets meer met deze gebeurtenis.", "Later rules do nothing with this event."),
    "TAAL": _t("De versie van de taal; mag u weglaten.", "The version of the language; may be left out."),
    "TAG": _t("Voor de administraties met dit kenmerk: `MET TAG`.", "For the offices with this tag."),
    "TEST": _t("Een voorbeeld: dit is gegeven, dit gebeurt, dit verwacht u.", "An example: given, happens, expected."),
    "TOT": _t("Tot daar; de grens zelf telt niet mee, bij `TOT EN MET` wel.", "Up to there, or with it: `TOT EN MET`."),
    "TUSSEN": _t("Van de ene grens tot en met de andere.", "From one bound up to and with the other."),
    "UIT": _t(
        "De regel draait niet; achter `GEGEVEN`: het record staat in een bestand.", "The rule is off; or: from a file."
    ),
    "VAN": _t("De waarde die het veld had; bij een groep: `EEN VAN (…)`.", "The value that the field had; or a group."),
    "VANAF": _t("Vanaf die grens, die zelf meetelt.", "From that bound on, which counts itself."),
    "VANDAAG": _t("De dag van de gebeurtenis.", "The day of the event."),
    "VERDERE": _t("Hoort bij `STOP VERDERE REGELS`.", "Goes with `STOP VERDERE REGELS`."),
    "VERWACHT": _t("Wat de test verwacht dat er gebeurt.", "What the test expects to be done."),
    "VOLDOET": _t("In de tekst past iets op een reguliere expressie: `VOLDOET AAN`.", "A regular expression is found."),
    "VOOR": _t(
        "Voor wie de regel geldt, of langs een lijst; bij een klok: zo lang ervoor.",
        "Who the rule is for, or along a list; of a clock: so long before.",
    ),
    "VOORBEELDEN": _t(
        "Een tabel met gevallen: de test draait voor elke rij.", "A table of cases: a test for each row."
    ),
    "VOORHEEN": _t("Hoe de regel eerst heette.", "What the rule was called before."),
    "WAAR": _t("Verwacht dat de voorwaarde van de regel waar is.", "Expects that the condition is true."),
    "WAARVOOR": _t("De voorwaarde waar de rij aan moet voldoen.", "The condition that the row must meet."),
    "WANNEER": _t("Wat er moet gebeuren om de regel te starten.", "What must happen to start the rule."),
    "WAS": _t("De waarde van vóór de gebeurtenis.", "The value before the event."),
    "WIS": _t("Maakt een veld leeg.", "Empties a field."),
    "ZET": _t("Geeft een veld een waarde.", "Gives a field a value."),
    "ZONDER": _t("Velden die bij het overnemen leeg blijven.", "Fields that stay empty in the copy."),
}

_OF_DOMAINS: Mapping[str, Text] = {
    "ABONNEMENT": _t("Het abonnement dat een administratie hiervoor nodig heeft.", "The subscription that it needs."),
    "ABONNEMENTEN": _t("De abonnementen, van klein naar groot.", "The subscriptions, from least to most."),
    "ACTIE": _t("Iets wat een regel kan doen: een werkwoord en een naam.", "What a rule can do: a verb and a name."),
    "BEEINDIGT": _t("Na deze actie doet geen regel meer iets met het record.", "After it no rule does anything more."),
    "EENMAAL": _t("Eén keer.", "Once."),
    "EERSTE": _t("De eerste regel die in deze fase iets doet, beslist.", "The first rule that acts decides the phase."),
    "FASEN": _t("De fasen waarin een gebeurtenis wordt verwerkt, op volgorde.", "The phases of an event, in order."),
    "FEESTDAGEN": _t("De feestdagen, die geen werkdagen zijn.", "The holidays, which are no working days."),
    "FUNCTIE": _t("Een berekening die het domein zelf levert.", "A computation that the domain brings."),
    "GEBEURTENIS": _t("Iets wat met een object gebeurt, en een regel kan starten.", "What happens to an object."),
    "GEEFT": _t("Het object dat de actie maakt; `GENAAMD` geeft het een naam.", "The object that the action makes."),
    "GEVOLG": _t("De gebeurtenissen die de actie oproept.", "The events that the action brings about."),
    "HERHALING": _t("Wat er gebeurt als dezelfde actie al gepland staat.", "What is done when it is planned already."),
    "HOOGSTENS": _t("Niet meer dan.", "At most."),
    "KANDIDATEN": _t("De records waaruit de actie kiest.", "The records that the action chooses from."),
    "KENMERK": _t("Een ja-nee-veld dat niet nee mag zijn.", "A yes/no field that must not be no."),
    "KEUZE": _t("Een vaste lijst van waarden waaruit men kiest.", "A fixed list of values to choose from."),
    "MAANDEINDE": _t("Wat een maand na 31 januari is.", "What a month after 31 January is."),
    "MODULE": _t("De module die een administratie hiervoor nodig heeft.", "The module that it needs."),
    "MODULES": _t("De modules die er zijn.", "The modules that there are."),
    "MOMENT": _t("De velden met het moment waarop de gebeurtenis valt.", "The fields with the moment of the event."),
    "NEGEER": _t("De nieuwe actie vervalt.", "The new action is dropped."),
    "NIEUW": _t("Bij deze gebeurtenis ontstaat het record.", "This event makes the record."),
    "NIVEAU": _t("Kan alleen op dit niveau: omgeving of administratie.", "Only at this level."),
    "OBJECT": _t("Iets waar regels over gaan, met zijn velden.", "What rules are about, with its fields."),
    "OMHOOG": _t("De eerste dag van de maand erna.", "The first day of the next month."),
    "OMLAAG": _t("De laatste dag van die maand.", "The last day of that month."),
    "OPNIEUW": _t("Beide acties blijven gepland.", "Both actions stay planned."),
    "PARAMETER": _t("Wat een regel de actie meegeeft.", "What a rule gives the action."),
    "PER": _t("`EENMAAL PER`: de klok gaat één keer per object af.", "The clock goes off once for the object."),
    "REDEN": _t("Wat de gebruiker leest als de actie niet mag.", "What the user reads when the action may not run."),
    "REGELNIVEAU": _t("Wat regels van een niveau vragen.", "What rules at a level ask for."),
    "SAMEN": _t("`SAMEN MET`: het veld dat hierbij hoort, zoals de munt.", "The field that goes with this one."),
    "SJABLOON": _t("De naam van een sjabloon.", "The name of a template."),
    "SLEUTEL": _t("Het veld waaraan een record te herkennen is.", "The field that a record is known by."),
    "STANDAARD": _t("De waarde als een regel niets zegt.", "The value where a rule says nothing."),
    "UITVOERING": _t(
        "Hoe vaak de actie kan gebeuren als er iets misgaat.", "How often it may be done when things fail."
    ),
    "VELD": _t("Een veld van het object, met zijn soort.", "A field of the object, with its type."),
    "VELDEN": _t("`VELDEN VAN`: elk veld van dat object als parameter.", "Every field of the object as a parameter."),
    "VEREIST": _t("Wat waar moet zijn om de actie uit te voeren.", "What must be true for the action to run."),
    "VERPLICHT": _t("Moet altijd zijn ingevuld.", "Must always be filled in."),
    "VERVANG": _t("De actie die al gepland stond, vervalt.", "The action that was planned already is dropped."),
    "VOLGT": _t("De gebeurtenis komt als dit veld verandert.", "The event comes when this field changes."),
    "VOORBEELD": _t("Een waarde als voorbeeld.", "A value as an example."),
    "WAARDE": _t("`EEN WAARDE`: geen lijst, maar één.", "One value, no list."),
    "WIJZIGBAAR": _t("Regels mogen het veld veranderen.", "Rules may change the field."),
    "ZOEKVELD": _t("Records worden op dit veld gezocht.", "Records are looked up by this field."),
    "ZOLANG": _t("De klok gaat alleen af als dit nog waar is.", "The clock only goes off while this is true."),
}

ONE_WORD = frozenset({*_OF_RULES, *_OF_DOMAINS})

_OF_TWO_WORDS: Mapping[str, Text] = {
    "NIET ALS": _t("Wanneer de actie juist niet mag.", "When the action may not run."),
    "OPEN KEUZE": _t("Een keuzelijst die het kantoor zelf aanvult.", "A list of choices that the office adds to."),
    "VRIJ VELD": _t("Een veld dat het kantoor zelf toevoegt.", "A field that the office adds."),
}
"""Those that are one terminal of the grammar for domains."""


def help_of(word: str, *, domain: bool = False) -> Text | None:
    """What a word, or an operator of several words, is for; None for a word that the language does not have."""
    known = _operators().get(word) or _OF_TWO_WORDS.get(word)
    if known is not None:
        return known
    first = word.split(" ", 1)[0]
    found = _OF_RULES.get(first) or _first_words().get(first)
    return (_OF_DOMAINS.get(first) or found) if domain else found


@cache
def _first_words() -> Mapping[str, Text]:
    """The words that one operator alone begins with: they are for what that is for."""
    found: dict[str, list[Text]] = {}
    for spelling, doc in _operators().items():
        found.setdefault(spelling.split(" ", 1)[0], []).append(doc)
    return {word: docs[0] for word, docs in found.items() if all(doc is docs[0] for doc in docs)}


@cache
def _operators() -> Mapping[str, Text]:
    """What operators say of themselves, by how they are written; a sign is written in one way only."""
    found = {one.spelling: one.doc for one in OPERATORS.values()}
    denied = {one.negated_spelling: one.doc for one in OPERATORS.values() if one.negated_spelling is not None}
    return {spelling: doc for spelling, doc in {**denied, **found}.items() if not spelling.isalpha()}
