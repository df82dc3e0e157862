"""What the commands share: their options, the open store, and one way from every error to a message."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click
import orjson
from rich.console import Console
from rich.progress import Progress

from api.problems import problem_of
from cli.words import plain
from kinds.microfilm.film import errors as film
from kinds.registry import open_store
from storage import errors
from storage.errors import StorageError
from storage.store import Store

Command = TypeVar("Command", bound=Callable[..., Any])
Item = TypeVar("Item")

_PATIENCE = 1.0
"""Seconds of work after which a person wants to see how far it is."""

_SHOWS_KEPT = "`holdfast history ID` shows the kept versions"
_HINTS: dict[type[StorageError], str] = {
    errors.NoSuchProject: "`holdfast list` shows the projects",
    errors.NoSuchBackup: _SHOWS_KEPT,
    errors.NoSuchOtherFile: "`holdfast list` shows the other files",
    errors.BadPointer: "take paths from `holdfast diff`",
    errors.ProjectExists: "choose another --id, or --mode update to save over it",
    errors.PreconditionRequired: "restore the whole version instead",
    errors.StaleBase: "somebody else has saved it meanwhile; run the command again",
    errors.BaseUnknown: "somebody else has saved it meanwhile; run the command again",
    errors.TooLarge: "split the document",
    film.NoSuchRoll: "`holdfast film rolls ORDER` shows them",
    film.NotAnOrder: "`holdfast list` shows the projects",
    film.IllegalStep: "",
    film.NothingPlanned: "put the analysis into the order, then `holdfast film plan ORDER`",
    film.PlanChanged: "restore the order from a kept version",
    film.NumbersUnknown: "`holdfast film migrate ORDER` takes them over",
    film.NoFitting: "take another one, or `--temp-roll new`",
    errors.DurabilityUnknown: "run the command again until it succeeds",
    errors.DiskFull: "free space and run the command again; the old version stands",
}
"""What to do about an error at a terminal, where the hint of the HTTP interface speaks of requests."""


def common_options(command: Command) -> Command:
    """Give a command the options `--data` and `--json`."""
    kind = click.Path(path_type=Path, file_okay=False)
    data = click.option("--data", type=kind, default=Path("data"), show_default=True, help="Data folder.")
    as_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON document, for programs.")
    return data(as_json(command))


@contextmanager
def opened(data: Path, *, make: bool = False) -> Iterator[Store]:
    """Open the store of a data folder, say in words what goes wrong inside, and always close it.

    Args:
        data: the folder.
        make: whether a folder that does not exist is made.
    """
    if not make:
        check_folder(data)
    with reported(), closing(open_store(data)) as store:
        yield store


def check_folder(data: Path) -> None:
    """Refuse a data folder that does not exist, because an empty one in its place would hide a wrong path."""
    if not data.is_dir():
        text = f"there is no data folder {plain(str(data))!r}; name it with --data (`holdfast serve` makes one)"
        raise click.UsageError(text)


@contextmanager
def reported() -> Iterator[None]:
    """Turn what storage raises into one line on stderr and the exit code 1."""
    try:
        yield
    except StorageError as error:
        hint = hint_of(error)
        raise click.ClickException(plain(f"{error.detail}; {hint}" if hint else error.detail)) from error
    except BrokenPipeError:
        raise  # whoever read the output has seen enough, which click knows
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        raise click.ClickException(plain(f"{where}{error.strerror or error}")) from error


def hint_of(error: StorageError) -> str:
    """Return what to do about an error."""
    for kind in type(error).__mro__:
        if kind in _HINTS:
            return _HINTS[kind]
    return problem_of(error).hint


def print_json(value: Any) -> None:
    """Print one JSON document for programs; file names that are no Unicode are escaped."""
    try:
        click.echo(orjson.dumps(value, option=orjson.OPT_INDENT_2))
    except TypeError:
        click.echo(json.dumps(value, indent=2))


def console() -> Console:
    """Return where tables for people go; colours only on a terminal."""
    return Console(highlight=False, markup=False, emoji=False)


def with_progress(items: Sequence[Item], label: str, errors_to: Console | None = None) -> Iterator[Item]:
    """Yield the items; when that has taken a second, show on a terminal how far it is."""
    target = errors_to or Console(stderr=True)
    if not target.is_terminal:
        yield from items
        return
    began = time.monotonic()
    with Progress(console=target, transient=True, disable=False, auto_refresh=False) as progress:
        task = progress.add_task(label, total=len(items), visible=False)
        for done, item in enumerate(items):
            late = time.monotonic() - began > _PATIENCE
            progress.update(task, completed=done, visible=late, refresh=late)
            yield item
