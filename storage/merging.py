"""A save whose base is no longer on disk: found an ancestor for, merged, or refused with everything kept."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from storage import documents
from storage.contracts import Verdict
from storage.documents import Draft
from storage.errors import BaseUnknown, StaleBase
from storage.merge import PLAIN, Side
from storage.reconcile import Reconciled, one_side, reconcile
from storage.saved import Saved
from storage.terms import Terms, preferred
from storage.versions import Current

if TYPE_CHECKING:
    from storage.store import Store

_MOST_NAMED = 3


class Merging:
    """Merges saves into what is on disk; the caller holds the project's lock."""

    def __init__(self, store: Store) -> None:
        """Read and write through `store`."""
        self._store = store

    def merge(self, project: str, body: bytes, current: Current, base: str, terms: Terms) -> Saved:
        """Save the merge of what was sent with what is on disk.

        Raises:
            StaleBase: both changed the same places and the terms do not say whose value to take; what was sent is kept.
            BaseUnknown: no common ancestor is kept; what was sent is.
        """
        theirs = current.laid_out
        ancestor = self._ancestor(project, base, terms)
        mine = documents.read_request(body, ancestor or theirs)
        if ancestor is None:
            text = f"the version that it was made from ({base[:19]}…) is not kept, nor any older one"
            raise self._refused(project, mine, current, ancestor=None, reason=text)
        prefer = preferred(terms, current.saved_at, self._store.now())
        found = self._reconciled((ancestor, mine.text, theirs), prefer or "theirs", terms)
        if found.conflicts and prefer is None:
            text = _reason(found.conflicts)
            open_ones = _open(found.conflicts)
            raise self._refused(project, mine, current, ancestor=ancestor, reason=text, conflicts=open_ones)
        return self._write(project, mine, current, found, loser=_loser(found))

    def _reconciled(self, texts: tuple[bytes, bytes, bytes], prefer: Side, terms: Terms) -> Reconciled:
        """Merge; where the merge breaks the contract that holds for it, one side is taken whole."""
        meaning = self._store.meaning
        contract = meaning.contract(meaning.kind_of(texts[1]))
        found = reconcile(*texts, prefer, contract.shape if contract else PLAIN)
        judge = meaning.contract(meaning.kind_of(found.text))
        verdict = judge.judge(found.text) if judge else Verdict()
        if verdict.count and terms.validate:
            return one_side(found, texts, prefer, verdict.violations)
        return replace(found, notices=(*found.notices, *verdict.notices))

    def _write(self, project: str, mine: Draft, current: Current, found: Reconciled, loser: str | None) -> Saved:
        """Keep what was sent, since the sender goes on from it, and put the merge in place."""
        store = self._store
        sent = store.backups.keep_once(project, mine.text, mine.etag, "conflict" if loser == "mine" else "merge")
        draft = Draft(found.text, (*mine.warnings, *found.notices))
        if draft.text == current.laid_out:
            saved = store.unchanged(project, draft, current)
        else:
            saved = store.write(project, draft, current, "merge", "conflict" if loser == "theirs" else None)
        kept = str(sent.name) if loser == "mine" else saved.kept
        return replace(
            saved, sent=mine.etag, kept=kept, conflicts=found.conflicts, changes=found.changes, document=draft.text
        )

    def _ancestor(self, project: str, base: str, terms: Terms) -> bytes | None:
        """Return the base laid out, or the newest older version if the base itself was thinned out."""
        backups = self._store.backups
        content = backups.find(project, base)
        if content is None:
            saved_at = terms.base_saved_at or backups.thinned_at(project, base)
            content = None if saved_at is None else backups.newest_before(project, saved_at)
        return None if content is None else documents.read_file(content).laid_out

    def _refused(
        self,
        project: str,
        mine: Draft,
        current: Current,
        *,
        ancestor: bytes | None,
        reason: str,
        conflicts: tuple[dict[str, Any], ...] = (),
    ) -> StaleBase:
        kept = str(self._store.backups.keep_once(project, mine.text, mine.etag, "conflict").name)
        kind = BaseUnknown if ancestor is None else StaleBase
        text = f"{project!r} has changed since, and {reason}; what was sent is kept as {kept}"
        theirs = current.laid_out
        return kind(text, current=current.etag, theirs=theirs, base=ancestor, kept=kept, conflicts=conflicts)


def _open(conflicts: tuple[dict[str, Any], ...]) -> tuple[dict[str, Any], ...]:
    """Return conflicts without what would have been taken."""
    return tuple({name: value for name, value in found.items() if name != "taken"} for found in conflicts)


def _loser(found: Reconciled) -> str | None:
    """Return the side of which a value is not in the merge."""
    if not found.conflicts:
        return None
    return "theirs" if found.conflicts[0]["taken"] == "mine" else "mine"


def _reason(conflicts: tuple[dict[str, Any], ...]) -> str:
    if "violation" in conflicts[0]:
        return f"both edits together break the contract: {_places(conflicts)}"
    return f"both changed {_places(conflicts)}"


def _places(conflicts: tuple[dict[str, Any], ...]) -> str:
    named = ", ".join(conflict["path"] or "the whole document" for conflict in conflicts[:_MOST_NAMED])
    more = len(conflicts) - _MOST_NAMED
    return f"{named} and {more} more" if more > 0 else named
