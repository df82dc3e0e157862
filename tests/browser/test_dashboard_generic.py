"""The view of any document, used as a person uses it, on real files."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.payloads import PAYLOADS
from tests.serving import Server, wait_for

NUMBERS = count(1)
READING_LIST: dict[str, Any] = {
    "title": "Reading list",
    "updated": "2026-11-20",
    "public": True,
    "owner": None,
    "books": [
        {"id": 1, "title": "Middlemarch", "pages": 880, "read": True},
        {"id": 2, "title": "The Periodic Table", "pages": 240, "read": False, "lent": {"to": "Jo"}},
        {"id": 3, "title": "Austerlitz", "pages": 298, "read": True},
    ],
    "tags": ["novels", "memory"],
    "notes": {"next": "ask Jo", "rating": {"scale": 5}},
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for all documents."""
    with Server(tmp_path_factory.mktemp("data")) as running:
        yield running


@pytest.fixture
def listed(server: Server) -> str:
    """Put a reading list into the data folder, and return its id."""
    return made(server, READING_LIST)


def made(server: Server, document: Any) -> str:
    name = f"list-{next(NUMBERS)}"
    server.file(name).write_text(json.dumps(document, indent=2) + "\n")
    return name


def opened(page: Page, server: Server, project: str, query: str = "") -> Page:
    page.goto(f"{server.url}/#/p/{project}{query}")
    expect(page.locator(".generic").first).to_be_visible()
    return page


def on_disk(server: Server, project: str) -> Any:
    return json.loads(server.file(project).read_bytes())


def saved(page: Page) -> None:
    """Save now, and wait until it is on disk."""
    page.keyboard.press("ControlOrMeta+s")
    expect(page.locator(".save-indicator")).to_have_attribute("data-tone", "good", timeout=10_000)


def cell(page: Page, column: str, row: int) -> Locator:
    return page.get_by_label(f"{column}, row {row}", exact=True)


def act(page: Page, where: str, what: str) -> None:
    page.get_by_role("button", name=f"Actions: {where}", exact=True).click()
    page.get_by_role("menuitem", name=what).click()


def test_facts_and_cells_are_edited_in_place_and_keep_their_type(page: Page, server: Server, listed: str) -> None:
    opened(page, server, listed)
    page.get_by_label("title", exact=True).fill("Books to read")
    cell(page, "pages", 2).fill("241.5")
    cell(page, "read", 2).check()
    page.get_by_label("next", exact=True).fill("call Jo")
    page.get_by_label("scale", exact=True).fill("6")
    changed = json.loads(json.dumps(READING_LIST))
    changed |= {"title": "Books to read", "notes": {"next": "call Jo", "rating": {"scale": 6}}}
    changed["books"][1] |= {"pages": 241.5, "read": True}
    assert wait_for(lambda: on_disk(server, listed) == changed), "it is saved by itself"
    assert list(on_disk(server, listed)) == list(READING_LIST), "in the order of the file"


def test_what_is_no_number_is_said_beside_the_field_and_not_written(page: Page, server: Server, listed: str) -> None:
    opened(page, server, listed)
    pages = cell(page, "pages", 1)
    pages.fill("many")
    expect(page.get_by_text("This is a number")).to_be_visible()
    pages.fill("9007199254740993")
    expect(page.get_by_text("more digits than a browser keeps. Change it in the file")).to_be_visible()
    expect(pages).to_have_attribute("aria-invalid", "true")
    page.wait_for_timeout(400)
    assert on_disk(server, listed) == READING_LIST
    pages.press("Escape")
    expect(pages).to_have_value("880")


def test_digits_of_the_file_stay_where_other_values_are_edited(page: Page, server: Server) -> None:
    project = made(server, {"title": "Numbers"})
    server.file(project).write_text('{\n  "title": "Numbers",\n  "big": 9007199254740993,\n  "exact": 1.0\n}\n')
    opened(page, server, project)
    expect(page.get_by_text("Rounded by this browser; the file keeps its digits.")).to_be_visible()
    page.get_by_label("title", exact=True).fill("More numbers")
    saved(page)
    assert (
        server.file(project).read_text()
        == '{\n  "title": "More numbers",\n  "big": 9007199254740993,\n  "exact": 1.0\n}\n'
    )


