"""`holdfast import`: documents from outside, shown first or saved."""

from __future__ import annotations

from pathlib import Path
from typing import Any, BinaryIO

import click
from rich.text import Text

from cli import words
from cli.shared import common_options, console, opened, print_json, reported
from kinds.importing import FORMATS, MODES, Step, Wanted, carry_out, plan
from storage.saved import Saved
from storage.store import Store
from storage.terms import Terms

_SUFFIXES = {".zip": "zip", ".csv": "csv"}
_LARGEST = 1 << 30
_SIGNS = {"add": "+", "remove": "-", "replace": "~", "move": ">"}
_MOST_SHOWN = 20


@click.command("import")
@click.argument("file", type=click.File("rb"))
@click.option("--id", "project", default="", help="Id of the project; without it, the file's name makes a free one.")
@click.option(
    "--mode",
    type=click.Choice(MODES),
    default="create",
    show_default=True,
    help="Make a new project, save over the one named by --id, or put a copy beside it.",
)
@click.option("--format", "kind", type=click.Choice(FORMATS), help="What the file is, if its name does not say it.")
@click.option("--collection", default="", help="Collection of the project into which rows of CSV go.")
@click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing.")
@click.option("--no-validate", is_flag=True, help="Save also what breaks its contract.")
@common_options
def import_file(
    *,
    data: Path,
    file: BinaryIO,
    project: str,
    mode: str,
    kind: str | None,
    collection: str,
    dry_run: bool,
    no_validate: bool,
    as_json: bool,
) -> None:
    """Take documents from a file (`-` is stdin): JSON, a zip of several, a dump of localStorage, or rows of CSV."""
    name = Path(getattr(file, "name", "-")).name
    wanted = Wanted(
        mode=mode,
        id=project,
        name="" if name in ("-", "<stdin>") else name,
        format=kind or _SUFFIXES.get(Path(name).suffix.lower(), "json"),
        collection=collection,
        largest=_LARGEST,
    )
    _check(wanted)
    with reported():
        body = file.read()
    terms = Terms(validate=not no_validate)
    with opened(data, make=True) as store:
        steps = plan(store, body, wanted)
        if dry_run:
            _show(store, steps, terms, as_json=as_json)
        else:
            _save(store, steps, terms, as_json=as_json)


def _check(wanted: Wanted) -> None:
    if wanted.format == "zip":
        if wanted.id:
            raise click.UsageError("the documents of a zip file get the names of their files: leave --id out")
        return
    if wanted.mode == "update" and not wanted.id:
        raise click.UsageError("an update has to name the project: add --id ID")
    if not wanted.id and not wanted.name:
        raise click.UsageError("stdin has no name: add --id ID")
    if wanted.format == "csv" and not (wanted.id and wanted.collection):
        raise click.UsageError("rows go into a collection of a project: add --id ID and --collection NAME")


def _show(store: Store, steps: list[Step], terms: Terms, *, as_json: bool) -> None:
    shown = [step.preview(store, terms) for step in steps]
    if as_json:
        print_json({"dryRun": True, "documents": shown})
        return
    out = console()
    for found in shown:
        out.print(_said_of_plan(found), soft_wrap=True)
        for change in found["changes"][:_MOST_SHOWN]:
            out.print(Text(f"  {_SIGNS.get(change['op'], '?')} {words.plain(change['path'])}"), soft_wrap=True)
        more = sum(found["counts"].values()) - _MOST_SHOWN
        if more > 0:
            out.print(f"  and {words.many(more, 'change')} more")
        for notice in found["warnings"]:
            click.echo(f"warning: {words.plain(notice['detail'])}", err=True)
    out.print("Nothing was changed.")


def _said_of_plan(found: dict[str, Any]) -> str:
    if found["action"] == "unchanged":
        return f"{found['id']} holds this already"
    does = "would be made" if found["action"] == "create" else "would be saved"
    return f"{found['id']} {does} ({found['kind']}, {words.size(found['size'])})"


def _save(store: Store, steps: list[Step], terms: Terms, *, as_json: bool) -> None:
    done = carry_out(store, steps, terms)
    if as_json:
        print_json(done[0].as_dict() if len(done) == 1 else {"documents": [saved.as_dict() for saved in done]})
        return
    for saved in done:
        click.echo(_said(saved))
        for notice in saved.warnings:
            click.echo(f"warning: {words.plain(notice.detail)}", err=True)


def _said(saved: Saved) -> str:
    if saved.unchanged:
        return f"{saved.id} holds this already; nothing was changed"
    kept = f"; the replaced version is kept as {saved.kept}" if saved.kept else ""
    return f"{saved.id} is {'made' if saved.created else 'saved'} ({words.size(saved.size)}){kept}"
