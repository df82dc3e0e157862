"""The order of what two sides kept, added and moved: of the items of an array, or of the keys of an object."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

Name = str | tuple[str, object]
"""A key of an object, or the identity of an item."""

_START: Name = ("start", None)


def merged_order(
    base: Sequence[Name], mine: Sequence[Name], theirs: Sequence[Name], alive: Collection[Name]
) -> tuple[list[Name], bool]:
    """Return the names in `alive` in an order that both sides agree to, and whether they moved names differently.

    What only one side has stays behind its neighbour of that side. Where both added something at one place, the
    smaller name comes first, so that it does not matter who saved first.

    Args:
        base: the names in the order before both edits.
        mine: the order of one side, which prevails if both moved names.
        theirs: the order of the other side.
        alive: the names wanted; each stands in `mine` or in `theirs`.
    """
    shared = set(mine) & set(theirs)
    skeleton, contested = _skeleton(base, mine, theirs, shared)
    own, other = _runs(mine, shared, alive), _runs(theirs, shared, alive)
    order: list[Name] = []
    for anchor in (_START, *skeleton):
        if anchor in alive:
            order.append(anchor)
        for run in sorted((own.get(anchor, []), other.get(anchor, [])), key=_first):
            order += run
    return order, contested


def _skeleton(
    base: Sequence[Name], mine: Sequence[Name], theirs: Sequence[Name], shared: set[Name]
) -> tuple[list[Name], bool]:
    """Return the names that both sides have in the order of the side that moved some of them."""
    own, other = _only(mine, shared), _only(theirs, shared)
    if own == other:
        return own, False
    known = set(base)
    was = _only(base, shared)
    own_known, other_known = _only(own, known), _only(other, known)
    if own_known == was != other_known:
        return other, False
    if other_known == was != own_known:
        return own, False
    if own_known == other_known:
        return min(own, other, key=lambda names: list(map(_rank, names))), False
    return own, True


def _runs(names: Sequence[Name], shared: set[Name], alive: Collection[Name]) -> dict[Name, list[Name]]:
    """Return what only one side has, by the shared name before it."""
    runs: dict[Name, list[Name]] = {}
    anchor = _START
    for name in names:
        if name in shared:
            anchor = name
        elif name in alive:
            runs.setdefault(anchor, []).append(name)
    return runs


def _only(names: Iterable[Name], wanted: Collection[Name]) -> list[Name]:
    return [name for name in names if name in wanted]


def _first(run: list[Name]) -> tuple[str, str]:
    return _rank(run[0]) if run else ("", "")


def _rank(name: Name) -> tuple[str, str]:
    return ("", name) if isinstance(name, str) else (name[0], str(name[1]))