def test_rows_are_added_duplicated_moved_and_removed_with_undo(page: Page, server: Server, listed: str) -> None:
    opened(page, server, listed)
    act(page, "row 1", "Duplicate")
    expect(cell(page, "title", 4)).to_have_value("Austerlitz")
    act(page, "row 2", "Move down")
    saved(page)
    assert [(book["id"], book["title"]) for book in on_disk(server, listed)["books"]] == [
        (1, "Middlemarch"),
        (2, "The Periodic Table"),
        (4, "Middlemarch"),
        (3, "Austerlitz"),
    ]
    act(page, "row 2", "Remove")
    cell(page, "title", 3).fill("Edited after the removal")
    for _ in range(3):
        page.get_by_role("heading", name=re.compile("^books")).click()
        page.keyboard.press("u")
        page.wait_for_timeout(50)
    saved(page)
    changed = json.loads(json.dumps(READING_LIST))
    changed["books"][2]["title"] = "Edited after the removal"
    assert on_disk(server, listed) == changed
    page.get_by_role("button", name="Add row").click()
    expect(cell(page, "title", 4)).to_be_focused()
    page.keyboard.type("A new book")
    saved(page)
    assert on_disk(server, listed)["books"][3] == {"id": 4, "title": "A new book", "pages": 0, "read": False}


def test_lists_are_added_to_put_into_another_order_and_shortened(page: Page, server: Server, listed: str) -> None:
    opened(page, server, listed)
    tags = page.get_by_role("region", name=re.compile("^tags"))
    tags.get_by_role("button", name="Add value").click()
    tags.get_by_label("3", exact=True).fill("science")
    tags.get_by_role("button", name="Move up: 3").click()
    tags.get_by_role("button", name="Remove: 1").click()
    saved(page)
    assert on_disk(server, listed)["tags"] == ["science", "memory"]
    page.get_by_role("button", name="Undo").last.click()
    saved(page)
    assert on_disk(server, listed)["tags"] == ["novels", "science", "memory"]


def test_members_are_added_turned_and_removed(page: Page, server: Server, listed: str) -> None:
    opened(page, server, listed)
    act(page, "owner", "Make it: number")
    page.get_by_label("owner", exact=True).fill("7")
    act(page, "rating", "Add inside")
    page.get_by_label("Name", exact=True).fill("stars")
    page.get_by_label("Kind", exact=True).select_option("Yes or no")
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_label("stars", exact=True).check()
    page.get_by_role("button", name="Add something").first.click()
    page.get_by_label("Name", exact=True).fill("title")
    expect(page.get_by_text("There is one of that name already")).to_be_visible()
    page.get_by_label("Name", exact=True).fill("people")
    page.get_by_label("Kind", exact=True).select_option("Table")
    page.get_by_role("button", name="Add", exact=True).click()
    cell(page, "name", 1).fill("Jo")
    act(page, "tags", "Remove")
    saved(page)
    changed = {**READING_LIST, "owner": 7, "people": [{"name": "Jo"}]}
    changed["notes"] = {"next": "ask Jo", "rating": {"scale": 5, "stars": True}}
    del changed["tags"]
    assert on_disk(server, listed) == changed
    page.get_by_role("button", name="Undo").last.click()
    saved(page)
    assert list(on_disk(server, listed)) == [*READING_LIST, "people"], "it comes back to its place"


def test_a_long_table_is_searched_sorted_and_paged(page: Page, server: Server) -> None:
    rows = [{"id": f"r{number}", "name": f"Row {number}", "size": (number * 7) % 10_000} for number in range(10_000)]
    project = made(server, {"rows": rows})
    opened(page, server, project)
    expect(page.locator("tbody tr")).to_have_count(50)
    expect(page.get_by_text(re.compile("^1.50 of 10,000$"))).to_be_visible()
    page.get_by_role("button", name="Last").click()
    expect(cell(page, "id", 10_000)).to_have_value("r9999")
    page.get_by_role("button", name="size", exact=True).click()
    page.get_by_role("button", name="size", exact=True).click()
    expect(page.locator("tbody tr").first.locator("[data-column=size] input")).to_have_value("9999")
    page.get_by_role("searchbox").fill("r1234")
    expect(page.locator("tbody tr")).to_have_count(1)
    cell(page, "name", 1235).fill("Found and edited")
    saved(page)
    assert on_disk(server, project)["rows"][1234]["name"] == "Found and edited"
    page.get_by_role("searchbox").fill("no such row")
    expect(page.get_by_text("No row has all these words")).to_be_visible()


