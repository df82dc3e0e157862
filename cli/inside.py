"""`holdfast validate` and `holdfast stats`: what is inside documents, held against the contracts of their kinds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from rich.text import Text

from cli import words
from cli.shared import common_options, console, opened, print_json, with_progress
from kinds.registry import kinds_of
from storage import documents
from storage.contracts import broken_facts
from storage.errors import StorageError
from storage.index import Index
from storage.store import Store

_MOST_ROWS = 12


@click.command()
@click.argument("projects", metavar="[ID]...", nargs=-1)
@common_options
@click.pass_context
def validate(context: click.Context, data: Path, projects: tuple[str, ...], as_json: bool) -> None:
    """Hold projects against the contracts of their kinds; the exit code is 1 if one is broken."""
    with opened(data) as store:
        wanted = projects or _all(store)
        found = [_judged(store, project) for project in with_progress(list(wanted), "Validating")]
        problems = kinds_of(store).problems()
    bad = [judged for judged in found if judged["count"] or judged.get("problem")]
    if as_json:
        print_json({"projects": found, "contracts": problems})
    else:
        _print_judged(found, bad, problems)
    context.exit(1 if bad or problems else 0)


@click.command()
@click.argument("project", metavar="ID")
@common_options
def stats(data: Path, project: str, as_json: bool) -> None:
    """Show the figures of a project's kind."""
    with opened(data) as store:
        document = _document(store, project)
        kind = kinds_of(store).of(document)
        found = kind.stats(document)
    if as_json:
        print_json({"id": project, "kind": kind.name, "stats": found})
        return
    out = console()
    out.print(f"{project} ({kind.title})", soft_wrap=True)
    table = words.table("Figure", "Value", fold="Value")
    for name, value in _rows(found):
        table.add_row(Text(words.plain(name)), Text(words.plain(value)))
    out.print(table)


def _all(store: Store) -> list[str]:
    index = Index(store.fs, store.layout, store.settings, store.meaning)
    return sorted(row.id for row in index.rows())


def _document(store: Store, project: str) -> Any:
    current = store.load(project)
    return documents.parse(current.text)


def _judged(store: Store, project: str) -> dict[str, Any]:
    """Say how one project keeps its contract; one that cannot be read says why."""
    try:
        current = store.load(project)
    except StorageError as error:
        return {"id": project, "problem": error.detail, "violations": [], "count": 0}
    text = current.text
    kind = store.meaning.kind_of(text)
    contract = store.meaning.contract(kind)
    if contract is None:
        return {"id": project, "kind": kind, "violations": [], "count": 0, "warnings": []}
    verdict = contract.judge(text)
    warnings = [notice.as_dict() for notice in verdict.notices]
    return {"id": project, **broken_facts(contract.name, verdict), "warnings": warnings}


def _print_judged(found: list[dict[str, Any]], bad: list[dict[str, Any]], problems: list[dict[str, str]]) -> None:
    out = console()
    for judged in bad:
        said = judged.get("problem") or f"{words.many(judged['count'], 'violation')} of the contract {judged['kind']}"
        out.print(Text(words.plain(f"{judged['id']}: {said}"), "red"), soft_wrap=True)
        for violation in judged["violations"]:
            out.print(words.plain(f"  {violation['path'] or 'the document'} {violation['message']}"), soft_wrap=True)
        if judged["count"] > len(judged["violations"]):
            out.print(f"  and {judged['count'] - len(judged['violations']):,} more")
    for judged in found:
        for notice in judged.get("warnings", ()):
            out.print(words.plain(f"{judged['id']}: {notice['detail']}"), soft_wrap=True)
    for problem in problems:
        out.print(Text(words.plain(f"contracts/{problem['file']}: {problem['detail']}"), "red"), soft_wrap=True)
    out.print(f"{words.many(len(found), 'project')} looked at, {len(bad):,} not as they should be")


def _rows(found: dict[str, Any], before: str = "") -> Iterator[tuple[str, str]]:
    """Yield name and value of each figure; lists in short, one line each."""
    for name, value in found.items():
        if isinstance(value, dict):
            yield from _rows(value, f"{before}{name}.")
        elif isinstance(value, list):
            shown = ", ".join(_cell(item) for item in value[:_MOST_ROWS])
            more = f", and {len(value) - _MOST_ROWS} more" if len(value) > _MOST_ROWS else ""
            yield f"{before}{name}", shown + more
        else:
            yield f"{before}{name}", _cell(value)


def _cell(value: Any) -> str:
    if isinstance(value, dict):
        return " ".join(f"{_cell(part)}" for part in value.values())
    if value is None:
        return "-"
    return f"{value:,.2f}" if isinstance(value, float) else f"{value:,}" if isinstance(value, int) else str(value)
