"""CSV: what separates its cells, names of columns that look like something else, and new items from rows."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinds.csv_text import read, written
from kinds.kind import Collection
from kinds.rows import with_rows
from kinds.tables import table_of

THINGS = Collection("things", "Things")
ODD_NAMES = ["=1+1", "'=x", "a,b", "a;b;c", "d\te\tf", 'say "hi"', "line\nbreak", "a.b", "back\\slash", '5"', "é"]


def as_csv(items: list[dict[str, Any]], *, bom: bool = False) -> bytes:
    return b"".join(written(table_of(THINGS, items, ["*"]), bom=bom))


@pytest.mark.parametrize(
    ("body", "columns"),
    [
        (b"id,text\n1,a\n", ["id", "text"]),
        (b"id;text\r\n1;a\r\n", ["id", "text"]),
        (b"id\ttext\n1\ta\n", ["id", "text"]),
        (b"id;text\r1;a\r", ["id", "text"]),
        (b'"a;b;c","d"\n1,2\n', ["a;b;c", "d"]),
        (b'"a,b,c";"d"\n1;2\n', ["a,b,c", "d"]),
        (b'"two\nlines";d\n1;2\n', ["two\nlines", "d"]),
        (b'5";x\n1;2\n', ['5"', "x"]),
        (b"id\n1\n", ["id"]),
    ],
)
def test_what_separates_the_columns_is_seen_outside_of_quotes(body: bytes, columns: list[str]) -> None:
    assert read(body).columns == columns


@pytest.mark.parametrize("bom", [False, True])
def test_names_of_columns_come_back_as_they_were(bom: bool) -> None:
    item = dict.fromkeys(ODD_NAMES, "x") | {"id": "1"}
    sheet = read(as_csv([item], bom=bom))
    assert sheet.columns == list(table_of(THINGS, [item], ["*"]).columns)
    assert sheet.rows[0].cells == [item[name] for name in item]


def test_lines_are_counted_in_cells_of_several_lines() -> None:
    assert [row.line for row in read(b'id,text\n1,"a\nb"\n2,c\n').rows] == [3, 4]


# Numbers of a column of texts stay text. Excepted are empty cells (null, missing and "" look the same).
texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8) | st.sampled_from(
    ["7", "01", "true", "null", "[1]", "{}", "=1+1", "''+2", "\r", "\n", " "]
)
numbers = st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False)
values = st.booleans() | numbers | st.lists(numbers | texts | st.none(), max_size=3)
new_items = st.lists(
    st.fixed_dictionaries(
        {"id": st.uuids().map(str)},
        optional={
            "text": texts,
            "value": values,
            "meta": st.fixed_dictionaries({"mood": texts, "a.b": values}),
            "empty": st.just({}) | st.just([]),
        },
    ),
    min_size=1,
    max_size=5,
    unique_by=lambda item: str(item["id"]),
)


@given(new_items)
def test_rows_make_the_items_that_they_were_written_from(items: list[dict[str, Any]]) -> None:
    known = {"id": "known", "text": "a", "meta": {"mood": "calm"}}
    document = orjson.dumps({"things": [known]})
    assert orjson.loads(with_rows(document, as_csv(items), THINGS)) == {"things": [known, *items]}


def test_a_table_is_written_a_few_rows_at_a_time() -> None:
    parts = list(written(table_of(THINGS, [{"id": number, "text": "x" * 1000} for number in range(5000)])))
    assert max(map(len, parts)) < 600_000
    assert len(read(b"".join(parts)).rows) == 5000
