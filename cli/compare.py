"""`holdfast diff`: what changed between two versions of a project, value by value."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.text import Text

from cli import words
from cli.naming import version_name
from cli.shared import common_options, console, opened, print_json
from storage.history import MOST_CHANGES, History

_SIGNS = {"add": ("+", "green"), "remove": ("-", "red"), "replace": ("~", "yellow"), "move": (">", "cyan")}
_NARROWEST = 12
"""Characters of a value that are shown even where its path fills the line."""


@click.command()
@click.argument("project", metavar="ID")
@click.argument("earlier", metavar="A")
@click.argument("later", metavar="B", default="current")
@common_options
def diff(data: Path, project: str, earlier: str, later: str, as_json: bool) -> None:
    """Show what changed from version A to version B of a project.

    A and B are each the name of a kept version, the beginning of its name or of its hash, an etag, or `current`,
    which is what B is if it is left out.
    """
    with opened(data) as store:
        before, after = version_name(store, project, earlier), version_name(store, project, later)
        found = History(store).compare(project, before, after)
        if as_json:
            print_json(found)
        else:
            _print_changes(found)


def _print_changes(found: dict[str, Any]) -> None:
    out = console()
    for change in found["changes"]:
        out.print(_line(change, out), soft_wrap=True)
    if found["truncated"]:
        out.print(f"… only the first {MOST_CHANGES:,} changes are shown")
    counts = [f"{number} {word}" for word, number in found["counts"].items() if number]
    out.print(", ".join(counts) or "The two versions hold the same.")


def _line(change: dict[str, Any], out: Console) -> Text:
    sign, colour = _SIGNS[change["op"]]
    path = words.plain(change["path"]) or "/"
    line = Text.assemble((f"{sign} {path}", colour))
    room = out.width - len(path) - 4
    match change["op"]:
        case "move":
            line.append(f"  from {words.plain(change['from'])}")
        case "replace":
            each = max(_NARROWEST, (room - 3) // 2)
            line.append(f"  {words.value(change['from'], each)} → {words.value(change['to'], each)}")
        case _:
            held = change["to"] if change["op"] == "add" else change["from"]
            line.append(f"  {words.value(held, max(_NARROWEST, room))}")
    return line
