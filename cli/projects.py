"""`holdfast list`: the projects of a data folder, what is wrong with them, and the files beside them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
from rich.text import Text

from api.listing import shown_row
from cli import words
from cli.shared import common_options, console, opened, print_json
from storage.index import Index, Row
from storage.names import moment_of
from storage.others import OtherFiles
from storage.store import Store

_ACTIONS = {"adopt": "import it to make a project of it", "merge": "a copy of {of}", "none": "cannot be read"}


@click.command("list")
@common_options
def list_projects(data: Path, as_json: bool) -> None:
    """List the projects, the latest first."""
    with opened(data) as store:
        index = Index(store.fs, store.layout, store.settings, store.meaning)
        rows = sorted(index.rows(), key=lambda row: row.saved_at_ns, reverse=True)
        index.store()
        others = OtherFiles(store).all()
        if as_json:
            shown = [shown_row(row, store.backups.count(row.id)) for row in rows]
            print_json({"projects": shown, "total": len(rows), "otherFiles": others})
        else:
            _print_projects(store, rows)
            _print_others(others)


def _print_projects(store: Store, rows: list[Row]) -> None:
    out = console()
    if not rows:
        out.print(f"No projects in {words.plain(str(store.layout.data))} yet.", soft_wrap=True)
        return
    table = words.table("Project", "Saved", "Exactly", "Size", "Kept", right=("Size", "Kept"), fold="Project")
    now = datetime.now(UTC)
    for row in rows:
        moment = moment_of(row.saved_at_ns)
        kept = str(store.backups.count(row.id))
        table.add_row(_title(row), words.ago(moment, now), words.exactly(moment), words.size(row.size), kept)
    out.print(table)
    for row in rows:
        if row.problem is not None:
            text = f"{row.id} ({row.state.replace('_', ' ')}): {row.problem['detail']}"
            out.print(Text(words.plain(text), "red"), soft_wrap=True)


def _title(row: Row) -> Text:
    title = Text(row.id, "" if row.state == "ok" else "red")
    if row.name != row.id:
        title.append(f"\n{words.plain(row.name)}", "dim")
    return title


def _print_others(others: list[dict[str, Any]]) -> None:
    if not others:
        return
    out = console()
    table = words.table("Other file", "Size", "What it is", right=("Size",), fold="Other file")
    for other in others:
        action = _ACTIONS[other["action"]].format(of=other.get("of"))
        table.add_row(words.plain(other["name"]), words.size(other["size"]), other.get("problem", action))
    out.print()
    out.print(table)
