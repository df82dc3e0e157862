"""Measure every speed bar of saving, loading and listing, and print each figure beside its bar."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from bench.film import film_figures
from bench.history import history_figures
from bench.loading import load_medians, many_projects
from bench.merging import merge_medians
from bench.saving import many_clients, save_medians
from bench.serving import Served

KB, MB = 1_000, 1_000_000
_SAVES = ((1 * KB, 0, 200), (100 * KB, 200, 300), (100 * KB, 0, 300), (10 * MB, 0, 15), (50 * MB, 0, 7))
_MERGES = ((100 * KB, 200, 100), (10 * MB, 0, 6))
_LOADS = ((100 * KB, 200, 300), (10 * MB, 0, 30))


@click.command()
@click.option("--folder", type=click.Path(path_type=Path, file_okay=False), help="Where to write; a temporary one.")
@click.option("--quick", is_flag=True, help="Fewer rounds, and no 50 MB.")
def main(folder: Path | None, quick: bool) -> None:
    """Measure on this machine, in a folder of the disk in question."""
    base = Path(tempfile.mkdtemp(prefix="holdfast-bench-", dir=folder))
    console = Console(width=110)
    try:
        with Served("bare", base / "bare") as bare, Served("holdfast", base / "ours") as ours:
            console.print(_saves(bare, ours, quick))
            console.print(_throughput(bare, ours))
            console.print(_merges(ours))
            console.print(_loads(bare, ours))
        console.print(_listing(base / "many"))
        console.print(_history(base / "history"))
        console.print(_film(base / "film"))
    finally:
        shutil.rmtree(base)


def _saves(bare: Served, ours: Served, quick: bool) -> Table:
    table = Table(title="Saves, median in ms (disk: the plain loop; transfer: the bytes over HTTP)")
    for name in ("body", "objects of", "bare", "disk", "transfer", "holdfast", "÷ bare", "÷ (2 disk + transfer)"):
        table.add_column(name, justify="right")
    for size, item, rounds in _SAVES:
        if quick and size > 10 * MB:
            continue
        found = save_medians(bare, ours, size, item, max(5, rounds // 4) if quick else rounds)
        allowed = 2 * found["disk"] + found["transfer"]
        table.add_row(
            _bytes(size),
            f"{item or 40} B",
            *(f"{found[name] * 1e3:.2f}" for name in ("bare", "disk", "transfer", "holdfast")),
            f"{found['holdfast'] / found['bare']:.2f}",
            f"{found['holdfast'] / allowed:.2f}",
        )
    return table


def _throughput(bare: Served, ours: Served) -> Table:
    table = Table(title="1,000 saves of 100 kB to 100 projects by 8 clients, saves a second")
    for name in ("bare", "holdfast", "÷ bare"):
        table.add_column(name, justify="right")
    yardstick, reached = many_clients(bare), many_clients(ours)
    table.add_row(f"{yardstick:.0f}", f"{reached:.0f}", f"{reached / yardstick:.2f}")
    return table


def _merges(ours: Served) -> Table:
    table = Table(title="Saves that are merged with another edit, median in ms")
    for name in ("body", "plain", "merged", "÷ plain"):
        table.add_column(name, justify="right")
    for size, item, rounds in _MERGES:
        found = merge_medians(ours, size, item, rounds)
        shown = [f"{found[name] * 1e3:.2f}" for name in ("plain", "merged")]
        table.add_row(_bytes(size), *shown, f"{found['merged'] / found['plain']:.1f}")
    return table


def _loads(bare: Served, ours: Served) -> Table:
    table = Table(title="Loads, median in ms")
    for name in ("body", "bare", "holdfast", "speed ÷ bare", "304"):
        table.add_column(name, justify="right")
    for size, item, rounds in _LOADS:
        found = load_medians(bare, ours, size, item, rounds)
        shown = [f"{found[name] * 1e3:.2f}" for name in ("bare", "holdfast")]
        table.add_row(_bytes(size), *shown, f"{found['bare'] / found['holdfast']:.2f}", f"{found['304'] * 1e3:.2f}")
    return table


def _listing(folder: Path) -> Table:
    table = Table(title="10,000 projects")
    table.add_column("figure")
    table.add_column("", justify="right")
    for name, value in many_projects(folder).items():
        table.add_row(name, f"{value:.0f}" if "MB" in name else f"{value * 1e3:.1f} ms")
    return table


def _history(folder: Path) -> Table:
    table = Table(title="A job history of 10,000 jobs with images")
    for name in ("step", "ms", "answer", "peak MB"):
        table.add_column(name, justify="left" if name == "step" else "right")
    for name, seconds, size, peak in history_figures(folder):
        table.add_row(name, f"{seconds * 1e3:.1f}", f"{size:,} B", f"{peak:.0f}")
    return table


def _film(folder: Path) -> Table:
    table = Table(title="The film register, ms")
    table.add_column("step")
    table.add_column("ms", justify="right")
    for name, seconds in film_figures(folder):
        table.add_row(name, f"{seconds * 1e3:.1f}")
    return table


def _bytes(size: int) -> str:
    return f"{size // MB} MB" if size >= MB else f"{size // KB} kB"


if __name__ == "__main__":
    main()
