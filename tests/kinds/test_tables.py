"""Items as tables and back: flat columns, CSV that no spreadsheet runs, workbooks that equal the data."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from datetime import UTC
from pathlib import Path
from typing import Any

import openpyxl
import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.history import made_jobs
from kinds import pixellab
from kinds.csv_text import read, written
from kinds.kind import Collection
from kinds.microfilm import register
from kinds.rows import with_rows
from kinds.tables import NoSuchColumn, Table, flattened, nested, parts_of, table_of, tables_of
from kinds.workbook import LONGEST_TEXT, write_workbook
from storage.errors import BadCsv
from tests.kinds.documents import DATA, order
from tests.storage.jsons import objects

THINGS = Collection("things", "Things", columns=("id", "text"))
FORMULAS = ['=HYPERLINK("http://evil.test")', "+1", "-1", "@SUM(A1)", "\tx", "\rx", "'=1", "''+2", "'plain"]
real_jobs: list[dict[str, Any]] = json.loads((DATA / "pixellab" / "job_history.json").read_bytes())["jobs"]


def as_csv(table: Table, *, bom: bool = False) -> bytes:
    return b"".join(written(table, bom=bom))


def imported(document: object, body: bytes, collection: Collection = THINGS) -> Any:
    return orjson.loads(with_rows(orjson.dumps(document), body, collection))


def test_nested_members_get_columns_of_their_own() -> None:
    item = {"id": 1, "metadata": {"mood": "calm", "more": {"a.b": [1]}}, "empty": {}}
    assert flattened(item) == {"id": 1, "metadata.mood": "calm", "metadata.more.a\\.b": [1], "empty": {}}
    assert parts_of("metadata.more.a\\.b") == ["metadata", "more", "a.b"]


@given(objects)
def test_columns_lead_back_to_the_item(item: dict[str, Any]) -> None:
    assert nested(flattened(item).items()) == item


def test_columns_of_the_kind_come_first_and_heavy_ones_are_left_out() -> None:
    items = [{"more": 1, "text": "a", "id": 1}, {"id": 2, "long": "x" * 3000, "image": "data:image/png;base64,AA"}]
    assert table_of(THINGS, items).columns == ("id", "text", "more")
    assert table_of(THINGS, items, ["*"]).columns == ("id", "text", "more", "long", "image")
    assert table_of(THINGS, items, ["long"]).columns == ("long",)
    document = {"things": items, "more": [{"id": 1, "only": 2}]}
    both = (THINGS, Collection("more", "More"))
    assert [table.columns for table in tables_of(document, both, ["id", "only"])] == [("id",), ("id", "only")]
    with pytest.raises(NoSuchColumn, match="there are id, text, more, long, image, only"):
        tables_of(document, both, ["nothing"])


def test_long_texts_that_the_kind_names_stay_in_the_table() -> None:
    assert table_of(THINGS, [{"id": 1, "text": "x" * 5000}]).columns == ("id", "text")


@pytest.mark.parametrize("key", [2**60, 1.0, -0.0, 1e22, True, "01", " a "])
def test_a_row_finds_its_item_by_any_key(key: object) -> None:
    document = {"things": [{"id": key, "text": "a"}]}
    body = as_csv(table_of(THINGS, [{"id": key, "text": "b"}]))
    assert [item["text"] for item in imported(document, body)["things"]] == ["b"]


@pytest.mark.parametrize("cell", ["[" * 5000, "[NaN]", "[Infinity]", '["\\ud800"]', "{bad"])
def test_a_cell_that_only_looks_like_json_is_a_text(cell: str) -> None:
    body = ('"id","value"\r\n"1","' + cell.replace('"', '""') + '"\r\n').encode()
    assert imported({"things": [{"id": 1}]}, body)["things"][0]["value"] == cell


def test_a_cell_inside_a_member_that_is_no_object_is_refused() -> None:
    with pytest.raises(BadCsv, match="line 2: 'm\\.x' lies inside"):
        imported({"things": [{"id": 1, "m": [1]}]}, b"id,m.x\n1,2\n")


def test_csv_is_quoted_everywhere_with_crlf() -> None:
    items = [{"id": 1, "text": 'say "hi",\nthere', "done": True, "n": None}, {"id": 2, "list": [1, {"a": "ü"}]}]
    assert as_csv(table_of(THINGS, items)).decode() == (
        '"id","text","done","n","list"\r\n"1","say ""hi"",\nthere","true","",""\r\n"2","","","","[1,{""a"":""ü""}]"\r\n'
    )
    assert as_csv(table_of(THINGS, items), bom=True).startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("text", FORMULAS)
def test_a_text_that_a_spreadsheet_would_run_is_guarded_and_comes_back(text: str) -> None:
    body = as_csv(table_of(THINGS, [{"id": 1, "text": text}]))
    cell = list(csv.reader(io.StringIO(body.decode(), newline="")))[1][1]
    assert cell[0] not in "=+-@\t\r"
    assert read(body).rows[0].cells[1] == text


def test_numbers_are_not_guarded() -> None:
    assert b'"-5"' in as_csv(table_of(THINGS, [{"id": -5}]))


flat_values = (
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False)
)
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8) | st.sampled_from(
    FORMULAS
)
things = st.lists(
    st.fixed_dictionaries(
        {"id": st.uuids().map(str)},
        optional={
            "text": texts,
            "value": flat_values | texts | st.lists(flat_values, max_size=2),
            "meta": st.dictionaries(st.sampled_from(["mood", "a.b", "\\"]), texts | flat_values, max_size=2),
        },
    ),
    max_size=5,
    unique_by=lambda item: str(item["id"]),
)


@given(things)
def test_rows_that_go_out_and_come_back_change_nothing(items: list[dict[str, Any]]) -> None:
    document = {"things": items, "other": [1]}
    body = as_csv(table_of(THINGS, items, ["*"])) if items else b'"id"\r\n'
    assert orjson.dumps(imported(document, body)) == orjson.dumps(document)


def test_rows_change_items_and_add_new_ones_and_leave_the_others() -> None:
    document = {"things": [{"id": 1, "text": "a", "n": 1, "keep": [1]}, {"id": 2, "text": "b", "n": 2}]}
    body = b"id;text;n;meta.mood\n2;B;;calm\n3;new;7;\n"
    assert imported(document, body)["things"] == [
        {"id": 1, "text": "a", "n": 1, "keep": [1]},
        {"id": 2, "text": "B", "n": None, "meta": {"mood": "calm"}},
        {"id": 3, "text": "new", "n": 7},
    ]


def test_cells_become_what_the_column_holds() -> None:
    document = {"things": [{"id": "1", "text": "7", "n": 1.5, "done": False, "list": [1]}]}
    body = b'id,text,n,done,list\n1,8,2,true,"[1,2]"\n01,9,3,false,[]\n'
    assert imported(document, body)["things"] == [
        {"id": "1", "text": "8", "n": 2, "done": True, "list": [1, 2]},
        {"id": "01", "text": "9", "n": 3, "done": False, "list": []},
    ]


def test_rows_of_an_excel_table_are_read() -> None:
    for body in ("id\ttext\n1\tü\n".encode("utf-16"), "\ufeffid;text\r\n1;ü\r\n;\r\n".encode()):
        assert imported({"things": []}, body)["things"] == [{"id": 1, "text": "ü"}]


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        (b"", "empty"),
        (b"text\na\n", "needs a column 'id'"),
        (b"id,id\n1,2\n", "two columns"),
        (b"id,,text\n1,2,3\n", "no name"),
        (b"id,text\n1\n", "line 2 has 1 cells"),
        (b"id,text\n1,a\n1,b\n", "lines 2 and 3"),
        (b"id,text\n,b\n", "line 2 has no id"),
        (b'id,text\n1,"open\n', "is no CSV"),
        (b"id,text\n1,\xfc\n", "line 2 is not UTF-8"),
    ],
)
def test_a_table_that_cannot_be_used_says_where(body: bytes, wanted: str) -> None:
    with pytest.raises(BadCsv, match=wanted):
        imported({"things": []}, body)


def test_rows_go_into_real_lists_only() -> None:
    with pytest.raises(BadCsv, match="gathered"):
        imported(order(), b"roll_id\n1\n", register.COLLECTIONS[1])
    with pytest.raises(BadCsv, match="no list"):
        imported({"things": 7}, b"id\n1\n")


def picture_rows(path: Path) -> list[int]:
    """Return the rows of the pictures in the first sheet, as the file's own drawing has them."""
    with zipfile.ZipFile(path) as archive:
        drawings = [name for name in archive.namelist() if name.startswith("xl/drawings/drawing")]
        text = b"".join(archive.read(name) for name in drawings).decode()
    return [int(row) for row in re.findall(r"<xdr:from>.*?<xdr:row>(\d+)</xdr:row>", text)]


