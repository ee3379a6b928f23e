"""`regeltaal opnieuw`: what nobody knows of or what failed, to send again or to settle."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from attrs import frozen

from regeltaal.base.suggest import meant
from regeltaal.base.text import Text
from regeltaal.cli.command import command as define
from regeltaal.cli.language import language, say, say_count
from regeltaal.cli.output import FailedRunError, Output, as_json_text, output_option, write_result
from regeltaal.cli.project_arguments import MomentType, folder_argument, in_zone, store_errors
from regeltaal.cli.terminal import confirmed
from regeltaal.cli.time_passing import tell_outcome, tell_waiting
from regeltaal.cli.versions import VersionType, rules_to_run
from regeltaal.cli.views import view_for
from regeltaal.cli.who import AS, name_of
from regeltaal.loading import store_url
from regeltaal.project.model import Project
from regeltaal.report.undecided import show_names, show_undecided, undecided_json
from regeltaal.running import is_absent, store_to_look_into
from regeltaal.runtime.deciding import Decider, Decision, decide, short_id
from regeltaal.runtime.engine import Engine
from regeltaal.runtime.result import ActionStatus
from regeltaal.runtime.ruleset import RuleSet
from regeltaal.runtime.storage import EffectStatus, StoredEffect
from regeltaal.schema.model import key_of

if TYPE_CHECKING:
    from regeltaal.runtime.store import Store

_DOC = Text(
    nl="""Toon de acties waarover een mens moet beslissen: van wat `onzeker` is weet niemand of het gelukt is, wat
    `mislukt` is wordt niet meer geprobeerd, en wat nog `gepland` staat mislukte eerder of had al gedaan moeten zijn.
    Beslis daarna, per ID of voor een keuze: verstuur opnieuw, zet op afgehandeld (iemand deed het zelf), of laat
    vervallen.

    Elke beslissing komt op de tijdlijn van het record. Een bericht dat opnieuw gaat, houdt zijn Message-ID of
    Idempotency-Key.""",
    en="""Show the actions that a person must decide about: of an uncertain one nobody knows whether it succeeded, a
    failed one is not tried any more, a planned one failed before or should have been done. Then decide, by ID or for a
    choice: send again, settle as done (someone did it himself), or let lapse.

    Each decision is a line in the history of the record. A message that goes again keeps its Message-ID or
    Idempotency-Key.""",
)
_EXAMPLES = (
    ("regeltaal opnieuw mijn-project", Text(nl="wat is er te beslissen?", en="what is there to decide?")),
    (
        "regeltaal opnieuw mijn-project 3f2a91c0 --verstuur",
        Text(nl="verstuur één actie opnieuw", en="send one action again"),
    ),
    (
        'regeltaal opnieuw mijn-project 3f2a91c0 --afgehandeld --reden "zelf gebeld"',
        Text(nl="iemand deed het zelf", en="someone did it himself"),
    ),
    (
        'regeltaal opnieuw mijn-project --actie "VERSTUUR e-mail" --sinds "12-3-2026 8:00" --verstuur',
        Text(nl="alle mails sinds vanochtend", en="all mails since this morning"),
    ),
    (
        "regeltaal opnieuw mijn-project --alles --vervalt --ja",
        Text(nl="laat alles vervallen, zonder vraag", en="let everything lapse, without a question"),
    ),
)
_SEND = Text(nl="Verstuur opnieuw, met dezelfde sleutel.", en="Send again, under the same key.")
_DONE = Text(nl="Zet op afgehandeld: iemand deed het zelf.", en="Settle as done: someone did it himself.")
_LAPSE = Text(nl="Laat vervallen: het hoeft niet meer.", en="Let lapse: it is needed no more.")
_REASON = Text(nl="Waarom: komt op de tijdlijn.", en="Why: goes into the history.")
_ALL = Text(nl="Alles wat getoond wordt.", en="All that is shown.")
_ACTION = Text(nl="Alleen deze actie.", en="Only this action.")
_SINCE = Text(nl="Alleen wat vanaf dit moment gedaan moest zijn.", en="Only what was to be done from this moment on.")
_YES = Text(nl="Vraag niet om bevestiging.", en="Don't ask for confirmation.")
_VERSION = Text(
    nl="Gebruik de regels van deze gepubliceerde versie: een nummer, of laatste.",
    en="Use the rules of this published version: a number, or last.",
)
_ONE_THING = Text(
    nl="kies één van `--verstuur`, `--afgehandeld` en `--vervalt`",
    en="choose one of `--verstuur`, `--afgehandeld` and `--vervalt`",
)
_WHICH = Text(
    nl="zeg waarover u beslist: ID's, `--alles`, `--actie` of `--sinds`",
    en="say what you decide about: IDs, `--alles`, `--actie` or `--sinds`",
)
_UNKNOWN = Text(
    nl="er is geen actie `{id}` om over te beslissen; `regeltaal opnieuw` toont welke er zijn",
    en="there is no action `{id}` to decide about; `regeltaal opnieuw` shows which there are",
)
_NO_MATCH = (
    Text(
        nl="niets past bij deze keuze; er wacht wel 1 actie, die `regeltaal opnieuw` toont",
        en="nothing fits this choice; 1 action does wait, which `regeltaal opnieuw` shows",
    ),
    Text(
        nl="niets past bij deze keuze; er wachten wel {count} acties, die `regeltaal opnieuw` toont",
        en="nothing fits this choice; {count} actions do wait, which `regeltaal opnieuw` shows",
    ),
)
_MANY = Text(nl="`{id}` kan meer acties zijn: {ids}", en="`{id}` may be several actions: {ids}")
_ASK = {
    Decision.SEND: (
        Text(nl="Deze actie opnieuw versturen?", en="Send this action again?"),
        Text(nl="Deze {count} acties opnieuw versturen?", en="Send these {count} actions again?"),
    ),
    Decision.DONE: (
        Text(nl="Deze actie op afgehandeld zetten?", en="Settle this action?"),
        Text(nl="Deze {count} acties op afgehandeld zetten?", en="Settle these {count} actions?"),
    ),
    Decision.LAPSE: (
        Text(nl="Deze actie laten vervallen?", en="Let this action lapse?"),
        Text(nl="Deze {count} acties laten vervallen?", en="Let these {count} actions lapse?"),
    ),
}
_TWICE = (
    Text(
        nl="let op: van 1 actie is onbekend of ze al gelukt is; opnieuw versturen kan dubbel aankomen",
        en="mind: whether 1 action succeeded is unknown; sent again it may arrive twice",
    ),
    Text(
        nl="let op: van {count} acties is onbekend of ze al gelukt zijn; opnieuw versturen kan dubbel aankomen",
        en="mind: whether {count} actions succeeded is unknown; sent again they may arrive twice",
    ),
)
_NO_ANSWER = Text(nl="er is niets gedaan", en="nothing was done")
_MOVED = Text(
    nl="{id} is inmiddels anders (een ander was u voor); er is niets mee gedaan",
    en="{id} is another by now (someone was before you); nothing was done with it",
)
_DECIDED = {
    Decision.SEND: (
        Text(nl="1 actie staat weer in de rij", en="1 action is in line again"),
        Text(nl="{count} acties staan weer in de rij", en="{count} actions are in line again"),
    ),
    Decision.DONE: (
        Text(nl="1 actie is afgehandeld", en="1 action is settled"),
        Text(nl="{count} acties zijn afgehandeld", en="{count} actions are settled"),
    ),
    Decision.LAPSE: (
        Text(nl="1 actie is vervallen", en="1 action has lapsed"),
        Text(nl="{count} acties zijn vervallen", en="{count} actions have lapsed"),
    ),
}
_SERVICE = Text(
    nl="de dienst draait en verstuurt ze binnen twee minuten", en="the service runs, and sends them within two minutes"
)
_BUSY = (
    Text(
        nl="let op: 1 actie wordt nu uitgevoerd, of haar programma is gestopt; de dienst of `regeltaal draai` "
        "zoekt dat uit",
        en="mind: 1 action is being carried out, or its program stopped; `regeltaal draai` finds out",
    ),
    Text(
        nl="let op: {count} acties worden nu uitgevoerd, of hun programma is gestopt; de dienst of `regeltaal draai` "
        "zoekt dat uit",
        en="mind: {count} actions are being carried out, or their program stopped; `regeltaal draai` finds out",
    ),
)


@frozen
class _Choice:
    """Which of the effects a command is about; without any of these all of them, to be looked at."""

    ids: tuple[str, ...]
    action: str | None
    since: datetime | None
    all: bool

    @property
    def is_made(self) -> bool:
        return bool(self.ids) or self.all or self.action is not None or self.since is not None

    def of(self, effects: Sequence[StoredEffect]) -> tuple[StoredEffect, ...]:
        named = [_one(effects, one) for one in self.ids] if self.ids else effects
        return tuple(
            effect
            for effect in named
            if (self.action is None or key_of(effect.action) == key_of(self.action))
            and (self.since is None or effect.due >= self.since)
        )


@define("opnieuw", _DOC, examples=_EXAMPLES)
@folder_argument()
@click.argument("ids", nargs=-1, metavar="[ID…]")
@click.option("--verstuur", "--send", is_flag=True, help=say(_SEND))
@click.option("--afgehandeld", "--settled", is_flag=True, help=say(_DONE))
@click.option("--vervalt", "--lapse", is_flag=True, help=say(_LAPSE))
@click.option("--reden", "--reason", default="", metavar=say(Text(nl="TEKST", en="TEXT")), help=say(_REASON))
@click.option("--alles", "--all", is_flag=True, help=say(_ALL))
@click.option("--actie", "--action", metavar=say(Text(nl="ACTIE", en="ACTION")), help=say(_ACTION))
@click.option("--sinds", "--since", type=MomentType(), metavar="MOMENT", help=say(_SINCE))
@click.option("--als", "--as", metavar=say(Text(nl="NAAM", en="NAME")), help=say(AS))
@click.option("--ja", "--yes", is_flag=True, help=say(_YES))
@click.option(
    "--versie", "--version", type=VersionType(), metavar=say(Text(nl="VERSIE", en="VERSION")), help=say(_VERSION)
)
@output_option(("mens", "plat", "json"))
@click.pass_context
def command(  # noqa: PLR0913 - one parameter per option
    ctx: click.Context,
    map_: Path,
    *,
    ids: tuple[str, ...],
    verstuur: bool,
    afgehandeld: bool,
    vervalt: bool,
    reden: str,
    alles: bool,
    actie: str | None,
    sinds: datetime | None,
    als: str | None,
    ja: bool,
    versie: int | None,
    uitvoer: Output,
) -> None:
    decided = _decision(ctx, {Decision.SEND: verstuur, Decision.DONE: afgehandeld, Decision.LAPSE: vervalt})
    project, rules = rules_to_run(ctx, map_, versie, dry=decided is not Decision.SEND)
    choice = _Choice(ids, actie, None if sinds is None else in_zone(sinds, rules.zone), alles)
    if decided is not None and not choice.is_made:
        raise click.UsageError(say(_WHICH), ctx)
    with store_errors():
        waiting = _found(store_url(project))
        found = choice.of(waiting)
        if waiting and not found and (decided is not None or uitvoer.format != "json"):
            raise FailedRunError(_no_match(choice, waiting))
        if decided is None or not found:
            write_result(uitvoer, _shown(ctx, found, rules, uitvoer))
            return
        if not ja:
            _ask(ctx, found, decided, rules, uitvoer)
        failed = _Deciding(ctx, project, rules, uitvoer).go(found, decided, Decider(name_of(als), reden.strip()))
    ctx.exit(int(failed))


def _decision(ctx: click.Context, given: Mapping[Decision, bool]) -> Decision | None:
    chosen = [one for one, is_given in given.items() if is_given]
    if len(chosen) > 1:
        raise click.UsageError(say(_ONE_THING), ctx)
    return chosen[0] if chosen else None


def _found(url: str) -> tuple[StoredEffect, ...]:
    """What there is to decide about; it tells of what may come to that."""
    from regeltaal.runtime.store_undecided import begun, undecided  # noqa: PLC0415 - loads SQLAlchemy

    if is_absent(url):
        return ()
    with store_to_look_into(url) as store, store.look() as unit:
        busy = begun(unit)
        if busy:
            click.echo(say_count(*_BUSY, busy), err=True)
        return tuple(undecided(unit, datetime.now(UTC)))


def _no_match(choice: _Choice, waiting: Sequence[StoredEffect]) -> str:
    actions = {key_of(one.action): one.action for one in waiting}
    said = say_count(*_NO_MATCH, len(waiting))
    if choice.action is None or key_of(choice.action) in actions:
        return said
    return said + say(meant(choice.action, actions.values()))


def _one(effects: Sequence[StoredEffect], asked: str) -> StoredEffect:
    found = [effect for effect in effects if short_id(effect.key).startswith(asked.lower())] if asked else []
    if not found:
        raise FailedRunError(say(_UNKNOWN, id=asked))
    if len(found) > 1:
        raise FailedRunError(say(_MANY, id=asked, ids=", ".join(short_id(one.key) for one in found)))
    return found[0]


def _shown(ctx: click.Context, found: Sequence[StoredEffect], rules: RuleSet, output: Output) -> str:
    if output.format == "json":
        return as_json_text([undecided_json(one, rules.zone, language()) for one in found])
    return show_undecided(found, view_for(ctx, output), rules.zone)


def _ask(ctx: click.Context, found: Sequence[StoredEffect], decision: Decision, rules: RuleSet, output: Output) -> None:
    """Shows what it is about and asks; without a yes the command ends."""
    click.echo(show_names(found, view_for(ctx, output), rules.zone), err=True, nl=False)
    uncertain = sum(one.status is EffectStatus.UNCERTAIN for one in found)
    if decision is Decision.SEND and uncertain:
        click.echo(say_count(*_TWICE, uncertain), err=True)
    if not confirmed(say_count(*_ASK[decision], len(found))):
        raise FailedRunError(say(_NO_ANSWER))


@frozen
class _Deciding:
    """Puts a decision into effect and tells what came of it."""

    ctx: click.Context
    project: Project
    rules: RuleSet
    output: Output

    def go(self, found: Sequence[StoredEffect], decision: Decision, by: Decider) -> bool:
        """Gives whether anything went wrong."""
        with Engine(self.rules, store_url(self.project), leads=False) as engine:
            done = [one for one in found if self._decided(engine.store, one, decision, by)]
            if self.output.format != "json":
                write_result(self.output, say_count(*_DECIDED[decision], len(done)) + "\n")
            failed = decision is Decision.SEND and self._send(engine, done)
            tell_waiting(engine)
            if self.output.format == "json":
                write_result(self.output, self._as_json(engine.store, found, decision, done))
        return failed or len(done) < len(found)

    def _decided(self, store: "Store", effect: StoredEffect, decision: Decision, by: Decider) -> bool:
        now = datetime.now(UTC)
        if store.attempt(lambda unit: decide(unit, effect, decision, by, now)):
            return True
        click.echo(say(_MOVED, id=short_id(effect.key)), err=True)
        return False

    def _send(self, engine: Engine, effects: Sequence[StoredEffect]) -> bool:
        """Sends at once, unless a service does: that may know passwords that this command does not."""
        if engine.store.worker.presence.is_served():
            click.echo(say(_SERVICE), err=True)
            return False
        failed = False
        for effect in effects:
            outcome = engine.carrier.carry_out(effect.key, datetime.now(UTC))
            if outcome is not None:
                tell_outcome(outcome, engine)
                failed |= outcome.status in (ActionStatus.FAILED, ActionStatus.UNCERTAIN)
        return failed

    def _as_json(
        self, store: "Store", found: Sequence[StoredEffect], decision: Decision, done: Sequence[StoredEffect]
    ) -> str:
        decided = {one.key for one in done}
        return as_json_text(
            [
                {
                    **undecided_json(store.effect(one.key) or one, self.rules.zone, language()),
                    "besluit": decision.value if one.key in decided else None,
                }
                for one in found
            ]
        )
