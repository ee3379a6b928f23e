"""Defects of exceptions to lint rules, which are comments."""

from tests.seeded.plant import WHOLE_FILE, Plan, Planter, Site, planter

WRITTEN = {
    "overbodige-uitzondering": (
        "regeltaal: uit RT605 omdat de naam zo geschreven wordt",
        "regeltaal: uit standaard-prioriteit omdat het zo duidelijker is",
        "Regeltaal: uit RT610, RT605 omdat de leverancier het zo aanlevert",
    ),
    "uitzondering-zonder-reden": (
        "regeltaal: uit RT601",
        "regeltaal: uit RT601, RT602",
        "regeltaal: uit standaard-prioriteit omdat",
    ),
    "uitzondering-op-onbekende-code": (
        "regeltaal: uit RT6010 omdat dit klopt",
        "regeltaal: uit altijt-waar omdat dit klopt",
        "regeltaal: uit dubbele-regels omdat het seizoen wisselt",
    ),
    "onbegrepen-uitzondering": (
        "regeltaal: negeer RT601 omdat dit klopt",
        "regeltaal: RT601 uit",
        "regeltaal: aan",
    ),
}


def _comment(text: str, *, within: bool) -> Planter:
    def plant(site: Site) -> Plan:
        if within:
            at = site.rule.then[0].span.start
            return Plan([(at, at, f"# {text}\n  ")], [WHOLE_FILE])
        return Plan([(site.rule.span.start, site.rule.span.start, f"# {text}\n")], [WHOLE_FILE])

    return plant


for _slug, _texts in WRITTEN.items():
    for _number, _text in enumerate(_texts):
        planter(_slug, _text)(_comment(_text, within=_number % 2 == 0))
