"""`holdfast prune`: remove now the kept versions that retention lets go."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from cli import words
from cli.shared import common_options, console, opened, print_json, with_progress
from storage.errors import NoSuchProject
from storage.names import check_id, is_id
from storage.store import Store


@click.command()
@click.argument("project", metavar="[ID]", required=False)
@common_options
def prune(data: Path, project: str | None, as_json: bool) -> None:
    """Thin the kept versions of one project, or of all of them, as the server does from time to time.

    Recent versions, save points, and one version a minute, hour, day and month always stay.
    """
    with opened(data) as store:
        wanted = [_existing(store, project)] if project else [name for name in store.backups.projects() if is_id(name)]
        thinned = [_thin(store, name) for name in with_progress(wanted, "Thinning")]
        touched = [shown for shown in thinned if shown["removed"]]
        total = {key: sum(shown[key] for shown in thinned) for key in ("kept", "bytes")}
        removed = sum(len(shown["removed"]) for shown in thinned)
        if as_json:
            print_json({"projects": touched, "removed": removed, **total})
        else:
            _print_thinned(touched, removed, total)


def _existing(store: Store, project: str) -> str:
    if not store.backups.all(check_id(project)) and store.versions.read(project) is None:
        raise NoSuchProject(f"there is no project {project!r}", id=project)
    return project


def _thin(store: Store, project: str) -> dict[str, Any]:
    with store.locks.hold(project):
        sizes = {backup.path: store.fs.status(backup.path).st_size for backup in store.backups.all(project)}
        removed = store.housekeeper.thin(project)
        return {
            "id": project,
            "removed": [str(backup.name) for backup in removed],
            "kept": store.backups.count(project),
            "bytes": sum(sizes[backup.path] for backup in removed),
        }


def _print_thinned(touched: list[dict[str, Any]], removed: int, total: dict[str, int]) -> None:
    out = console()
    if touched:
        table = words.table("Project", "Removed", "Freed", "Kept", right=("Removed", "Freed", "Kept"), fold="Project")
        for shown in touched:
            table.add_row(shown["id"], str(len(shown["removed"])), words.size(shown["bytes"]), str(shown["kept"]))
        out.print(table)
    freed = f", {words.size(total['bytes'])} freed" if removed else ""
    out.print(f"{words.many(removed, 'version')} removed{freed}; {total['kept']:,} kept")
