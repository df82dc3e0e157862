"""CSV as RFC 4180 has it, safe to open in a spreadsheet, and read back from whatever a spreadsheet made of it."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from kinds.tables import Cell, Table
from storage.errors import BadCsv

_GUARDED = re.compile(r"'*[=+\-@\t\r]")
_GUARD = re.compile(r"''*[=+\-@\t\r]")
_ROWS_AT_ONCE = 500
_SEPARATORS = (",", ";", "\t")
_QUOTED = r'(?<![^,;\t])"[^"]*+(?:""[^"]*+)*+"'
_HEAD = re.compile(rf"(?:{_QUOTED}|[^\r\n])*+")
# A cell may hold an image; the limit of the csv module belongs to the whole process.
csv.field_size_limit(1 << 30)


@dataclass(frozen=True, slots=True)
class Row:
    """One row as it was read."""

    line: int
    cells: list[str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The texts of a CSV file."""

    columns: list[str]
    rows: list[Row]


def written(table: Table, *, bom: bool = False) -> Iterator[bytes]:
    """Yield a table as CSV in UTF-8, some rows at a time.

    Every cell is quoted. A text that a spreadsheet would take for a formula gets an apostrophe in front, which
    :func:`read` takes away again; numbers stay as they are.

    Args:
        table: what is written.
        bom: whether a byte order mark comes first, without which Excel takes the text for Latin-1.
    """
    if bom:
        yield codecs.BOM_UTF8
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([_text_of(column) for column in table.columns])
    for number, row in enumerate(table.rows(), 1):
        writer.writerow([_text_of(cell) for cell in row])
        if number % _ROWS_AT_ONCE == 0:
            yield _taken(text)
    yield _taken(text)


def read(content: bytes) -> Sheet:
    """Read CSV with commas, semicolons or tabs, in UTF-8 or, with its mark, UTF-16.

    Raises:
        BadCsv: it is no table; `facts["line"]` says where.
    """
    text = _decoded(content)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    rows: list[Row] = []
    try:
        rows.extend(Row(reader.line_num, [_unguarded(cell) for cell in cells]) for cells in reader if any(cells))
    except csv.Error as error:
        raise BadCsv(f"line {reader.line_num} is no CSV: {error}", line=reader.line_num) from error
    if not rows:
        raise BadCsv("the table is empty; its first line has to name the columns", line=1)
    return Sheet(_columns(rows[0]), _checked(rows))


def _separator(text: str) -> str:
    """Return what stands most often between the names of the columns; what is in quotes belongs to a name."""
    head = _HEAD.match(text)
    plain = re.sub(_QUOTED, "", head[0]) if head else ""
    return max(_SEPARATORS, key=lambda sign: (plain.count(sign), sign == ","))


def _columns(head: Row) -> list[str]:
    twice = next((name for name in head.cells if head.cells.count(name) > 1), None)
    if twice is not None:
        raise BadCsv(f"two columns have the name {twice!r}", line=head.line)
    if "" in head.cells:
        raise BadCsv("a column has no name", line=head.line)
    return head.cells


def _checked(rows: list[Row]) -> list[Row]:
    width = len(rows[0].cells)
    for row in rows[1:]:
        if len(row.cells) != width:
            text = f"line {row.line} has {len(row.cells)} cells, and the first line names {width} columns"
            raise BadCsv(text, line=row.line)
    return rows[1:]


def _decoded(content: bytes) -> str:
    encoding = "utf-16" if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        text = f"line {line} is not UTF-8; save the table as “CSV UTF-8”"
        raise BadCsv(text, line=line, offset=error.start) from error


def _text_of(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, str):
        return f"'{cell}" if _GUARDED.match(cell) else cell
    return repr(cell)


def _unguarded(cell: str) -> str:
    return cell[1:] if _GUARD.match(cell) else cell


def _taken(text: io.StringIO) -> bytes:
    content = text.getvalue().encode()
    text.seek(0)
    text.truncate()
    return content
