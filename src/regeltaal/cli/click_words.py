"""Click's own words in Dutch.

Click marks them with ``gettext``, which wants a compiled file and goes by the locale of the machine; here the language
is Dutch on any machine, so the marks are pointed at this table. A test compares it with the words in Click's source.
"""

import gettext
import sys

_MODULES = ("core", "decorators", "exceptions", "formatting", "parser", "shell_completion", "termui", "types", "utils")

DUTCH_WORDS = {
    "(dynamic)": "(wisselt)",
    "Aborted!": "Afgebroken.",
    "Argument {name!r} takes {nargs} values.": "Argument {name!r} heeft {nargs} waarden nodig.",
    "Choice({choices})": "Keuze({choices})",
    "Choose from:\n\t{choices}": "Kies uit:\n\t{choices}",
    "Commands": "Opdrachten",
    "Confirm the action without prompting.": "Bevestig zonder te vragen.",
    "Could not open file {filename!r}: {message}": "Bestand {filename!r} kan niet worden geopend: {message}",
    "Couldn't detect Bash version, shell completion is not supported.": (
        "De versie van Bash is niet te bepalen; aanvulling wordt niet ondersteund."
    ),
    "DeprecationWarning: The command {name!r} is deprecated.{extra_message}": (
        "Let op: de opdracht {name!r} verdwijnt in een volgende versie.{extra_message}"
    ),
    "DeprecationWarning: The {param_type} {name!r} is deprecated.{extra_message}": (
        "Let op: {name!r} verdwijnt in een volgende versie.{extra_message}"
    ),
    "Did you mean {possibility}?": "Bedoelde u {possibility}?",
    "(Did you mean one of: {possibilities}?)": "Bedoelde u een van deze: {possibilities}?",
    "Do you want to continue?": "Wilt u doorgaan?",
    "Error: invalid input": "Fout: ongeldige invoer",
    "Error: {message}": "Fout: {message}",
    "Error: The two entered values do not match.": "Fout: de twee waarden zijn niet gelijk.",
    "Got unexpected extra argument ({args})": "Er staat een argument te veel: {args}.",
    "Got unexpected extra arguments ({args})": "Er staan argumenten te veel: {args}.",
    "Invalid start character for option ({option})": "Een optie begint niet met dit teken ({option})",
    "Invalid value for {param_hint}: {message}": "Ongeldige waarde voor {param_hint}: {message}",
    "Invalid value: {message}": "Ongeldige waarde: {message}",
    "Missing argument": "Ontbrekend argument",
    "Missing command.": "Er is geen opdracht genoemd.",
    "Missing option": "Ontbrekende optie",
    "Missing parameter": "Ontbrekende waarde",
    "Missing parameter: {param_name}": "Ontbrekende waarde: {param_name}",
    "Missing {param_type}": "Ontbrekend: {param_type}",
    "No such command {name!r}.": "De opdracht {name!r} bestaat niet.",
    "No such option {name!r}.": "De optie {name!r} bestaat niet.",
    "Option {name!r} does not take a value.": "Achter de optie {name!r} hoort geen waarde.",
    "Option {name!r} requires an argument.": "Achter de optie {name!r} hoort een waarde.",
    "Option {name!r} requires {nargs} arguments.": "Achter de optie {name!r} horen {nargs} waarden.",
    "Options": "Opties",
    "Positional arguments": "Argumenten",
    "Press any key to continue...": "Druk op een toets om door te gaan …",
    "Repeat for confirmation": "Herhaal ter bevestiging",
    "Shell completion is not supported for Bash versions older than 4.4.": (
        "Aanvulling werkt niet in een Bash ouder dan 4.4."
    ),
    "Show the version and exit.": "Toon de versie.",
    "Show this message and exit.": "Toon deze uitleg.",
    "Takes {nargs} values but 1 was given.": "Hier horen {nargs} waarden, er is er 1.",
    "Takes {nargs} values but {len} were given.": "Hier horen {nargs} waarden, er zijn er {len}.",
    "Try '{command} {option}' for help.": "Uitleg: '{command} {option}'.",
    "Unknown color {colour!r}": "Onbekende kleur {colour!r}",
    "Unknown standard stream '{name}'": "Onbekende standaardstroom '{name}'",
    "Usage:": "Gebruik:",
    "Value must be an iterable.": "Hier hoort een reeks waarden.",
    "d": "d",
    "default: {default}": "standaard: {default}",
    "deprecated": "verouderd",
    "directory": "map",
    "env var: {var}": "omgevingsvariabele: {var}",
    "file": "bestand",
    "path": "pad",
    "required": "verplicht",
    "unknown error": "onbekende fout",
    "{len_type} values are required, but {len_value} was given.": "Hier horen {len_type} waarden, niet {len_value}.",
    "{len_type} values are required, but {len_value} were given.": "Hier horen {len_type} waarden, niet {len_value}.",
    "{name} {filename!r} does not exist.": "{name} {filename!r} bestaat niet.",
    "{name} {filename!r} is a directory.": "{name} {filename!r} is een map.",
    "{name} {filename!r} is a file.": "{name} {filename!r} is een bestand.",
    "{name} {filename!r} is not executable.": "{name} {filename!r} is niet uit te voeren.",
    "{name} {filename!r} is not readable.": "{name} {filename!r} is niet te lezen.",
    "{name} {filename!r} is not writable.": "{name} {filename!r} is niet te beschrijven.",
    "{value!r} does not match the format {format}.": "{value!r} is niet geschreven als {format}.",
    "{value!r} does not match the formats {formats}.": "{value!r} is niet geschreven als een van {formats}.",
    "{value!r} is not a valid boolean. Recognized values: {states}": "{value!r} is geen ja of nee.",
    "{value!r} is not a valid UUID.": "{value!r} is geen geldige UUID.",
    "{value!r} is not a valid {number_type}.": "{value!r} is geen geldig getal.",
    "{value!r} is not one of {choices}.": "{value!r} is niet een van {choices}.",
    "{value!r} is not {choice}.": "{value!r} is niet {choice}.",
    "{value} is not in the range {range}.": "{value} ligt niet in het bereik {range}.",
    "%(prog)s, version %(version)s": "%(prog)s, versie %(version)s",
}


def translated(word: str) -> str:
    return DUTCH_WORDS.get(word) or gettext.gettext(word)


def translated_number(one: str, more: str, count: int) -> str:
    return translated(one if count == 1 else more)


def install() -> None:
    """Points the marks in the modules of Click that are loaded at the table."""
    for name in _MODULES:
        names = vars(sys.modules[f"click.{name}"]) if f"click.{name}" in sys.modules else {}
        if "_" in names:
            names["_"] = translated
        if "ngettext" in names:
            names["ngettext"] = translated_number
