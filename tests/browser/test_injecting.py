"""Chromium itself says whether the tag runs first and whether it changed anything else about a page."""

from __future__ import annotations

from random import Random
from typing import Any

from playwright.sync_api import Page

from api.html_tokens import Kind, tokens
from api.injecting import drop_in_tag, inject
from tests.api.test_injecting import PIECES
from tests.serving import Server

TAG = drop_in_tag("tool")
MORE = [
    *(
        "<style>",
        "</style>",
        "<textarea>",
        "</textarea>",
        "<!--<script>",
        "<script/>",
        "<svg>",
        "<template>",
        "</html>",
    ),
    *(
        "<p a='",
        '<p a="',
        "<html a= b",
        "<html ='x>'>",
        "</head a='>'>",
        "</p a='>'>",
        "</br>",
        "<frameset>",
        "<plaintext>",
    ),
    *(
        "<!DOCTYPE html PUBLIC 'a>b'>",
        "<!doctype",
        "<html/",
        "<?",
        "</",
        "</3>",
        "<3",
        "--!>",
        "--",
        "<head<",
        "<HTML\f>",
        "\f",
    ),
]
COMPARE = """([pages, tag]) => pages.map(([page, shown]) => {
    const parse = (text) => new DOMParser().parseFromString(text, "text/html");
    const before = parse(page), after = parse(shown), first = after.querySelector("script");
    const found = { ours: first?.outerHTML === tag && first.parentNode === after.head, same: false, scripts: 0 };
    found.scripts = before.querySelectorAll("script").length;
    if (found.ours) first.remove();
    const tree = (doc) => [...doc.childNodes].map((node) => node.outerHTML ?? node.textContent ?? "").join("|");
    found.same = tree(before) === tree(after) && before.compatMode === after.compatMode;
    return found;
})"""
SCRIPTS = """(pages) => pages.map((page) => {
    const doc = new DOMParser().parseFromString(page, "text/html");
    return [...doc.querySelectorAll("script")].filter((node) => node.namespaceURI.endsWith("xhtml"))
        .map((script) => script.getAttribute("src"));
})"""


def made_up(count: int, seed: int) -> list[str]:
    """Return pages of odd pieces, the same ones each time."""
    luck = Random(seed)
    return ["".join(luck.choices([*PIECES, *MORE], k=luck.randint(0, 14))) for _ in range(count)]


def test_the_tag_is_the_first_script_and_the_rest_of_the_tree_is_the_same(page: Page, server: Server) -> None:
    pages = made_up(20_000, seed=1)
    shown = [inject(text.encode(), TAG).decode() for text in pages]
    page.goto(server.url)
    page.goto("about:blank")
    found: list[dict[str, Any]] = page.evaluate(COMPARE, [list(zip(pages, shown, strict=True)), TAG])
    for text, put, seen in zip(pages, shown, found, strict=True):
        assert seen["same"], text
        assert seen["ours"] or (put == text and seen["scripts"] == 0), text
    assert sum(seen["ours"] for seen in found) > 15_000


def test_scripts_are_found_where_the_browser_finds_them(page: Page, server: Server) -> None:
    page.goto(server.url)
    page.goto("about:blank")
    elsewhere = ("<svg", "<frameset", "<template", "<plaintext")
    pages = [text for text in made_up(20_000, seed=2) if not any(tag in text for tag in elsewhere)]
    for text, seen in zip(pages, page.evaluate(SCRIPTS, pages), strict=True):
        ours = [token for token in tokens(text) if token.kind is Kind.START and token.name == "script"]
        assert [script.attributes().get("src") for script in ours] == seen, text
