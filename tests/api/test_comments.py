"""Modules without their comments are the same modules."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from ast_grep_py import SgNode, SgRoot

from api.comments import without_comments
from api.pages import STATIC

MODULES = sorted(path for folder in ("dashboard", "client") for path in (STATIC / folder).rglob("*.js"))


def leaves(node: SgNode) -> Iterator[tuple[str, int]]:
    """Yield the tokens of a module, each with its line."""
    children = node.children()
    if not children and node.kind() != "comment":
        yield node.text(), node.range().start.line
    for child in children:
        yield from leaves(child)


def tokens(source: str) -> list[tuple[str, int]]:
    return list(leaves(SgRoot(source, "javascript").root()))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(STATIC)))
def test_every_module_keeps_its_tokens_and_their_lines(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    sent = without_comments(source)
    assert tokens(sent) == tokens(source)
    assert SgRoot(sent, "javascript").root().find(kind="comment") is None


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("typeof/**/a;", "typeof a;"),
        ("return /* a\nb */ x;", "return \n x;"),
        ("a(); // b\nc();", "a();  \nc();"),
        ("/** @type {A} */ (b);", "  (b);"),
        ("/* é 🙂 */ b; // ü\nc", "  b;  \nc"),
        ('"// not /* one */ ";', '"// not /* one */ ";'),
        ("`/* ${/* one */ a} */`;", "`/* ${  a} */`;"),
        ("/[/*]/.test(a); // b", "/[/*]/.test(a);  "),
        ("a /* b */ / c / d;", "a   / c / d;"),
        ("function ( { // broken", "function ( { // broken"),
    ],
)
def test_only_comments_go(source: str, expected: str) -> None:
    assert without_comments(source) == expected
