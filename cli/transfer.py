"""`holdfast export` and `holdfast import`: documents out of the data folder and into it."""

from __future__ import annotations

import secrets
from pathlib import Path

import click

from cli import words
from cli.shared import common_options, opened, print_json
from storage.documents import etag_of
from storage.files.fs import Fs
from storage.files.steps import keep_copy
from storage.history import History
from storage.names import id_of
from storage.store import Store


@click.command("export")
@click.argument("project", metavar="ID")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="File to write, not stdout.")
@click.option("--force", is_flag=True, help="Overwrite the file if it is there.")
@click.option("--raw", is_flag=True, help="Take the bytes as they are, also of a broken file.")
@common_options
def export_project(*, data: Path, project: str, output: Path | None, force: bool, raw: bool, as_json: bool) -> None:
    """Write a project's document to stdout or to a file.

    With --json and --output it is said in JSON what was written; on stdout the document itself is the JSON.
    """
    with opened(data) as store:
        content = _content(store, project, raw=raw)
        if output is None or str(output) == "-":
            click.echo(content, nl=False)
            return
        _check_target(data, output, force=force)
        _write(store.fs, output, content)
    if as_json:
        print_json({"id": project, "etag": etag_of(content), "size": len(content), "file": str(output)})
    else:
        click.echo(f"{project} is written to {words.plain(str(output))} ({words.size(len(content))})")


def _content(store: Store, project: str, *, raw: bool) -> bytes:
    if raw:
        return History(store).raw(project)
    current = store.load(project)
    return current.text


def _check_target(data: Path, output: Path, *, force: bool) -> None:
    target = output.resolve()
    if not output.exists() and not output.is_symlink():
        return
    if id_of(target.name) and target.parent == data.resolve():
        text = f"{output.name} is a project; use `holdfast import --mode update`, which keeps the replaced version"
        raise click.ClickException(text)
    if not force:
        raise click.ClickException(f"{words.plain(str(output))} is there already; overwrite it with --force")


def _write(fs: Fs, output: Path, content: bytes) -> None:
    """Write a file whole or not at all; what is no regular file, as a pipe, is written into."""
    target = output.resolve()
    if not target.exists():
        keep_copy(fs, target.parent, target, content)
    elif target.is_file():
        beside = target.with_name(f".{target.name[:100]}.{secrets.token_hex(4)}.part")
        keep_copy(fs, target.parent, beside, content)
        fs.replace(beside, target)
    else:
        target.write_bytes(content)
