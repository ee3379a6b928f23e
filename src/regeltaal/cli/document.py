"""`regeltaal documenteer`: the rules of a project as pages to read."""

from pathlib import Path

import click

from regeltaal.base.text import Text
from regeltaal.cli.command import command as define
from regeltaal.cli.language import language, say
from regeltaal.cli.output import FailedRunError, not_writable, write
from regeltaal.cli.overview import facts_of
from regeltaal.cli.project_arguments import checked_project, folder_argument
from regeltaal.loading import rule_set
from regeltaal.pages.folder import write_site
from regeltaal.report.told_tests import told_tests

_DOC = Text(
    nl="""Maak leesbare pagina's van alle regels.

    In UIT komt een overzicht met alle regels, een beeld van wat waarop volgt, de regels per administratie, de tests, en
    voor elke regel een pagina met wat hij doet in gewone woorden. De pagina's werken zonder internet; open index.html.
    UIT is een nieuwe of lege map, of een die eerder zo gemaakt is: die wordt dan vervangen.""",
    en="""Make readable pages of all rules.

    The folder gets an overview of all rules, a picture of what follows on what, the rules by administration, the tests,
    and for each rule a page with what it does in plain words. The pages need no network; open index.html. The
    folder is new or empty, or was made this way before: then it is replaced.""",
)
_EXAMPLES = (("regeltaal documenteer mijn-project -o pagina-s", Text(nl="en open pagina-s/index.html", en="open it")),)
_OUT = Text(nl="De map waar de pagina's in komen.", en="The folder for the pages.")
_REFUSED = Text(nl="in `{folder}` worden geen pagina's gezet: {reason}", en="no pages in `{folder}`: {reason}")
_DONE = Text(nl="{count} pagina's gemaakt; open {index}\n", en="made {count} pages; open {index}\n")


@define("documenteer", _DOC, examples=_EXAMPLES)
@folder_argument()
@click.option(
    "-o",
    "--uit",
    required=True,
    metavar=say(Text(nl="UIT", en="FOLDER")),
    type=click.Path(path_type=Path),
    help=say(_OUT),
)
@click.pass_context
def command(ctx: click.Context, map_: Path, uit: Path) -> None:
    from regeltaal.pages.render import INDEX, Subject, site  # noqa: PLC0415 - loads the template library

    analysis, project = checked_project(ctx, map_)
    rules = rule_set(analysis)
    facts = facts_of(project, rules)
    subject = Subject(
        project=project.root.resolve().name,
        rules=facts,
        schema=rules.schema,
        tests=told_tests(analysis.tests, [one.rule for one in facts]),
        administrations=tuple(rules.administrations),
    )
    pages = site(subject, language())
    try:
        refusal = write_site(uit, pages)
    except OSError as error:
        raise not_writable(uit, error) from error
    if refusal is not None:
        raise FailedRunError(say(_REFUSED, folder=str(uit), reason=refusal))
    write(say(_DONE, count=len(pages), index=str(uit / INDEX)))
