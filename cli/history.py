"""`holdfast history` and `holdfast restore`: the kept versions of a project, and one of them back in place."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click
from rich.text import Text

from cli import words
from cli.naming import version_name
from cli.shared import common_options, console, opened, print_json
from storage.backups import hash12
from storage.decisions import Precondition
from storage.history import History
from storage.listings import Backup
from storage.saved import Saved
from storage.store import Store


@click.command()
@click.argument("project", metavar="ID")
@common_options
def history(data: Path, project: str, as_json: bool) -> None:
    """List the kept versions of a project, the newest first; also of one that was deleted."""
    with opened(data) as store:
        found = History(store).backups(project)
        if as_json:
            print_json({"backups": found})
        else:
            _print_history(store, project)


@click.command()
@click.argument("project", metavar="ID")
@click.argument("backup")
@click.option("--path", "paths", multiple=True, metavar="POINTER", help="Take back only the value at a JSON pointer.")
@common_options
def restore(data: Path, project: str, backup: str, paths: tuple[str, ...], as_json: bool) -> None:
    """Put a kept version of a project back.

    BACKUP is the name of a kept version, the beginning of its name or of its hash, or an etag. The version that is
    replaced is kept, so that a restore can be undone by another one.
    """
    with opened(data) as store:
        name = version_name(store, project, backup)
        saved = History(store).restore(project, name, list(paths) or None, Precondition())
        if as_json:
            print_json({**saved.as_dict(), "restored": name, "replaced": saved.kept})
        else:
            click.echo(_said(project, name, saved))


def _print_history(store: Store, project: str) -> None:
    out = console()
    kept = store.backups.all(project)
    current = store.versions.read(project)
    if current is None:
        out.print(f"{project} was deleted; `holdfast restore {project} BACKUP` brings it back.", soft_wrap=True)
    table = words.table("Version", "Kept", "Exactly", "Size", "Why", right=("Size",), fold="Why")
    now = datetime.now(UTC)
    if current is not None:
        size, when = words.size(len(current.content)), current.saved_at
        table.add_row(hash12(current.etag), words.ago(when, now), words.exactly(when), size, "current")
    for backup in kept:
        when = backup.name.kept_at
        size = words.size(store.fs.status(backup.path).st_size)
        table.add_row(backup.name.hash12, words.ago(when, now), words.exactly(when), size, _why(store, backup))
    out.print(table)


def _why(store: Store, backup: Backup) -> Text:
    label = store.backups.label(backup)
    why = Text(backup.name.why.replace("-", " "))
    if backup.name.pinned_later:
        why.append(", pinned")
    if label:
        why.append(f": {words.plain(label)}", "dim")
    return why


def _said(project: str, name: str, saved: Saved) -> str:
    if saved.unchanged:
        return f"{project} holds this already; nothing was changed"
    kept = f"; the replaced version is kept as {saved.kept}" if saved.kept else ""
    return f"{project} is restored from {name}{kept}"
