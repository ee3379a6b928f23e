"""What an author can have typed by a word and Tab, for editors that know snippets as VS Code does."""

from collections.abc import Mapping

from regeltaal.highlight.roles import RULES, SCHEMA

SNIPPETS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    RULES.name: {
        "regel": (
            "Een regel",
            (
                'REGEL "${1:Wat de regel doet}"\n'
                "WANNEER ${2:gebeurtenis}\n"
                'EN ${3:veld} = ${4:"waarde"}\n'
                "DAN\n"
                '  ZET ${5:veld} = ${6:"waarde"}$0'
            ),
        ),
        "regel-anders": (
            "Een regel met ANDERS en BIJ ONBEKEND",
            (
                'REGEL "${1:Wat de regel doet}"\n'
                "WANNEER ${2:gebeurtenis}\n"
                "ALS ${3:veld} > ${4:10}\n"
                "DAN\n"
                '  ZET ${5:veld} = ${6:"groot"}\n'
                "ANDERS\n"
                '  ZET ${5:veld} = ${7:"klein"}\n'
                "BIJ ONBEKEND\n"
                "  WIS ${5:veld}$0"
            ),
        ),
        "regel-per-rij": (
            "Een regel voor elke rij van een tabel",
            (
                'REGEL "${1:Wat de regel doet}"\n'
                "  VOOR ELKE RIJ\n"
                "    | ${2:plaats} | ${3:route} |\n"
                '    | ${4:"Utrecht"} | ${5:"A"} |\n'
                "WANNEER ${6:gebeurtenis}\n"
                "EN ${7:veld} = rij.${2:plaats}\n"
                "DAN\n"
                "  ZET ${8:veld} = rij.${3:route}$0"
            ),
        ),
        "test": (
            "Een test",
            (
                'TEST "${1:Wat er moet gebeuren}"\n'
                'GEGEVEN ${2:record} MET ${3:veld} = ${4:"waarde"}\n'
                "WANNEER ${5:gebeurtenis}\n"
                'VERWACHT ZET ${6:veld} = ${7:"waarde"}$0'
            ),
        ),
        "definitie": ("Een definitie", 'DEFINITIE ${1:naam} BIJ ${2:record} = ${3:veld} = ${4:"waarde"}$0'),
        "lijst": ("Een lijst", 'LIJST ${1:naam} = ${2:"een"}; ${3:"twee"}$0'),
        "gebruik": ("Lijsten en definities van een ander bestand", 'GEBRUIK "${1:lijsten.regel}"$0'),
    },
    SCHEMA.name: {
        "object": (
            "Een object met velden",
            (
                "OBJECT ${1:naam}\n"
                "  VELD ${2:nummer}: ${3:tekst} VERPLICHT SLEUTEL\n"
                "  VELD ${4:veld}: ${5:tekst} WIJZIGBAAR$0"
            ),
        ),
        "veld": ("Een veld", "OBJECT ${1:naam}\n  VELD ${2:veld}: ${3:tekst}$0"),
        "keuze": ("Een keuze uit waarden", 'KEUZE ${1:naam}: ${2:"Een"}; ${3:"Twee"}$0'),
        "gebeurtenis": ("Een gebeurtenis", "GEBEURTENIS ${1:naam} BIJ ${2:object}$0"),
        "actie": (
            "Een actie",
            (
                "ACTIE ${1:VERSTUUR} ${2:bericht} BIJ ${3:object}\n"
                '  OMSCHRIJVING "${4:Wat de actie doet.}"\n'
                "  PARAMETER ${5:naam}: ${6:tekst} VERPLICHT$0"
            ),
        ),
    },
}
"""By language and prefix: what it is, and what it becomes."""
