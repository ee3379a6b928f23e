"""The page at `/`: what this is, for someone who opens it in a browser."""

import html

from regeltaal.base.text import Language, Text
from regeltaal.base.version import __version__

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
_TITLE = Text(nl="Regeltaal draait", en="Regeltaal is running")
_ABOUT = Text(
    nl="Deze dienst neemt gebeurtenissen aan, beslist met de regels van een kantoor en voert de acties uit.",
    en="This service takes events, decides by the rules of an office and carries out the actions.",
)
_PATHS: tuple[tuple[str, Text], ...] = (
    ("POST /gebeurtenissen", Text(nl="stuur een of meer gebeurtenissen, als JSON", en="send events, as JSON")),
    ("GET /gebeurtenissen/{id}", Text(nl="lees wat er van een gebeurtenis werd", en="read what became of an event")),
    ("GET /gezond", Text(nl="leeft de dienst?", en="does the service live?")),
    ("GET /gereed", Text(nl="kan zij nu werken?", en="can it work now?")),
    ("GET /metrics", Text(nl="meetwaarden voor Prometheus", en="metrics for Prometheus")),
    ("GET /openapi.json", Text(nl="de volledige beschrijving", en="the whole description")),
)
_TRY = Text(
    nl="Zo stuurt u een bestand met een gebeurtenis per regel. Twee keer sturen is veilig: wat al verwerkt was, wordt "
    "overgeslagen.",
    en="So you send a file with an event a line. Sending it twice is safe: what was processed already is passed over.",
)
_SAMPLE = """curl --header 'Authorization: Bearer …' \\
  --header 'Content-Type: application/x-ndjson' \\
  --data-binary @gebeurtenissen.jsonl \\
  http://127.0.0.1:8321/gebeurtenissen"""
_STYLE = (
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:46rem;margin:3rem auto;padding:0 1rem;color:#222}"
    "dl{display:grid;grid-template-columns:max-content 1fr;gap:.35rem 1.5rem}dd{margin:0}code,pre{font-size:.95em}"
    "pre{background:#f3f3f1;padding:1rem;overflow-x:auto}footer{color:#666;margin-top:2rem}a{color:#0b4f8a}"
)


def page(language: Language) -> str:
    rows = "\n".join(f"<dt>{_shown(path)}</dt><dd>{html.escape(doc.show(language))}</dd>" for path, doc in _PATHS)
    title = html.escape(_TITLE.show(language))
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n<p>{html.escape(_ABOUT.show(language))}</p>\n"
        f"<dl>\n{rows}\n</dl>\n<p>{html.escape(_TRY.show(language))}</p>\n<pre>{html.escape(_SAMPLE)}</pre>\n"
        f"<footer>Regeltaal {html.escape(__version__)}</footer>\n</body>\n</html>\n"
    )


def _shown(path: str) -> str:
    """What can simply be read is a link."""
    method, _, place = path.partition(" ")
    code = f"<code>{html.escape(path)}</code>"
    return f'<a href="{html.escape(place)}">{code}</a>' if method == "GET" and "{" not in place else code
