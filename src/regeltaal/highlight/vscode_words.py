"""What VS Code shows of the extension before its client runs: commands, settings, and who it is.

VS Code has no Dutch display language, so who reads Dutch has it in English: what it shows without knowing a language is
Dutch. The English texts lie beside them, for a package that is made in English.
"""

from collections.abc import Mapping

from regeltaal.base.text import Text, same

WORDS: Mapping[str, Text] = {
    "description": Text(
        nl="Regels in het Nederlands: kleuren, meldingen, hulp bij het typen en tests.",
        en="Rules in Dutch: colours, findings, help while you type, and tests.",
    ),
    "category": same("Regeltaal"),
    "command.restart": Text(nl="Taalserver opnieuw starten", en="Restart the language server"),
    "command.output": Text(nl="Uitvoer van de taalserver tonen", en="Show the language server's output"),
    "command.explain": Text(nl="Leg de melding uit", en="Explain the finding"),
    "command.tests": Text(nl="Alle tests uitvoeren", en="Run all tests"),
    "setting.path": Text(
        nl=(
            "Waar het programma `regeltaal` staat. Leeg: eerst `.venv` of `venv` in de geopende map, dan waar de "
            "computer programma's zoekt (PATH). Een pad telt vanaf de geopende map."
        ),
        en=(
            "Where the program `regeltaal` is. Empty: `.venv` or `venv` in the open folder first, then where the "
            "computer looks for programs (PATH). A path is relative to the open folder."
        ),
    ),
    "setting.language": Text(nl="De taal van meldingen en uitleg.", en="The language of findings and explanations."),
    "setting.language.nl": Text(nl="Nederlands", en="Dutch"),
    "setting.language.en": Text(nl="Engels", en="English"),
    "setting.hints": Text(
        nl="Toon in de regels wat er niet staat maar wel geldt, zoals de soort van een veld en de volgorde van regels.",
        en="Show in the rules what is not written but holds, such as the kind of a field and the order of rules.",
    ),
    "setting.delay": Text(
        nl="Hoeveel milliseconden rust er na het typen is voordat de regels gecontroleerd worden.",
        en="How many milliseconds of quiet there are after typing before the rules are checked.",
    ),
    "setting.trace": Text(
        nl="Laat in de uitvoer zien wat de editor en de taalserver tegen elkaar zeggen.",
        en="Shows in the output what the editor and the language server tell each other.",
    ),
    "task.command": Text(nl="Wat er gedaan wordt.", en="What is done."),
    "task.folder": Text(
        nl="De map van het project, als dat niet de geopende map is.",
        en="The project's folder, when it is not the open one.",
    ),
    "trust": Text(
        nl="In een map die u niet vertrouwt wordt geen programma uit die map gestart; kleuren werken wel.",
        en="In a folder that you do not trust no program from that folder is started; colours do work.",
    ),
}
