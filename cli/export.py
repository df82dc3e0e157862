"""`holdfast export`: a project as a file, or on stdout."""

from __future__ import annotations

import secrets
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from cli import words
from cli.shared import common_options, opened, print_json
from kinds.csv_text import written
from kinds.registry import kinds_of
from kinds.tables import NoSuchColumn, Table, tables_of
from kinds.workbook import write_workbook
from storage import documents
from storage.documents import etag_of
from storage.files.fs import Fs
from storage.files.steps import keep_copy
from storage.history import History
from storage.names import id_of
from storage.store import Store

_STDOUT = "-"


@click.command("export")
@click.argument("project", metavar="ID")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="File to write, not stdout.")
@click.option("--force", is_flag=True, help="Overwrite the file if it is there.")
@click.option("--format", "kind", type=click.Choice(["json", "csv", "xlsx"]), default="json", show_default=True)
@click.option("--collection", default="", help="Which collection; CSV needs one, XLSX takes all without it.")
@click.option("--fields", default="", help="Columns, with commas between; * for all, also images.")
@click.option("--bom", is_flag=True, help="Begin CSV with a byte order mark, for Excel.")
@click.option("--raw", is_flag=True, help="Take the bytes as they are, also of a broken file.")
@common_options
def export_project(
    *,
    data: Path,
    project: str,
    output: Path | None,
    force: bool,
    kind: str,
    collection: str,
    fields: str,
    bom: bool,
    raw: bool,
    as_json: bool,
) -> None:
    """Write a project to stdout or to a file, as JSON, CSV or XLSX.

    With --json and --output it is said in JSON what was written; on stdout the document itself is the JSON.
    """
    is_stdout = output is None or str(output) == _STDOUT
    if kind == "xlsx" and is_stdout:
        raise click.UsageError("a workbook is no text: name a file with --output")
    with opened(data) as store:
        if kind == "json":
            content = History(store).raw(project) if raw else store.load(project).text
        else:
            tables = _tables(store, project, collection, [name for name in fields.split(",") if name])
            content = _csv(tables, bom=bom) if kind == "csv" else _xlsx(tables)
        if output is None or is_stdout:
            click.echo(content, nl=False)
            return
        _check_target(data, output, force=force)
        _write(store.fs, output, content)
    if as_json:
        print_json({"id": project, "etag": etag_of(content), "size": len(content), "file": str(output)})
    else:
        click.echo(f"{project} is written to {words.plain(str(output))} ({words.size(len(content))})")


def _tables(store: Store, project: str, collection: str, fields: list[str]) -> list[Table]:
    document = documents.parse(store.load(project).text)
    found = {part.name: part for part in kinds_of(store).of(document).collections(document)}
    if collection and collection not in found:
        raise click.UsageError(f"{project} has no collection {collection!r}; it has {', '.join(found) or 'none'}")
    wanted = [found[collection]] if collection else list(found.values())
    try:
        return tables_of(document, wanted, fields)
    except NoSuchColumn as error:
        raise click.UsageError(str(error)) from error


def _csv(tables: list[Table], *, bom: bool) -> bytes:
    if not tables:
        raise click.UsageError("CSV holds a list of objects, and the project has no list of them")
    if len(tables) != 1:
        named = ", ".join(table.collection.name for table in tables)
        raise click.UsageError(f"CSV holds one table: name one of {named} with --collection")
    return b"".join(written(tables[0], bom=bom))


def _xlsx(tables: list[Table]) -> bytes:
    with TemporaryDirectory(prefix="holdfast-export-") as folder:
        path = Path(folder) / "export.xlsx"
        cut = write_workbook(path, tables)
        if cut:
            click.echo(f"warning: {words.many(cut, 'text')} cut to what a cell holds", err=True)
        return path.read_bytes()


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