def opened(path: Path) -> openpyxl.Workbook:
    return openpyxl.load_workbook(path)


def test_a_workbook_equals_the_real_jobs(tmp_path: Path) -> None:
    table = table_of(pixellab.JOBS, real_jobs)
    path = tmp_path / "jobs.xlsx"
    assert write_workbook(path, [table]) == 0
    sheet = opened(path)["Jobs"]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0] == (*table.columns, "picture")
    assert len(rows) == 37
    for row, job in zip(rows[1:], real_jobs, strict=True):
        for name, cell in zip(table.columns, row, strict=False):
            value = job[name]
            if name in pixellab.JOBS.times and value is not None:
                assert cell.replace(tzinfo=UTC).timestamp() * 1000 == pytest.approx(value, abs=1)
            else:
                assert cell == value
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref is not None
    assert len(picture_rows(path)) == sum(job["result"] is not None for job in real_jobs)


def test_times_are_dates_in_utc(tmp_path: Path) -> None:
    collection = Collection("jobs", "Jobs", times=("at",))
    write_workbook(tmp_path / "a.xlsx", [table_of(collection, [{"at": 1698589120000}, {"at": 1e300}])])
    rows = list(opened(tmp_path / "a.xlsx")["Jobs"].iter_rows(min_row=2, values_only=True))
    assert rows[0][0].isoformat() == "2023-10-29T14:18:40"
    assert rows[1][0] == 1e300


