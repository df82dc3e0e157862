"""Which keys may be the same, and what is known of a key from the code."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.code_migration.deciding import decide
from cli.code_migration.keys import ANY, Key
from cli.code_migration.scripts import read_source
from cli.code_migration.service import Service


def key(expression: str, before: str = "") -> Key:
    code = f"{before}\nexport const f = (n) => localStorage.getItem({expression});\n"
    (use,) = decide([read_source(Path("/code.mjs"), "code.mjs", code.encode())], Service()).uses
    return use.key


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (Key("a", whole=True), Key("a", whole=True), True),
        (Key("a", whole=True), Key("ab", whole=True), False),
        (Key("a", whole=False), Key("ab", whole=True), True),
        (Key("ab", whole=True), Key("b", whole=False), False),
        (Key("a", whole=False), Key("ab", whole=False), True),
        (Key("a", whole=False), Key("b", whole=False), False),
        (ANY, Key("a", whole=True), True),
    ],
)
def test_keys_that_may_be_the_same(one: Key, other: Key, same: bool) -> None:
    assert one.may_be(other) is same
    assert other.may_be(one) is same


@pytest.mark.parametrize(
    ("expression", "before", "found"),
    [
        ('"a"', "", Key("a", whole=True)),
        (r'"a\"b\u0041"', "", Key('a"bA', whole=True)),
        (r"'it\'s \"q\"'", "", Key('it\'s "q"', whole=True)),
        ("7", "", Key("7", whole=True)),
        ("0x10", "", ANY),
        ("`a`", "", Key("a", whole=True)),
        ("`a-${n}`", "", Key("a-", whole=False)),
        ("KEY", 'const KEY = "a";', Key("a", whole=True)),
        ("KEY", 'let KEY = "a"; KEY = "b";', ANY),
        ("`${P}-${Q}`", 'const P = "p", Q = P + "q";', Key("p-pq", whole=True)),
        ("P + n", 'const P = "p";', Key("p", whole=False)),
        ("K.a", 'const K = { a: "x", "b": "y" };', Key("x", whole=True)),
        ("K.b", 'const K = Object.freeze({ a: "x", "b": "y" });', Key("y", whole=True)),
        ("K.a", 'const K = { a: "x" }; K.a = "z";', ANY),
        ("n", "", ANY),
        ("n ? 'a' : 'b'", "", ANY),
    ],
)
def test_a_key_is_followed_through_constants(expression: str, before: str, found: Key) -> None:
    assert key(expression, before) == found


def test_a_constant_is_followed_into_the_file_that_exports_it() -> None:
    files = {
        "/a/keys.js": 'export const KEYS = { todo: "todo" };\nexport const P = "p-";\n',
        "/a/use.js": 'import { KEYS, P as prefix } from "./keys";\n'
        "export const f = (n) => [localStorage[KEYS.todo], localStorage[prefix + n]];\n",
    }
    sources = [read_source(Path(name), name, code.encode()) for name, code in files.items()]
    assert [use.key for use in decide(sources, Service()).uses] == [Key("todo", whole=True), Key("p-", whole=False)]
