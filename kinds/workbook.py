"""XLSX files: one sheet a collection, typed cells, pictures as thumbnails, in memory that stays the same."""

from __future__ import annotations

import itertools
import re
import struct
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException
from xlsxwriter.format import Format
from xlsxwriter.image import Image
from xlsxwriter.worksheet import Worksheet

from kinds.kind import Item
from kinds.pictures import picture_of
from kinds.queries import value_at
from kinds.tables import Cell, Table
from storage.numbers import SAFE_INTEGER

LONGEST_TEXT = 32_767
"""UTF-16 units that a cell can hold: Excel counts a character beyond U+FFFF as two."""
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f\ufffe\uffff]")
_LONGEST_NAME = 31
"""UTF-16 units of the name of a sheet."""
_RESERVED = "history"
"""Excel keeps this name of a sheet for itself."""
_LOOKED_AT = 300
"""Rows by which the widths of columns are chosen."""
_WIDTHS = range(8, 61)
_THUMBNAIL = 64
"""Pixels of height and width that a picture has at most."""
_POINTS = 0.75
_DATA_URL = re.compile(r"data:image/(?:png|jpeg|jpg|gif);base64,", re.IGNORECASE)
_SHOWN = ("PNG", "JPEG", "GIF")
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
    "nan_inf_to_errors": True,
}


def write_workbook(path: Path, tables: Sequence[Table]) -> int:
    """Write tables to an XLSX file, and return how many texts were too long for a cell and were cut.

    Text stays text: nothing becomes a formula or a link. Integers that a double cannot hold are written as text.

    Args:
        path: the file, in a folder that exists.
        tables: one for each sheet.
    """
    with TemporaryDirectory(prefix="holdfast-pictures-") as pictures:
        with xlsxwriter.Workbook(str(path), {**_OPTIONS, "tmpdir": pictures}) as workbook:
            formats = {
                "head": workbook.add_format({"bold": True, "bottom": 1}),
                "time": workbook.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}),
            }
            names = {_RESERVED}
            cut = 0
            for table in tables:
                sheet = workbook.add_worksheet(_sheet_name(table.collection.title, names))
                cut += _Writer(sheet, table, formats, Path(pictures)).write()
        return cut


class _Writer:
    """Writes one sheet, row after row."""

    def __init__(self, sheet: Worksheet, table: Table, formats: dict[str, Format], pictures: Path) -> None:
        self._sheet = sheet
        self._table = table
        self._formats = formats
        self._pictures = pictures
        self._widths = [len(column) + 3 for column in table.columns]
        self._cut = 0
        picture = table.collection.picture
        self._picture_at = table.columns.index(picture) if picture in table.columns else len(table.columns)

    def write(self) -> int:
        heads = [*self._table.columns, *(["picture"] if self._has_own_column() else [])]
        for at, name in enumerate(heads):
            self._sheet.write_string(0, at, name, self._formats["head"])
        self._sheet.freeze_panes(1, 0)
        count = 0
        for count, (item, cells) in enumerate(zip(self._table.items, self._table.rows(), strict=True), 1):
            self._write_picture(count, item)
            for at, cell in enumerate(cells):
                if not (at == self._picture_at and _is_picture(cell)):
                    self._write_cell(count, at, cell)
                if count <= _LOOKED_AT:
                    self._widths[at] = max(self._widths[at], min(len(str(cell or "")), _WIDTHS[-1]))
        self._finish(count, len(heads))
        return self._cut

    def _has_own_column(self) -> bool:
        return self._table.collection.picture is not None and self._picture_at == len(self._table.columns)

    def _finish(self, rows: int, columns: int) -> None:
        if columns:
            self._sheet.autofilter(0, 0, rows, columns - 1)
        for at, width in enumerate(self._widths):
            self._sheet.set_column(at, at, min(max(width + 1, _WIDTHS[0]), _WIDTHS[-1]))
        if self._table.collection.picture is not None:
            self._sheet.set_column(self._picture_at, self._picture_at, 12)

    def _write_cell(self, row: int, at: int, cell: Cell) -> None:
        if cell is None:
            return
        if isinstance(cell, bool):
            self._sheet.write_boolean(row, at, cell)
        elif isinstance(cell, str):
            self._write_text(row, at, cell)
        elif self._table.columns[at] in self._table.collection.times and (moment := _moment(cell)) is not None:
            self._sheet.write_datetime(row, at, moment, self._formats["time"])
        elif isinstance(cell, int) and abs(cell) > SAFE_INTEGER:
            self._sheet.write_string(row, at, str(cell))
        else:
            self._sheet.write_number(row, at, cell)

    def _write_text(self, row: int, at: int, text: str) -> None:
        if len(_fitting(text, LONGEST_TEXT)) < len(text):
            self._cut += 1
            text = f"{_fitting(text, LONGEST_TEXT - 1)}…"
        if text:
            self._sheet.write_string(row, at, text)

    def _write_picture(self, row: int, item: Item) -> None:
        if self._table.collection.picture is None:
            return
        image = _image(value_at(item, self._table.collection.picture), self._pictures / f"{id(self._sheet)}-{row}")
        if image is None:
            return
        scale = min(1.0, _THUMBNAIL / max(image.width, image.height, 1))
        self._sheet.set_row(row, (image.height * scale + 4) * _POINTS)
        place = {"x_scale": scale, "y_scale": scale, "x_offset": 2, "y_offset": 2, "object_position": 1}
        self._sheet.insert_image(row, self._picture_at, image, place)


def _image(value: Any, path: Path) -> Image | None:
    """Put a picture into a file, since the workbook would hold it in memory; None if it is none that Excel shows."""
    picture = picture_of(value)
    if picture is None:
        return None
    try:
        path.write_bytes(picture.content)
        image = Image(str(path))
    except (struct.error, XlsxWriterException, ValueError, IndexError):
        return None
    return image if image.image_type in _SHOWN else None


def _is_picture(cell: Cell) -> bool:
    return isinstance(cell, str) and _DATA_URL.match(cell) is not None


def _moment(milliseconds: Cell) -> datetime | None:
    """Return a moment that a spreadsheet can show, in UTC without saying so."""
    if not isinstance(milliseconds, int | float):
        return None
    try:
        found = datetime.fromtimestamp(milliseconds / 1000, UTC).replace(tzinfo=None)
    except (ValueError, OverflowError, OSError):
        return None
    return found if found.year >= 1900 else None


def _sheet_name(title: str, taken: set[str]) -> str:
    """Return a name that a sheet may have, and that no other sheet of the workbook has."""
    plain = _FORBIDDEN.sub(" ", title).strip(" '")
    name = plain = _fitting(plain, _LONGEST_NAME).rstrip(" '") or "Sheet"
    numbers = itertools.count(2)
    while name.lower() in taken:
        ending = f" {next(numbers)}"
        name = _fitting(plain, _LONGEST_NAME - len(ending)) + ending
    taken.add(name.lower())
    return name


def _fitting(text: str, units: int) -> str:
    """Return as much of a text as fits into some UTF-16 units."""
    if 2 * len(text) <= units or (len(text) <= units and text.isascii()):
        return text
    return text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore")