def test_an_address_leads_to_a_place(page: Page, server: Server, listed: str) -> None:
    opened(page, server, listed, "?at=/books/1/lent/to")
    dialog = page.get_by_role("dialog", name="books 2 · The Periodic Table")
    expect(dialog.locator("[data-at=true]")).to_contain_text("to")
    dialog.get_by_label("to", exact=True).fill("Mara")
    dialog.get_by_role("button", name="Next").click()
    expect(page.get_by_role("dialog", name="books 3 · Austerlitz")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page).to_have_url(re.compile(rf"/p/{listed}$"))
    saved(page)
    assert on_disk(server, listed)["books"][1]["lent"] == {"to": "Mara"}
    opened(page, server, listed, "?at=/notes/rating/scale")
    expect(page.locator(".tree [data-at=true]")).to_be_in_viewport()
    opened(page, server, listed, "?at=/books/77")
    expect(page.get_by_text("There is nothing at this place")).to_be_visible()


def test_an_address_leads_to_a_row_on_a_later_page(page: Page, server: Server) -> None:
    project = made(server, {"rows": [{"name": f"Row {number}"} for number in range(200)]})
    opened(page, server, project, "?at=/rows/180")
    expect(page.get_by_role("dialog", name="rows 181 · Row 180")).to_be_visible()
    page.get_by_role("button", name="Close").click()
    expect(cell(page, "name", 181)).to_be_visible()


def test_two_windows_edit_two_rows_at_once(page: Page, server: Server, listed: str) -> None:
    other = page.context.new_page()
    for window in (page, other):
        opened(window, server, listed)
    cell(page, "title", 1).fill("First window")
    cell(other, "title", 3).fill("Second window")
    for window in (page, other):
        saved(window)
        expect(window.locator("[data-banner=conflict]")).to_have_count(0)
    expect(cell(page, "title", 3)).to_have_value("Second window")
    expect(cell(other, "title", 1)).to_have_value("First window")


def test_a_hand_edit_appears_in_the_table(page: Page, server: Server, listed: str) -> None:
    opened(page, server, listed)
    expect(cell(page, "title", 3)).to_be_visible()
    document = json.loads(json.dumps(READING_LIST))
    document["books"].append({"id": 9, "title": "By hand", "pages": 1, "read": False})
    server.file(listed).write_text(json.dumps(document))
    expect(cell(page, "title", 4)).to_have_value("By hand")


