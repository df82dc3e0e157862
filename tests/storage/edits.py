"""Documents with nested identified arrays, and edits of them as a person makes them."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st

_IDS = [f"i{number}" for number in range(6)]
_KEYS = ["title", "n", "notes", "1"]


def _item(depth: int) -> st.SearchStrategy[list[dict[str, Any]]]:
    inner = st.just({}) if depth == 0 else st.fixed_dictionaries({}, optional={"parts": _items(depth - 1)})
    return st.lists(st.tuples(st.sampled_from(_IDS), inner), max_size=4, unique_by=lambda pair: pair[0]).map(
        lambda pairs: [{"id": name, "text": f"{name}:0", **rest} for name, rest in pairs]
    )


def _items(depth: int) -> st.SearchStrategy[list[dict[str, Any]]]:
    return st.deferred(lambda: _item(depth))


documents = st.fixed_dictionaries(
    {"items": _items(1)},
    optional={
        "title": st.sampled_from(["dawn", "dusk"]),
        "n": st.integers(0, 3),
        "meta": st.dictionaries(st.sampled_from(_KEYS), st.integers(0, 3), max_size=3),
        "plain": st.lists(st.integers(0, 3), max_size=3),
    },
)
"""Every item's text begins with the item's own id."""

Edit = tuple[str, int, int]
edits = st.lists(
    st.tuples(
        st.sampled_from(["set", "unset", "add", "remove", "text", "move", "nest"]), st.integers(0, 9), st.integers(0, 9)
    ),
    max_size=5,
)


def edited(document: dict[str, Any], steps: list[Edit], who: str) -> dict[str, Any]:
    """Return a copy after some edits; what `who` adds and writes is told apart from what others do."""
    after = copy.deepcopy(document)
    for number, (op, where, what) in enumerate(steps):
        _STEPS[op](after, where, what, f"{who}{number}")
    return after


def arrays_of(value: Any) -> Iterator[list[dict[str, Any]]]:
    """Yield every array of identified items, outer ones first."""
    if isinstance(value, dict):
        for key in ("items", "parts"):
            if key in value:
                yield value[key]
                for item in value[key]:
                    yield from arrays_of(item)


def items_of(document: Any) -> Iterator[dict[str, Any]]:
    """Yield every identified item."""
    for array in arrays_of(document):
        yield from array


def _set(document: dict[str, Any], where: int, what: int, tag: str) -> None:
    holder = document.setdefault("meta", {}) if where % 2 else document
    holder[_KEYS[what % len(_KEYS)] if where < 8 else tag] = f"{tag}!"


def _unset(document: dict[str, Any], where: int, what: int, _: str) -> None:
    holder = document.get("meta", {}) if where % 2 else document
    holder.pop(_KEYS[what % len(_KEYS)], None)


def _array(document: dict[str, Any], where: int) -> list[dict[str, Any]]:
    arrays = list(arrays_of(document))
    return arrays[where % len(arrays)]


def _add(document: dict[str, Any], where: int, what: int, tag: str) -> None:
    array = _array(document, where)
    array.insert(what % (len(array) + 1), {"id": tag, "text": f"{tag}:0"})


def _remove(document: dict[str, Any], where: int, what: int, _: str) -> None:
    array = _array(document, where)
    if array:
        del array[what % len(array)]


def _text(document: dict[str, Any], where: int, what: int, tag: str) -> None:
    array = _array(document, where)
    if array:
        item = array[what % len(array)]
        item["text"] = f"{item['id']}:{tag}"


def _move(document: dict[str, Any], where: int, what: int, _: str) -> None:
    array = _array(document, where)
    if array:
        array.insert(where % len(array), array.pop(what % len(array)))


def _nest(document: dict[str, Any], where: int, what: int, tag: str) -> None:
    array = _array(document, where)
    if array:
        array[what % len(array)].setdefault("parts", []).append({"id": tag, "text": f"{tag}:0"})


_STEPS = {"set": _set, "unset": _unset, "add": _add, "remove": _remove, "text": _text, "move": _move, "nest": _nest}
