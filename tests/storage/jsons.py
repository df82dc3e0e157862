"""Documents that Hypothesis makes: as values, and as text with every spelling that JSON allows."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import strategies as st

TRICKY = [
    "",
    "a",
    "b",
    "id",
    "1",
    "2",
    "10",
    "01",
    "a/b",
    "~",
    "~1",
    "__proto__",
    "constructor",
    'q": 3',
    "x: y",
    "\\",
    "é",
    "😀",
]
keys = st.sampled_from(TRICKY) | st.text(st.characters(exclude_categories=["Cs"]), max_size=4)
words = st.sampled_from([*TRICKY, "{", "}", "[", "]", ",", '"', "\n"]) | st.text(
    st.characters(exclude_categories=["Cs"]), max_size=6
)
integers = st.integers(-(2**53) + 1, 2**53 - 1)
floats = st.floats(allow_nan=False, allow_infinity=False)
scalars = st.none() | st.booleans() | st.integers(-3, 3) | integers | floats | words


def _containers(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    identified = st.lists(
        st.builds(
            lambda name, rest: {**rest, "id": name},
            st.sampled_from("abcdefgh"),
            st.dictionaries(keys, inner, max_size=2),
        ),
        max_size=6,
        unique_by=lambda item: str(item["id"]),
    )
    return st.lists(inner, max_size=6) | st.dictionaries(keys, inner, max_size=4) | identified


values = st.recursive(scalars, _containers, max_leaves=20)
objects = st.dictionaries(keys, values, max_size=5)

numerals = st.sampled_from(
    [
        "0",
        "-0",
        "1",
        "1.0",
        "-1.50",
        "1e5",
        "1E+2",
        "2.5e-3",
        "0.1",
        "100",
        "9007199254740991",
        "12345678.25",
        "0.10",
    ]
) | integers.map(str)
"""Numbers as a person or a program may write them; none loses digits in a double."""
spaces = st.sampled_from(["", "", " ", "\n", "\r\n", "\t ", "\n    "])


@st.composite
def _strings(draw: st.DrawFn, words: st.SearchStrategy[str] = words) -> str:
    return json.dumps(draw(words), ensure_ascii=draw(st.booleans()))


@st.composite
def _arrays(draw: st.DrawFn, inner: st.SearchStrategy[str]) -> str:
    items = draw(st.lists(inner, max_size=5))
    return f"[{draw(spaces)}{f'{draw(spaces)},{draw(spaces)}'.join(items)}{draw(spaces)}]"


@st.composite
def _objects(draw: st.DrawFn, inner: st.SearchStrategy[str], *, twice: bool = False) -> str:
    names = draw(st.lists(_strings(keys), max_size=5, unique_by=None if twice else json.loads))
    members = [f"{name}{draw(spaces)}:{draw(spaces)}{draw(inner)}" for name in names]
    return f"{{{draw(spaces)}{f'{draw(spaces)},{draw(spaces)}'.join(members)}{draw(spaces)}}}"


tokens = st.sampled_from(["null", "true", "false"]) | numerals | _strings()
spelled_values = st.recursive(tokens, lambda inner: _arrays(inner) | _objects(inner), max_leaves=15)
spelled = _objects(spelled_values).map(str.encode)
"""The text of an object, with any spacing and any spelling of its tokens."""
spelled_with_double_keys = _objects(
    st.recursive(tokens, lambda inner: _arrays(inner) | _objects(inner, twice=True), max_leaves=15),
    twice=True,
).map(str.encode)
