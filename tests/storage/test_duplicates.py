"""Keys that one object names twice."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from storage.canonical import layout
from storage.documents import read_request
from storage.duplicates import find_duplicate, region_may_add_duplicate
from storage.errors import DuplicateKey
from storage.pointers import get
from storage.regions import changed_regions
from tests.storage.jsons import spelled, spelled_with_double_keys


def has_double_key(text: bytes) -> bool:
    """Look at the members of every object one by one."""
    found = False

    def keep(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        nonlocal found
        found = found or len(dict(pairs)) != len(pairs)
        return dict(pairs)

    json.loads(text, object_pairs_hook=keep)
    return found


@given(spelled_with_double_keys)
def test_a_double_key_is_found_wherever_it_stands(text: bytes) -> None:
    laid_out = layout(text)
    path = find_duplicate(laid_out)
    assert (path is not None) == has_double_key(text)
    if path is not None:
        get(json.loads(text), path)


@pytest.mark.parametrize(
    "masking",
    [
        rb"x\"\u003a y",
        rb"x\"\u003A y",
        rb"x\":\u0020y",
        rb"x\u0022: y",
        rb"\u003a y",
        rb":\u0020y",
        rb"\u0022\u003a\u0020",
    ],
)
@pytest.mark.parametrize("times", [1, 2])
def test_escaped_colons_quotes_and_spaces_do_not_hide_a_double_key(masking: bytes, times: int) -> None:
    text = b'{"a":1,"a":2,"s":["%s"]}' % b'","'.join([masking] * times)
    assert find_duplicate(layout(text)) == "/a"
    assert find_duplicate(layout(text.replace(b'"a":2', b'"b":2'))) is None
    old = layout(text.replace(b'"a":2', b'"b":2'))
    with pytest.raises(DuplicateKey):
        read_request(text, old, clean=True)


@pytest.mark.parametrize(
    ("text", "path"),
    [
        (rb'{"a":1,"\u0061":2}', "/a"),
        (rb'{"l":[{"x":{"y":1,"y":1}}]}', "/l/0/x/y"),
        (rb'{"a/b":1,"~":{"":1,"":2},"c":3}', "/~0/"),
        (rb'{"__proto__":1,"__proto__":2}', "/__proto__"),
    ],
)
def test_the_pointer_leads_to_the_double_key(text: bytes, path: str) -> None:
    assert find_duplicate(layout(text)) == path


def texts_that_differ_little() -> st.SearchStrategy[tuple[bytes, bytes]]:
    """Pairs of objects of which the second has a few lines of its own, cut out, doubled or renamed."""

    def changed(text: bytes, edits: list[tuple[int, int, bytes]]) -> tuple[bytes, bytes]:
        lines = layout(text).splitlines()
        for where, kind, key in edits:
            at = where % len(lines)
            if kind == 0:
                lines.insert(at, lines[at])
            elif kind == 1:
                del lines[at]
            else:
                head, _, value = lines[at].rpartition(b'": ')
                lines[at] = b'"%s": %s' % (key, value) if head else lines[at]
            lines = lines or [b"{}"]
        return text, b"\n".join(lines)

    edit = st.tuples(st.integers(0, 60), st.integers(0, 2), st.sampled_from([b"a", b"b", b"id", b"1"]))
    return st.builds(changed, spelled, st.lists(edit, min_size=1, max_size=3))


@given(texts_that_differ_little() | st.tuples(spelled, spelled_with_double_keys))
@example((b'{"x":{"a":1,"b":2}}', b'{"x":{"a":1,"a":2}}'))
@example((b'{"x":[{"a":1}]}', b'{"x":[{"a":1,"a":1}]}'))
def test_looking_at_what_changed_finds_as_much_as_looking_at_everything(pair: tuple[bytes, bytes]) -> None:
    try:
        old, new = layout(pair[0]), layout(pair[1])
    except ValueError:
        return
    if has_double_key(old) or not new.startswith(b"{"):
        return
    try:
        read_request(new, old, clean=True)
    except DuplicateKey:
        assert has_double_key(new)
    else:
        assert not has_double_key(new)


def test_an_edit_of_values_alone_is_known_to_add_no_key() -> None:
    old = layout(json.dumps({f"k{number}": [number, {"x": number}] for number in range(2000)}).encode())
    new = old.replace(b" 1000", b" -5")
    for region in changed_regions(old, new):
        assert not region_may_add_duplicate(old, new, region, (0, 0))
