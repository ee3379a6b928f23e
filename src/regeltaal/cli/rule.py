"""`regeltaal uitleg`: what does a message mean?"""

import sys

import click

from regeltaal.base.text import Text
from regeltaal.cli.command import command as define
from regeltaal.cli.language import language, say
from regeltaal.cli.output import write
from regeltaal.cli.terminal import style_for
from regeltaal.report.codes import explain_code, find_code, list_codes, load_codes, near_codes

_DOC = Text(
    nl="""Leg een melding uit: wat is er mis, waarom, en hoe hoort het.

    CODE staat voor elke melding, zoals RT201. Zonder CODE komt er een lijst van alle meldingen.""",
    en="""Explain a message: what is wrong, why, and how it should be.

    CODE stands before every message, such as RT201. Without CODE all messages are listed.""",
)
_EXAMPLES = (
    ("regeltaal uitleg RT201", Text(nl="één melding", en="one message")),
    ("regeltaal uitleg", Text(nl="alle meldingen", en="all messages")),
)
_UNKNOWN = Text(nl="de code `{code}` bestaat niet", en="there is no code `{code}`")
_MEANT = Text(nl="; bedoelde u {near}?", en="; did you mean {near}?")


@define("uitleg", _DOC, examples=_EXAMPLES)
@click.argument("code", required=False)
@click.pass_context
def command(ctx: click.Context, code: str | None) -> None:
    load_codes()
    style = style_for(ctx, sys.stdout)
    if code is None:
        write(list_codes(language(), style))
        return
    found = find_code(code)
    if found is None:
        raise click.UsageError(_unknown(code), ctx)
    write(explain_code(found, language(), style))


def _unknown(code: str) -> str:
    near = ", ".join(f"`{one}`" for one in near_codes(code))
    return say(_UNKNOWN, code=code) + (say(_MEANT, near=near) if near else "")
