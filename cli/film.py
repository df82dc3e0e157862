"""`holdfast film`: the film register at a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from cli import film_tables as tables
from cli.film_doctor import office_of
from cli.shared import common_options, opened, print_json
from kinds.microfilm.film import views
from kinds.microfilm.film.asking import next_of, reason_of, request_of, settings_of, takeover_of
from kinds.microfilm.film.entries import Who
from kinds.microfilm.film.film_settings import FILM_TYPES
from kinds.microfilm.film.office import FilmOffice
from kinds.microfilm.film.standing import Standing
from kinds.microfilm.film.steps import Step
from kinds.microfilm.sessions import LOCAL_USER

_order = click.argument("order")
_roll = click.argument("roll", type=click.IntRange(min=1))
_user = click.option("--user", default=LOCAL_USER, show_default=True, help="Who it is, for the ledger.")
_why = click.option("--reason", help="Why, for the ledger.")
_because = click.option("--reason", required=True, help="Why, for the ledger.")
_temp_roll = click.option("--temp-roll", metavar="ID", help="Film it on this temp roll, the `best` one, or `new` film.")
_attempt = click.option(
    "--attempt", type=int, metavar="N", help="Which filming is meant; refused if it is another one."
)
_STEPS: dict[Step, tuple[str, list[Callable[[Any], Any]]]] = {
    Step.START: ("Put a roll on the camera.", [_why, _temp_roll]),
    Step.COMPLETE: ("Say that a roll is filmed, and give it its number.", [_why, _attempt]),
    Step.FAIL: (
        "Say that a filming failed; no number is used.",
        [
            _because,
            _attempt,
            click.option("--spoiled/--unspoiled", default=True, help="Whether the temp roll was exposed."),
        ],
    ),
    Step.REFILM: ("Make a roll ready to be filmed again, on the temp roll that fits best.", [_because, _temp_roll]),
    Step.VOID: ("Declare the number of a roll void.", [_because]),
}


@click.group()
def film() -> None:
    """Plan rolls of microfilm, film them, and number what is on film.

    ORDER is an archive order as its pages name it, or the id of its project.
    """


@contextmanager
def _office(data: Path) -> Iterator[FilmOffice]:
    with opened(data) as store:
        yield office_of(store)


def _act(data: Path, act: Callable[[FilmOffice], Standing], *, as_json: bool) -> None:
    with _office(data) as office:
        outcome = views.outcome_of(act(office))
    if as_json:
        print_json(outcome)
    else:
        tables.print_outcome(outcome)


def _given(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}


def _taking(step: Step, said: str, options: list[Callable[[Any], Any]]) -> click.Command:
    """Make the command that takes a step with one roll."""

    def take(data: Path, order: str, roll: int, user: str, *, as_json: bool, **fields: Any) -> None:
        def act(office: FilmOffice) -> Standing:
            return office.step(order, roll, step, request_of(step, _given(fields)), Who(user))

        _act(data, act, as_json=as_json)

    for option in (*reversed(options), _user, common_options, _roll, _order):
        take = option(take)
    return click.command(str(step), help=said)(take)


for _step, (_said, _options) in _STEPS.items():
    film.add_command(_taking(_step, _said, _options))


@film.command()
@_order
@click.option("--capacity-16mm", type=int, metavar="FRAMES", help="Length of a roll of 16mm; 2,900 at first.")
@click.option("--capacity-35mm", type=int, metavar="FRAMES", help="Length of a roll of 35mm; 690 at first.")
@click.option("--padding", type=int, metavar="FRAMES", help="What is lost when a rest is cut off; 100 at first.")
@click.option("--minimum", type=int, metavar="FRAMES", help="The shortest rest that is kept; 150 at first.")
@_why
@_user
@common_options
def plan(data: Path, order: str, reason: str | None, user: str, *, as_json: bool, **settings: int | None) -> None:
    """Plan the rolls of an order, all but those that are on film or on the camera."""

    def act(office: FilmOffice) -> Standing:
        said = reason_of({"reason": reason}, required=False)
        return office.plan(order, settings_of(_given(settings)), said, Who(user))

    _act(data, act, as_json=as_json)


@film.command()
@_order
@click.argument("rolls", nargs=-1, type=click.IntRange(min=1))
@_because
@_user
@common_options
def rework(data: Path, order: str, rolls: tuple[int, ...], reason: str, user: str, *, as_json: bool) -> None:
    """Say that rolls on film have to be done again: those that are named, or all of them."""

    def act(office: FilmOffice) -> Standing:
        return office.rework(order, list(rolls) or None, request_of(Step.REWORK, {"reason": reason}), Who(user))

    _act(data, act, as_json=as_json)


@film.command()
@_order
@_why
@_user
@common_options
def archive(data: Path, order: str, reason: str | None, user: str, *, as_json: bool) -> None:
    """Say that an order is done with."""

    def act(office: FilmOffice) -> Standing:
        return office.archive(order, request_of(None, {"reason": reason}), Who(user))

    _act(data, act, as_json=as_json)


@film.command()
@_order
@click.option(
    "--filmed/--not-filmed", default=True, help="Whether the rolls are on film; if not, the numbers are void."
)
@click.option("--drop", is_flag=True, help="Give up numbers that do not fit; they are void. Needs a reason.")
@_why
@_user
@common_options
@click.pass_context
def migrate(
    context: click.Context, /, data: Path, order: str, user: str, *, as_json: bool, **asked: bool | str | None
) -> None:
    """Take over numbers that the old system gave early; the exit code is 1 if some of them are left."""
    with _office(data) as office:
        _, done = office.migrate(order, takeover_of(_given(asked)), Who(user))
    report = done.report()
    if as_json:
        print_json(report)
    else:
        tables.print_report(report)
    context.exit(1 if any(not misfit["taken"] and not misfit["dropped"] for misfit in report["misfits"]) else 0)


@film.command("next")
@click.argument("location")
@click.argument("number")
@_because
@_user
@common_options
def next_number(data: Path, location: str, number: str, reason: str, user: str, *, as_json: bool) -> None:
    """Let the numbers of a location go on with another one, such as 10000008."""
    with _office(data) as office:
        office.skip(*next_of({"location": location, "next": number, "reason": reason}), who=Who(user))
        following = views.next_numbers(office.ledger())
    if as_json:
        print_json({"next": following})
    else:
        tables.print_next(following)


@film.command()
@_order
@common_options
def rolls(data: Path, order: str, *, as_json: bool) -> None:
    """Show where an order and its rolls are, and what can be done next."""
    with _office(data) as office:
        shown = views.order_of(office.look(order))
    if as_json:
        print_json(shown)
    else:
        tables.print_order(shown)


@film.command()
@_order
@common_options
def labels(data: Path, order: str, *, as_json: bool) -> None:
    """Show what is written on the box of each roll that has a number."""
    with _office(data) as office:
        standing = office.look(order)
        shown = views.labels_of(standing, office.segments(standing))
    if as_json:
        print_json({"project": standing.project, "labels": shown})
    else:
        tables.print_labels(shown)


@film.command()
@click.option("--location", help="Lines with numbers of one location.")
@click.option("--order", "project", help="Lines of one order.")
@click.option("--since", type=click.IntRange(min=0), default=0, metavar="LINE", help="Lines after this one.")
@common_options
def ledger(data: Path, location: str | None, project: str | None, since: int, *, as_json: bool) -> None:
    """Show the lines of the ledger, and the number that each location gives next."""
    with _office(data) as office:
        found = office.ledger()
        order = office.id_of(project) if project else None
    lines = [line for line in views.lines_of(found, location, order) if line["seq"] > since]
    following = views.next_numbers(found)
    if as_json:
        print_json({"entries": lines, "next": following, "lines": len(found.entries)})
    else:
        tables.print_lines(lines)
        tables.print_next(following)


@film.command("temp-rolls")
@click.option("--film-type", type=click.Choice(FILM_TYPES), help="Of one film type.")
@click.option("--pages", type=click.IntRange(min=0), help="Only those that are free and long enough for so many.")
@common_options
def temp_rolls(data: Path, film_type: str | None, pages: int | None, *, as_json: bool) -> None:
    """Show the temp rolls, and which of them fits best."""
    with _office(data) as office:
        shown = views.temp_rolls_of(office.ledger(), film_type, pages)
    if as_json:
        print_json(shown)
    else:
        tables.print_temp_rolls(shown)


@film.command()
@common_options
@click.pass_context
def check(context: click.Context, data: Path, *, as_json: bool) -> None:
    """Prove the seven rules on the data folder; the exit code is 1 if one is broken."""
    with _office(data) as office:
        proof = views.rules_of(office.prove())
    if as_json:
        print_json(proof)
    else:
        tables.print_proof(proof)
    context.exit(0 if proof["holds"] else 1)
