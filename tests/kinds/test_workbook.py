"""Workbooks that Excel takes: names of sheets, lengths of texts, pictures, and memory that stays the same."""

from __future__ import annotations

import base64
import struct
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path
from tempfile import gettempdir

import openpyxl
import pytest

from kinds.kind import Collection
from kinds.tables import table_of
from kinds.workbook import LONGEST_TEXT, write_workbook

ROOT = Path(__file__).parents[2]
# VmHWM belongs to the process alone; `ru_maxrss` begins with the peak of the process that started it.
_MEASURED = """
import json, re, sys, time
from pathlib import Path
from bench.history import made_jobs
from kinds import pixellab
from kinds.tables import table_of
from kinds.workbook import write_workbook

def peak():
    return int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) / 1024

jobs = made_jobs(int(sys.argv[1]))
before, began = peak(), time.perf_counter()
write_workbook(Path(sys.argv[2]), [table_of(pixellab.JOBS, jobs)])
print(json.dumps([time.perf_counter() - began, peak() - before]))
"""


def utf16_units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def sheet_names(path: Path, *titles: str) -> list[str]:
    write_workbook(path, [table_of(Collection("x", title), [{"id": 1}]) for title in titles])
    return list(openpyxl.load_workbook(path).sheetnames)


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("a" * 30 + "'bcd", "a" * 30),
        ("a" * 40, "a" * 31),
        ("😀" * 20, "😀" * 15),
        ("'quoted'", "quoted"),
        ("one\x00two\x1f", "one two"),
        ("[]:*?/\\", "Sheet"),
        ("", "Sheet"),
        ("History", "History 2"),
    ],
)
def test_a_title_becomes_a_name_that_excel_takes(tmp_path: Path, title: str, wanted: str) -> None:
    names = sheet_names(tmp_path / "a.xlsx", title)
    assert names == [wanted]
    assert utf16_units(names[0]) <= 31


def test_no_two_sheets_have_one_name(tmp_path: Path) -> None:
    names = sheet_names(tmp_path / "a.xlsx", *["b" * 31] * 12, "B" * 40)
    assert len({name.lower() for name in names}) == 13
    assert all(len(name) <= 31 for name in names)
    assert names[11] == "b" * 28 + " 12"


@pytest.mark.parametrize(
    ("text", "is_cut"),
    [
        ("x" * LONGEST_TEXT, False),
        ("x" * (LONGEST_TEXT + 1), True),
        ("😀" * (LONGEST_TEXT // 2), False),
        ("😀" * (LONGEST_TEXT // 2 + 1), True),
    ],
)
def test_a_text_is_cut_by_what_excel_counts(tmp_path: Path, text: str, is_cut: bool) -> None:
    things = Collection("things", "Things")
    assert write_workbook(tmp_path / "a.xlsx", [table_of(things, [{"id": 1, "text": text}], ["*"])]) == is_cut
    cell = openpyxl.load_workbook(tmp_path / "a.xlsx")["Things"]["B2"].value
    assert utf16_units(cell) <= LONGEST_TEXT
    assert cell == text if not is_cut else cell.endswith("…")


def png(width: int, height: int) -> bytes:
    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    rows = chunk(b"IDAT", zlib.compress((b"\0" + b"\0" * width) * height))
    return b"\x89PNG\r\n\x1a\n" + head + rows + chunk(b"IEND", b"")


EMF = struct.pack("<I", 1) + bytes(36) + b" EMF" + bytes(40)
BMP = b"BM" + struct.pack("<IHHI", 70, 0, 0, 54) + struct.pack("<IiiHH", 40, 2, 2, 1, 24) + bytes(40)


@pytest.mark.parametrize(
    ("content", "count"), [(png(8, 8), 1), (png(0, 0), 0), (EMF, 0), (BMP, 0), (b"", 0), (png(8, 8)[:20], 0)]
)
def test_only_png_jpeg_and_gif_become_thumbnails(tmp_path: Path, content: bytes, count: int) -> None:
    url = "data:image/png;base64," + base64.b64encode(content).decode()
    jobs = Collection("jobs", "Jobs", picture="result")
    write_workbook(tmp_path / "a.xlsx", [table_of(jobs, [{"id": 1, "result": url}])])
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        assert len([name for name in archive.namelist() if name.startswith("xl/media/")]) == count


def test_the_folder_of_the_pictures_is_gone_afterwards(tmp_path: Path) -> None:
    before = set(Path(gettempdir()).glob("holdfast-pictures-*"))
    jobs = Collection("jobs", "Jobs", picture="result")
    url = "data:image/png;base64," + base64.b64encode(png(8, 8)).decode()
    write_workbook(tmp_path / "a.xlsx", [table_of(jobs, [{"id": 1, "result": url}])])
    assert set(Path(gettempdir()).glob("holdfast-pictures-*")) <= before


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="platform: the peak is read from /proc")
def test_ten_thousand_jobs_with_pictures_take_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "jobs.xlsx"
    command = [sys.executable, "-c", _MEASURED, "10000", str(path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=300)
    seconds, grown = map(float, done.stdout.strip("[]\n").split(","))
    print(f"10,000 jobs: {seconds:.1f} s, {grown:.0f} MB more memory, {path.stat().st_size >> 20} MB")
    assert 0 < grown < 45, "the pictures are 40 MB, and are not held"
    assert seconds < 120
