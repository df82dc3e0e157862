"""The tree is the one that JavaScript means."""

from __future__ import annotations

import pytest

from cli.code_migration.syntax import Node, flaws, line_of, parse, string_of


def shape(node: Node) -> str:
    inside = " ".join(shape(child) for child in node.inner)
    return f"({node.kind} {inside})" if inside else node.text


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("await (f)", "(await_expression (parenthesized_expression f))"),
        ("await (f)()", "(await_expression (call_expression (parenthesized_expression f) ()))"),
        ("await (f)().b[0]", None),
        ("await f(1)", "(await_expression (call_expression f (arguments 1)))"),
        ("waits(f)", "(call_expression waits (arguments f))"),
    ],
)
def test_await_before_a_bracket_is_no_call(code: str, expected: str | None) -> None:
    (statement,) = parse(code, "javascript").inner
    (node,) = statement.inner
    assert expected is None or shape(node) == expected
    assert (node.start, node.end) == (0, len(code))
    if code.startswith("await"):
        assert node.kind == "await_expression"
        (inner,) = node.inner
        assert inner.text == code.removeprefix("await ")
        assert inner.parent is node
        assert statement.children[0] is node
    for one in node.walk():
        assert all(child.parent is one for child in one.children)


def test_fields_are_found_after_an_await_before_a_bracket() -> None:
    root = parse("const a = await (async () => 1)().then(f), b = 2", "javascript")
    declarator = root.inner[0].inner[0]
    value = declarator.get("value")
    assert value is not None
    assert value.text == "await (async () => 1)().then(f)"
    then = value.inner[0]
    callee = then.get("function")
    assert callee is not None
    assert callee.text == "(async () => 1)().then"
    called = callee.get("object")
    assert called is not None
    assert called.get("function") is called.children[0]
    assert called.children[0].kind == "parenthesized_expression"


def test_positions_count_characters() -> None:
    root = parse("/* é😀 */ x", "javascript")
    assert root.inner[0].text == "x"
    assert root.inner[0].start == 9


@pytest.mark.parametrize(("code", "count"), [("a()", 0), ("a(", 1), ("let x = ;", 1), ("f(`${}`)", 1), ("", 0)])
def test_flaws_are_counted(code: str, count: int) -> None:
    assert flaws(parse(code, "javascript")) == count


@pytest.mark.parametrize(("code", "value"), [("'a'", "a"), ('"\\u0041\\n"', "A\n"), ("`a`", "a"), ("`${a}`", None)])
def test_literals_have_their_value(code: str, value: str | None) -> None:
    assert string_of(parse(code, "javascript").inner[0].inner[0]) == value


def test_lines_are_counted_from_one() -> None:
    assert [line_of("a\r\nb\nc", position) for position in (0, 3, 5)] == [1, 2, 3]
