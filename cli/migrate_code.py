"""`holdfast migrate-code`: move a page's code from localStorage to a storage service."""

from __future__ import annotations

from pathlib import Path

import click

from cli import words
from cli.code_migration.deciding import decide
from cli.code_migration.files import Changed, found_in, write_all
from cli.code_migration.report import Report
from cli.code_migration.rewriting import BrokenOutcome, rewritten
from cli.code_migration.scripts import LANGUAGES
from cli.code_migration.service import EXPRESSION, Service
from cli.shared import console, print_json, reported

_KINDS = ", ".join(sorted(LANGUAGES))


@click.command(name="migrate-code")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option("--write", is_flag=True, help="Rewrite the files; without it nothing is changed.")
@click.option("--keys", metavar="A,B", help="Only these keys.")
@click.option(
    "--import", "module", metavar="PATH", default=Service.module, show_default=True, help="The module to import."
)
@click.option(
    "--service",
    "expression",
    metavar="NAME",
    default=Service.expression,
    show_default=True,
    help="What it exports: the service, or with () a function that gives it.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document, for programs.")
def migrate_code(
    *, paths: tuple[Path, ...], write: bool, keys: str | None, module: str, expression: str, as_json: bool
) -> None:
    """Show every use of localStorage in files and folders, and how it would be rewritten.

    The files that are named are taken as the whole program: a key is rewritten everywhere in them or nowhere. What
    cannot be rewritten safely is left with a reason.
    """
    service = _service(module, expression)
    with reported():
        sources = found_in(_checked(path) for path in paths)
        plan = decide(sources, service, _keys(keys))
        try:
            report = Report(plan, rewritten(plan, service))
            if write:
                report.kept, report.written = write_all(report.texts), True
        except (BrokenOutcome, Changed) as error:
            raise click.ClickException(words.plain(str(error))) from error
    if as_json:
        print_json(report.as_json())
    else:
        report.print(console())


def _checked(path: Path) -> Path:
    if not path.is_dir() and path.suffix.lower() not in LANGUAGES:
        raise click.UsageError(f"{words.plain(str(path))!r} is none of {_KINDS}")
    return path


def _keys(text: str | None) -> frozenset[str] | None:
    return None if text is None else frozenset(key.strip() for key in text.split(",") if key.strip())


def _service(module: str, expression: str) -> Service:
    if not EXPRESSION.fullmatch(expression):
        raise click.UsageError("--service is a name, or a name with (): storage, getWorkflowStorage()")
    return Service(module, expression)