def test_text_stays_text_in_a_workbook(tmp_path: Path) -> None:
    items = [
        {"id": number, "text": text}
        for number, text in enumerate([*FORMULAS[:4], "http://a.test", "007", "x" * 40_000, "{=1}"])
    ]
    cut = write_workbook(tmp_path / "a.xlsx", [table_of(THINGS, items, ["*"])])
    assert cut == 1
    cells = [row[1] for row in opened(tmp_path / "a.xlsx")["Things"].iter_rows(min_row=2)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.value for cell in cells[:6]] == [item["text"] for item in items[:6]]
    assert len(cells[6].value) == LONGEST_TEXT
    assert all(cell.hyperlink is None for cell in cells)


def test_numbers_and_truth_keep_their_types(tmp_path: Path) -> None:
    items = [{"id": 1, "n": 2.5, "big": 2**60, "yes": True, "no": None, "list": [1, 2], "meta": {"a": "b"}}]
    write_workbook(tmp_path / "a.xlsx", [table_of(THINGS, items)])
    head, row = opened(tmp_path / "a.xlsx")["Things"].iter_rows(values_only=True)
    assert dict(zip(head, row, strict=True)) == {
        "id": 1, "n": 2.5, "big": str(2**60), "yes": True, "no": None, "list": "[1,2]", "meta.a": "b",
    }  # fmt: skip


def test_every_collection_gets_a_sheet_with_a_name_of_its_own(tmp_path: Path) -> None:
    document = order()
    tables = [table_of(part, part.items(document)) for part in register.COLLECTIONS]
    tables += [table_of(Collection("x", "Rolls/[1]:*"), [{"id": 1}]), table_of(Collection("y", "rolls"), [])]
    write_workbook(tmp_path / "a.xlsx", tables)
    book = opened(tmp_path / "a.xlsx")
    assert book.sheetnames == [
        "Documents", "Rolls", "Segments", "Index", "Film numbers", "Rolls  1", "rolls 2",
    ]  # fmt: skip
    assert book["Index"].max_row == 1763
    assert [cell.value for cell in book["Film numbers"][2]][:4] == ["10000008", 1, "16mm", "1427001406006778.pdf"]


def test_what_is_no_picture_is_passed_over(tmp_path: Path) -> None:
    odd = [
        "data:image/png;base64,AAAA",
        "data:image/png;base64,%%",
        "data:image/svg+xml;base64,AAAA",
        {"x": 1},
        5,
        None,
    ]
    jobs = [{"id": str(number), "result": value} for number, value in enumerate(odd)]
    write_workbook(tmp_path / "a.xlsx", [table_of(pixellab.JOBS, jobs)])
    assert picture_rows(tmp_path / "a.xlsx") == []


def test_pictures_are_thumbnails(tmp_path: Path) -> None:
    jobs = made_jobs(3)
    jobs[1]["result"] = {"image_data_url": jobs[1]["result"], "more": 1}
    write_workbook(tmp_path / "a.xlsx", [table_of(pixellab.JOBS, jobs)])
    sheet = opened(tmp_path / "a.xlsx")["Jobs"]
    assert picture_rows(tmp_path / "a.xlsx") == [1, 2, 3]
    assert all(sheet.row_dimensions[row].height <= 64 for row in (2, 3, 4))
