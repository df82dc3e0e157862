"""Two edits of one version, as texts: merged, and what has to be said about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from storage import numbers
from storage.breaches import Violation
from storage.documents import Notice
from storage.duplicates import gc_paused
from storage.merge import ABSENT, PLAIN, Overlap, Shape, Side, merge
from storage.taking import value_like

MOST_SHOWN = 100
_SAID = {
    "edit_kept": "deleted by one side and edited by the other; the edit stays",
    "order_kept": "both sides changed the order; the order that was sent stays",
}


@dataclass(frozen=True, slots=True)
class Reconciled:
    """What two edits come to."""

    text: bytes
    """The merged document, laid out."""
    conflicts: tuple[dict[str, Any], ...]
    """Each with `path`, the side that was `taken`, and `base`, `mine` and `theirs` as far as there is such a value."""
    notices: tuple[Notice, ...]
    """What both sides touched without a value being lost."""
    changes: int
    """At how many places the merge differs from what is on disk."""


def reconcile(base: bytes, mine: bytes, theirs: bytes, prefer: Side, shape: Shape = PLAIN) -> Reconciled:
    """Merge `mine` and `theirs`, two edits of `base`; all are laid-out texts.

    Args:
        base: the version that both were made from, or an older one.
        mine: what was sent.
        theirs: what is on disk.
        prefer: whose value is taken where both changed one.
        shape: what a contract says about the arrays.
    """
    with gc_paused():
        sides = [numbers.loads(text) for text in (base, mine, theirs)]
        merged = merge(*sides, prefer=prefer, shape=shape)
        places = (merged.document, sides[2], sides[1], sides[0])
        conflicts = tuple(_shown(overlap, overlap.pointer(*places)) for overlap in merged.conflicts[:MOST_SHOWN])
        notices = tuple(
            Notice(overlap.kind, _SAID[overlap.kind], overlap.pointer(*places))
            for overlap in merged.overlaps
            if overlap.kind in _SAID
        )
        return Reconciled(numbers.dumps(merged.document), conflicts, notices[:MOST_SHOWN], merged.changes)


def one_side(
    found: Reconciled, texts: tuple[bytes, bytes, bytes], side: Side, breaches: Sequence[Violation]
) -> Reconciled:
    """Take one side whole, because the merge of both breaks the contract.

    Args:
        found: the merge.
        texts: base, mine and theirs, laid out.
        side: which side is taken.
        breaches: where the merge breaks the contract; each becomes a conflict that says so.
    """
    merged = numbers.loads(found.text)
    sides = dict(zip(("base", "mine", "theirs"), map(numbers.loads, texts), strict=True))
    conflicts = tuple(_broken_place(breach, merged, sides, side) for breach in breaches)
    text = texts[1] if side == "mine" else texts[2]
    return Reconciled(text, conflicts, (), 0 if side == "theirs" else found.changes)


def _broken_place(breach: Violation, merged: Any, sides: dict[str, Any], side: Side) -> dict[str, Any]:
    values = {name: value_like(merged, whole, breach.path, ABSENT) for name, whole in sides.items()}
    present = {name: numbers.as_fragment(value) for name, value in values.items() if value is not ABSENT}
    return {"path": breach.path, **present, "violation": breach.message, "taken": side}


def _shown(overlap: Overlap, path: str) -> dict[str, Any]:
    values = {"base": overlap.base, "mine": overlap.mine, "theirs": overlap.theirs}
    present = {name: numbers.as_fragment(value) for name, value in values.items() if value is not ABSENT}
    return {"path": path, **present, "taken": overlap.taken}
