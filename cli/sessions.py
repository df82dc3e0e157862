"""`holdfast sessions`: the workflow sessions of the microfilm register, and those that nobody uses put away."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta
from pathlib import Path

import click
from rich.text import Text

from cli import words
from cli.shared import common_options, console, opened, print_json
from kinds.microfilm.archive import Session, Sessions
from storage.index import Index


@click.command()
@click.option("--archived", is_flag=True, help="List those that were put away.")
@click.option(
    "--archive-older-than",
    "days",
    type=click.FloatRange(min=0),
    metavar="DAYS",
    help="Put away those that nobody has used for so many days; nothing is deleted.",
)
@common_options
def sessions(data: Path, archived: bool, days: float | None, as_json: bool) -> None:
    """List the workflow sessions, the one that was used last first."""
    with opened(data) as store:
        index = Index(store.fs, store.layout, store.settings, store.meaning)
        all_sessions = Sessions(store, index.rows)
        put_away = [] if days is None else all_sessions.archive_old(timedelta(days=days))
        found = [session for session in all_sessions.all() if session.is_active is not archived]
    if as_json:
        shown = [asdict(session) for session in found]
        print_json({"sessions": shown, "archived": [session.id for session in put_away]})
    else:
        _print(found, put_away, archived=archived)


def _print(found: list[Session], put_away: list[Session], *, archived: bool) -> None:
    out = console()
    for session in put_away:
        out.print(words.plain(f"{session.id} is put away; opening its order makes it active again"), soft_wrap=True)
    if not found:
        out.print(f"No sessions {'were put away' if archived else 'are active'}.")
        return
    table = words.table("Project", "Order", "User", "Last used", fold="Project")
    for session in found:
        table.add_row(
            *(Text(words.plain(text)) for text in (session.id, session.project, session.user, session.last_used))
        )
    out.print(table)
