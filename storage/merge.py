"""Bring two edits of one document together: what only one side changed is taken, what both changed is reported.

Objects are merged by key, arrays whose items all have an identity by item, and sets by member; any other array is one
value. A diff made for one version is never applied to another: in arrays it would hit the wrong item (jsondiffpatch
issue 167). Everything here is pure; the values are those of `numbers.loads`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from storage.identity import Identity, by_identity, by_value
from storage.ordering import Name, merged_order
from storage.pointers import join
from storage.sameness import same

Side = Literal["mine", "theirs"]
Kind = Literal["conflict", "edit_kept", "order_kept"]
Path = tuple[Name, ...]
ABSENT: Any = type("Absent", (), {"__repr__": lambda _: "ABSENT"})()
"""Stands for a value that one side does not have."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What a contract says about the arrays at and below a place."""

    identity: str = "id"
    """The key that tells the items of this array apart (`x-identity`)."""
    is_set: bool = False
    """Whether the scalars of this array are a set (`x-set`)."""
    members: Mapping[str, Shape] = field(default_factory=dict)
    items: Shape | None = None

    def below(self, name: Name) -> Shape:
        """Return what is said about a member or an item."""
        found = self.members.get(name) if isinstance(name, str) else self.items
        return found or PLAIN


PLAIN = Shape()


@dataclass(frozen=True, slots=True)
class Overlap:
    """A place that both sides changed."""

    kind: Kind
    """A value changed differently; a value deleted by one side and edited by the other; an order changed by both."""
    path: Path
    base: Any
    mine: Any
    theirs: Any
    taken: Side
    shape: Shape
    """What the contract says about the whole document."""

    def pointer(self, *documents: Any) -> str:
        """Return a JSON pointer to the place in the first of `documents` that has it."""
        for document in documents:
            found = _pointer(self.path, self.shape, document)
            if found is not None:
                return found
        return "".join(join("", name if isinstance(name, str) else str(name[1])) for name in self.path)


@dataclass(frozen=True, slots=True)
class Merge:
    """What became of two edits."""

    document: Any
    overlaps: list[Overlap]
    changes: int
    """At how many places the document differs from `theirs`; a value that was taken whole counts once."""

    @property
    def conflicts(self) -> list[Overlap]:
        """The overlaps at which a value of one side is not in the document."""
        return [overlap for overlap in self.overlaps if overlap.kind == "conflict"]


def merge(base: Any, mine: Any, theirs: Any, *, prefer: Side = "theirs", shape: Shape = PLAIN) -> Merge:
    """Merge two edits of `base`.

    Args:
        base: the version that both were made from, or an older one.
        mine: one edit.
        theirs: the other edit.
        prefer: whose value is taken where both changed one.
        shape: what a contract says about the arrays.
    """
    merging = _Merging(prefer, shape)
    document = merging.value((), _Sides(base, mine, theirs), shape)
    return Merge(document, merging.overlaps, merging.changes)


class _Sides(NamedTuple):
    """One place in the three versions."""

    base: Any
    mine: Any
    theirs: Any

    def at(self, name: Name) -> _Sides:
        """Go one step further, where each side is a mapping."""
        return _Sides(*(side.get(name, ABSENT) for side in self))


class _Merging:
    def __init__(self, prefer: Side, shape: Shape) -> None:
        self.prefer = prefer
        self.shape = shape
        self.overlaps: list[Overlap] = []
        self.changes = 0

    def value(self, path: Path, at: _Sides, shape: Shape) -> Any:
        base, mine, theirs = at
        if _same(mine, theirs) or _same(base, mine):
            return theirs
        if _same(base, theirs):
            self.changes += 1
            return mine
        if mine is ABSENT or theirs is ABSENT:
            return self._overlap("edit_kept", path, at, "theirs" if mine is ABSENT else "mine")
        if isinstance(mine, dict) and isinstance(theirs, dict):
            return self._members(path, at._replace(base=base if isinstance(base, dict) else {}), shape)
        if isinstance(mine, list) and isinstance(theirs, list):
            return self._array(path, at, shape)
        return self._overlap("conflict", path, at, self.prefer)

    def _members(self, path: Path, at: _Sides, shape: Shape) -> dict[str, Any]:
        values = {key: self.value((*path, key), at.at(key), shape.below(key)) for key in {**at.theirs, **at.mine}}
        order, _ = merged_order(list(at.base), list(at.mine), list(at.theirs), _alive(values))
        return {str(key): values[key] for key in order}

    def _array(self, path: Path, at: _Sides, shape: Shape) -> list[Any]:
        base = at.base if isinstance(at.base, list) else []
        named = [_by_name(items, shape) for items in (base, at.mine, at.theirs)]
        if None in named:
            taken: list[Any] = self._overlap("conflict", path, at, self.prefer)
            return taken
        items = _Sides(*named)
        values = {name: self._item((*path, name), items.at(name), shape) for name in {**items.theirs, **items.mine}}
        order, contested = merged_order(list(items.base), list(items.mine), list(items.theirs), _alive(values))
        if contested:
            self._overlap("order_kept", path, at, "mine")
        return [values[name] for name in order]

    def _item(self, path: Path, at: _Sides, shape: Shape) -> Any:
        added_by_both = at.base is ABSENT and at.mine is not ABSENT and at.theirs is not ABSENT
        if added_by_both and not _same(at.mine, at.theirs):
            return self._overlap("conflict", path, at, self.prefer)
        return self.value(path, at, shape.below(path[-1]))

    def _overlap(self, kind: Kind, path: Path, at: _Sides, taken: Side) -> Any:
        self.overlaps.append(Overlap(kind, path, *at, taken, self.shape))
        if taken == "theirs":
            return at.theirs
        self.changes += 1
        return at.mine


def _alive(values: dict[Any, Any]) -> set[Any]:
    return {name for name, value in values.items() if value is not ABSENT}


def _by_name(items: list[Any], shape: Shape) -> dict[Identity, Any] | None:
    return by_value(items) if shape.is_set else by_identity(items, shape.identity)


def _same(one: Any, other: Any) -> bool:
    return one is other or (one is not ABSENT and other is not ABSENT and same(one, other))


def _pointer(path: Path, shape: Shape, document: Any) -> str | None:
    """Return the JSON pointer of a path in one document, or None if it leads nowhere there."""
    pointer = ""
    value: Any = document
    for name in path:
        part: Any = name if isinstance(name, str) else _position(value, name, shape)
        if part is None or not isinstance(value, dict | list) or (isinstance(value, dict) and part not in value):
            return None
        pointer, value, shape = join(pointer, part), value[part], shape.below(name)
    return pointer


def _position(value: Any, name: Name, shape: Shape) -> int | None:
    """Return the index of an item in a document that may not have it."""
    named = _by_name(value, shape) if isinstance(value, list) else None
    return None if named is None else next((at for at, found in enumerate(named) if found == name), None)
