"""`holdfast doctor`: say what is wrong with a data folder, and put right what can be without losing anything."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.text import Text

from cli import words
from cli.film_doctor import findings_of, repaired
from cli.shared import check_folder, common_options, console, opened, print_json, reported, with_progress
from storage import checks
from storage.checks import Finding
from storage.doctor import Repair, Step, repair, steps
from storage.settings import Settings
from storage.store import Store

_COLOURS = {"error": "red", "warning": "yellow", "note": "cyan"}


@click.command()
@click.option("--fix", is_flag=True, help="Put right what can be put right without losing anything.")
@common_options
@click.pass_context
def doctor(context: click.Context, data: Path, fix: bool, as_json: bool) -> None:
    """Look the data folder over; the exit code is 0 if all is well and 1 if something is left."""
    check_folder(data)
    with reported():
        findings = list(checks.of_folder(data, Settings()))
    repairs: list[Repair] = []
    if not any(finding.code == "dir_readonly" for finding in findings):
        with opened(data) as store:
            findings = _examine(store)
            if fix and any(finding.fix for finding in findings):
                repairs = [*repair(store, findings), *repaired(store)]
                findings = _examine(store)
    if as_json:
        shown = [_as_dict(finding, data) for finding in findings]
        print_json({"findings": shown, "fixed": [_fixed_as_dict(done, data) for done in repairs]})
    else:
        _print(findings, repairs, data)
    context.exit(1 if findings else 0)


def _examine(store: Store) -> list[Finding]:
    film: Step = partial(findings_of, store)
    return [finding for step in with_progress([*steps(store), film], "Looking") for finding in step()]


def _as_dict(finding: Finding, data: Path) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": finding.severity,
        "project": finding.project,
        "path": _relative(finding.path, data),
        "detail": finding.detail,
        "fix": finding.fix,
    }


def _fixed_as_dict(done: Repair, data: Path) -> dict[str, Any]:
    return {"code": done.code, "project": done.project, "path": _relative(done.path, data), "did": done.did}


def _relative(path: Path, data: Path) -> str:
    return path.relative_to(data).as_posix() if path.is_relative_to(data) else str(path)


def _print(findings: list[Finding], repairs: list[Repair], data: Path) -> None:
    out = console()
    for done in repairs:
        text = words.plain(f"fixed    {_relative(done.path, data)}: {done.did}")
        out.print(Text(text, "green"), soft_wrap=True)
    for finding in findings:
        _print_finding(out, finding, data)
    if not findings:
        out.print("All is well.")
        return
    fixable = sum(finding.fix is not None for finding in findings)
    hint = f"; `holdfast doctor --fix` can put {fixable} right" if fixable and not repairs else ""
    out.print(f"{words.many(len(findings), 'finding')}{hint}", soft_wrap=True)


def _print_finding(out: Console, finding: Finding, data: Path) -> None:
    line = Text.assemble((f"{finding.severity:<8} ", _COLOURS[finding.severity]), (finding.code, "bold"))
    line.append(f" {words.plain(_relative(finding.path, data))}")
    out.print(line, soft_wrap=True)
    out.print(Text(f"         {words.plain(finding.detail)}"), soft_wrap=True)
    if finding.fix:
        out.print(Text(f"         --fix: {finding.fix}", "dim"), soft_wrap=True)