def test_everything_is_done_by_keyboard(page: Page, server: Server, listed: str) -> None:
    opened(page, server, listed)
    cell(page, "title", 1).focus()
    page.keyboard.press("Enter")
    expect(cell(page, "title", 2)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(cell(page, "title", 3)).to_be_focused()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("Typed without a mouse")
    page.keyboard.press("ArrowUp")
    expect(cell(page, "title", 2)).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_role("button", name="Show the whole row: 2")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    saved(page)
    assert on_disk(server, listed)["books"][2]["title"] == "Typed without a mouse"


def test_what_breaks_the_contract_of_an_own_kind_is_said_beside_the_field(page: Page, server: Server) -> None:
    schema = {
        "title": "Shelf",
        "type": "object",
        "properties": {
            "books": {"type": "array", "items": {"properties": {"pages": {"type": "number", "minimum": 1}}}}
        },
    }
    (server.data / "contracts").mkdir(exist_ok=True)
    (server.data / "contracts" / "shelf.schema.json").write_text(json.dumps(schema))
    project = made(server, {"$schema": "contracts/shelf.schema.json", "books": [{"id": 1, "title": "A", "pages": 5}]})
    opened(page, server, project)
    cell(page, "pages", 1).fill("0")
    expect(page.locator("[data-column=pages] .problem")).not_to_be_empty(timeout=10_000)
    assert on_disk(server, project)["books"][0]["pages"] == 5
    cell(page, "pages", 1).fill("6")
    saved(page)
    assert on_disk(server, project)["books"][0]["pages"] == 6
    expect(page.locator("[data-column=pages] .problem")).to_have_count(0)


def test_the_film_ledger_is_read_only_with_the_newest_line_first(page: Page, server: Server) -> None:
    lines = [
        {"seq": n, "at": f"2026-11-2{n}T08:00:00.000Z", "user": "jo", "event": "planned", "project": "p"}
        for n in (1, 2, 3)
    ]
    server.file("film-ledger").write_text(json.dumps({"film_ledger": 1, "entries": lines}))
    opened(page, server, "film-ledger")
    expect(page.get_by_text("The film register writes this file itself")).to_be_visible()
    expect(page.locator("tbody tr").first).to_contain_text("2026-11-23")
    expect(page.locator(".generic").get_by_role("textbox")).to_have_count(0)
    expect(page.get_by_role("button", name="Add row")).to_have_count(0)


def test_pictures_are_shown_links_lead_out_and_dates_are_said_in_words(page: Page, server: Server) -> None:
    picture = "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='4' height='4'/>"
    project = made(
        server, {"cover": picture, "site": "https://example.org/a", "bad": "javascript:alert(1)", "day": "2020-02-01"}
    )
    opened(page, server, project)
    expect(page.get_by_role("img", name="Picture: cover")).to_be_visible()
    link = page.get_by_role("link", name="Open the link: site")
    expect(link).to_have_attribute("rel", re.compile("noopener"))
    expect(page.get_by_role("link", name="Open the link: bad")).to_have_count(0)
    expect(page.get_by_label("day", exact=True)).to_have_attribute("title", re.compile(r"^Saturday, [\d,]+ days ago$"))


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_is_cut_off_on_any_width(page: Page, server: Server, width: int) -> None:
    wide = {f"column {number}": "x" * 40 for number in range(30)}
    document = {
        **READING_LIST,
        "wide": [wide, wide],
        "word" * 30: "x" * 300,
        "deep": {"a": {"b": {"c": {"d": "x" * 200}}}},
    }
    project = made(server, document)
    page.set_viewport_size({"width": width, "height": 800})
    opened(page, server, project)
    page.get_by_role("button", name="20 more columns").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    cell(page, "title", 1).fill("Written on any width")
    saved(page)
    opened(page, server, project, "?at=/books/0")
    expect(page.get_by_role("dialog")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_what_a_shared_document_holds_never_runs(page: Page, server: Server) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for payload in PAYLOADS:
        picture = f"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'>{payload}</svg>"
        inner = {payload: payload, "picture": picture, "link": f"https://x.test/{payload}"}
        project = made(
            server,
            {
                "title": payload,
                **inner,
                "rows": [inner, {**inner, "id": payload}],
                "list": [payload],
                "tree": {payload: inner},
            },
        )
        opened(page, server, project, "?at=/rows/0")
        expect(page.get_by_role("dialog")).to_be_visible()
    assert page.evaluate("window.fired") is None
    assert [url for url in asked if not url.startswith((server.url, "data:", "blob:"))] == []


ODD: list[str] = [
    "{}",
    '{"__proto__": {"a": 1}, "constructor": [{"__proto__": 1, "toString": 2}], "list": [null, [], {}, 1, "x"]}',
    json.dumps({"rows": [None, 3, {"id": None}, {"id": {"a": 1}}, {"id": 1}, {"id": 1}, []]}),
    json.dumps({f"key {number}": number for number in range(2000)}),
    json.dumps({"text": "x" * 1_000_000, "rows": [{"text": "y" * 1_000_000}], "tree": {"a": "z" * 1_000_000}}),
    json.dumps({"deep": json.loads("[" * 60 + "]" * 60), "wide": {str(number): [number] for number in range(3000)}}),
    json.dumps({"list": list(range(10_000)), "holes": [{"a": 1}, {}, {"b": [[[]]]}]}),
]


def test_a_document_of_any_shape_is_shown(page: Page, server: Server) -> None:
    for text in ODD:
        project = made(server, {})
        server.file(project).write_text(text)
        opened(page, server, project)
        expect(page.get_by_role("button", name="Add something").first).to_be_visible()
