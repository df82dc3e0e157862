"""What the film register shows at a terminal."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from rich.text import Text

from cli import words
from cli.shared import console

Shown = dict[str, Any]


def print_outcome(outcome: Shown) -> None:
    """Say what a request did, and how the order stands."""
    out = console()
    for entry in outcome["entries"]:
        out.print(words.plain(_done(entry)), soft_wrap=True)
    if outcome["repeated"]:
        number = outcome["film_number"]
        out.print(f"Nothing to do: it was done before{f', and has {number}' if number else ''}.")
    print_order(outcome)


def print_order(shown: Shown) -> None:
    """Show an order and its rolls."""
    out = console()
    name = shown["archive_id"] or shown["project"]
    can = f"; possible: {', '.join(shown['steps'])}" if shown["steps"] else ""
    out.print(words.plain(f"{name} ({shown['location'] or 'no location'}): {shown['state']}{can}"), soft_wrap=True)
    if shown["rolls"]:
        table = words.table(
            "Roll", "Film", "State", "Number", "Pages", "Full", "Temp roll", "Possible", right=("Roll", "Pages", "Full")
        )
        for roll in shown["rolls"]:
            full = f"{roll['utilization']:.0%}"
            cells = (roll["film_type"], roll["state"], roll["film_number"], f"{roll['pages_used']:,}", full)
            table.add_row(*_cells(roll["roll_id"], *cells, roll["temp_roll"], ", ".join(roll["steps"])))
        out.print(table)
    for warning in shown["warnings"]:
        out.print(Text(words.plain(warning["detail"]), "yellow"), soft_wrap=True)


def print_labels(labels: list[Shown]) -> None:
    """Show what is written on the boxes."""
    out = console()
    if not labels:
        out.print("No roll has a number yet.")
        return
    table = words.table("Number", "Archive id", "Type", "Film", "From", "To", "Pages", right=("Pages",), fold="From")
    for label in labels:
        ends = (label["first_document"], label["last_document"], f"{label['pages']:,}")
        table.add_row(
            *_cells(label["film_number"], label["archive_id"], label["document_type"], label["film_type"], *ends)
        )
    out.print(table)


def print_lines(lines: list[Shown]) -> None:
    """Show lines of the ledger."""
    table = words.table("Line", "When", "Who", "Order", "Roll", "What", right=("Line", "Roll"), fold="What")
    for line in lines:
        when = words.exactly(datetime.fromisoformat(line["at"]))
        table.add_row(*_cells(line["seq"], when, line["user"], line.get("project"), line.get("roll"), _what(line)))
    console().print(table if lines else "The ledger has no such lines.")


def print_next(following: dict[str, str | None]) -> None:
    """Show the number that each location gives next."""
    said = ", ".join(f"{location} {number or 'none left'}" for location, number in following.items())
    console().print(f"Next: {said}", soft_wrap=True)


def print_temp_rolls(shown: Shown) -> None:
    """Show temp rolls, and which fits best."""
    out = console()
    if not shown["temp_rolls"]:
        out.print("There are no such temp rolls.")
        return
    table = words.table("Temp roll", "Film", "Usable", "Status", "Cut from", "For", right=("Usable",), fold="Cut from")
    for found in shown["temp_rolls"]:
        source, taken = found["source"], found["roll"]
        cut = f"{source['film_number']} ({source['project']}, roll {source['roll']})"
        has = f"{taken['project']}, roll {taken['roll']}" if taken else None
        table.add_row(*_cells(found["id"], found["film_type"], f"{found['usable']:,}", found["status"], cut, has))
    out.print(table)
    if shown["best"]:
        out.print(f"Best: {shown['best']}")


def print_report(report: Shown) -> None:
    """Say which early numbers were taken over, and what does not fit."""
    out = console()
    taken, known = (words.many(len(report[name]), "number") for name in ("taken", "known"))
    out.print(f"{taken} taken over, {known} known before.")
    for misfit in report["misfits"]:
        what = "taken over" if misfit["taken"] else "dropped" if misfit["dropped"] else "left"
        out.print(Text(words.plain(f"{misfit['number']} {what}: {misfit['detail']}"), "yellow"), soft_wrap=True)


def print_proof(proof: Shown) -> None:
    """Say of each rule whether it holds, and what breaks it."""
    out = console()
    for rule in proof["rules"]:
        out.print(
            Text(
                f"{'holds ' if rule['holds'] else 'BROKEN'} {rule['rule']}. {rule['text']}",
                "" if rule["holds"] else "red",
            ),
            soft_wrap=True,
        )
        for breach in rule["breaches"]:
            out.print(words.plain(f"         {breach['where']}: {breach['text']}"), soft_wrap=True)


def _done(entry: Shown) -> str:
    roll = f" roll {entry['roll']}" if "roll" in entry else ""
    return f"{entry['event']}{roll}{_more(entry)}"


def _what(line: Shown) -> str:
    why = f": {line['reason']}" if "reason" in line else ""
    return f"{line['event']}{_more(line)}{why}"


def _more(entry: Shown) -> str:
    """Say which number and which film a line is about."""
    if "first" in entry and "last" in entry:
        return f" {entry['location']} {entry['first']} to {entry['last']}"
    makes = f", leaves {entry['makes']['id']}" if "makes" in entry else ""
    film = f" on {entry['temp_roll']}" if "temp_roll" in entry else ""
    number = f" {entry['number']}" if "number" in entry else ""
    return f"{number}{film}{makes}"


def _cells(*values: Any) -> list[Text]:
    return [Text(words.plain("" if value is None else str(value))) for value in values]
