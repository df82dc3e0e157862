"""The orders' files: read, searched for what is on their rolls, and derived from the ledger again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from kinds.kind import Document
from kinds.microfilm.archive import KIND as ORDER_KIND
from kinds.microfilm.archive import Session
from kinds.microfilm.film.comparing import may_lag
from kinds.microfilm.film.derived import derive
from kinds.microfilm.film.derived_index import Row as IndexRow
from kinds.microfilm.film.derived_index import lacks_com_ids, rows_of
from kinds.microfilm.film.entries import WRITER
from kinds.microfilm.film.errors import BadFilmRequest, NotAnOrder, NothingPlanned, PlanChanged
from kinds.microfilm.film.film_settings import FILM_TYPES, FilmSettings
from kinds.microfilm.film.ledger import Ledger, Order
from kinds.microfilm.film.numbering import LOCATIONS
from kinds.microfilm.film.pieces import pieces_of
from kinds.microfilm.film.planning import PlanKey, PlannedRoll
from kinds.microfilm.film.replanning import planned_anew
from kinds.microfilm.film.segments import documents_of, plans_in
from kinds.microfilm.sessions import LOCAL_USER, moment_of
from storage import documents, numbers
from storage.edits import edit
from storage.errors import NoSuchProject, StorageError
from storage.index import Row
from storage.names import is_id
from storage.store import Store
from storage.terms import Terms

_AWAY = timedelta(days=1)
"""How long a file has to be away until its order counts as deleted."""
_DERIVING = Terms(validate=False, source=WRITER)
"""What happened to film has to be in the order even if something else in it breaks its contract."""


class Orders:
    """The archive orders of a store."""

    def __init__(self, store: Store, rows: Callable[[], Iterable[Row]]) -> None:
        """Find orders in `store`; `rows`, the list of projects, leads from their own numbers to them."""
        self._store = store
        self._rows = rows
        self._parsed: dict[str, tuple[str, Document]] = {}
        self._settled: dict[str, tuple[str, int]] = {}
        self._kept: dict[tuple[str, PlanKey], PlannedRoll] = {}

    def id_of(self, project: str) -> str:
        """Return the id of the project that holds an order, which may be named by its own number.

        Raises:
            NoSuchProject: there is neither.
        """
        if is_id(project) and self.exists(project):
            return project
        sessions = [Session.of(row) for row in self._rows() if row.kind == ORDER_KIND]
        named = [session for session in sessions if session.project == project]
        mine = [session for session in named if session.user == LOCAL_USER] or named
        if not mine:
            raise NoSuchProject(f"there is no order {project!r}", id=project)
        if len({session.user for session in mine}) > 1:
            ids = ", ".join(sorted(session.id for session in mine))
            raise NoSuchProject(f"several users have an order {project!r}; name one by its id: {ids}", id=project)
        return max(mine, key=lambda session: (session.is_active, session.last_used)).id

    def exists(self, project: str) -> bool:
        """Say whether an order has a file."""
        return self._store.layout.live(project).exists()

    def is_gone(self, order: Order, ledger: Ledger) -> bool:
        """Say whether an order was deleted; a file that is away for a moment, as editors have it, was not."""
        if self.exists(order.project):
            return False
        kept = self._store.backups.all(order.project)
        if kept and kept[0].name.why == "delete":
            return True
        last = datetime.fromisoformat(ledger.entries[order.seq - 1].at)
        return self._store.now() - last > _AWAY

    def without_line(self, ledger: Ledger) -> list[str]:
        """Return the orders that have film numbers and are in no line of the ledger."""
        numbered = [row for row in self._rows() if any(name.startswith("film_number_") for name in row.facts)]
        return [row.id for row in numbered if row.kind == ORDER_KIND and row.id not in ledger.orders]

    def highest_numbers(self) -> dict[str, tuple[int, str]]:
        """Return by prefix the highest running number that stands in an order, and the order's id."""
        found: dict[str, tuple[int, str]] = {}
        for row in self._rows():
            for prefix in LOCATIONS:
                running = row.facts.get(f"film_number_{prefix}")
                if isinstance(running, int) and row.kind == ORDER_KIND:
                    found[prefix] = max(found.get(prefix, (0, "")), (running, row.id))
        return found

    def lagging(self, ledger: Ledger) -> list[Order]:
        """Return the orders that may not be as the ledger says: saved by others since, or behind by their own words."""
        rows = {row.id: row for row in self._rows()} if ledger.orders else {}
        return [order for order in ledger.orders.values() if may_lag(order, ledger, rows.get(order.project))]

    def planned(self, document: Document, order: Order, settings: FilmSettings) -> list[PlannedRoll]:
        """Plan what is not on film or on the camera."""
        kept = [roll for roll in order.rolls.values() if not roll.is_open]
        plans = self.plans(document, order)
        unknown = [roll.roll_id for roll in kept if roll.key not in plans]
        if unknown:
            text = f"what is on roll {unknown[0]} stands neither in {order.project!r} nor in its kept versions"
            raise PlanChanged(text, id=order.project, rolls=unknown)
        found = documents_of(document)
        if not any(pieces_of(found, film_type) for film_type in FILM_TYPES):
            text = f"the analysis of {order.project!r} has no documents with pages"
            raise NothingPlanned(text, id=order.project)
        return planned_anew(document, order, [plans[roll.key] for roll in kept], settings)

    def plans(self, document: Document, order: Order) -> dict[PlanKey, PlannedRoll]:
        """Return what is on the rolls: as the order says, as it would be planned, and as kept versions say."""
        found = plans_in(document)
        wanted = {roll.key for roll in order.all_rolls}
        found |= {key: self._kept[order.project, key] for key in wanted if (order.project, key) in self._kept}
        if wanted - found.keys():
            found |= self._planned_again(document, order, found)
        if any(roll.key not in found and not roll.is_open for roll in order.all_rolls):
            found |= self._kept_plans(order.project, wanted - found.keys())
        return found

    def _planned_again(
        self, document: Document, order: Order, known: Mapping[PlanKey, PlannedRoll]
    ) -> dict[PlanKey, PlannedRoll]:
        """Plan the open rolls once more, and give each the first plan that looks like its own."""
        kept = [known[roll.key] for roll in order.rolls.values() if not roll.is_open and roll.key in known]
        try:
            again = planned_anew(document, order, kept, order.settings)
        except BadFilmRequest:  # the analysis is not what it was when it was planned
            return {}
        found: dict[PlanKey, PlannedRoll] = {}
        for roll in order.rolls.values():
            same = next((plan for plan in again if plan.digest == roll.digest), None)
            if roll.is_open and same is not None:
                again.remove(same)
                found[roll.key] = replace(same, roll_id=roll.roll_id)
        return found

    def _kept_plans(self, project: str, wanted: set[PlanKey]) -> dict[PlanKey, PlannedRoll]:
        """Look through the kept versions of an order for what was filmed, the newest first."""
        found: dict[PlanKey, PlannedRoll] = {}
        for document in self._kept_versions(project):
            there = plans_in(document)
            found |= {key: there[key] for key in wanted & there.keys()}
            if wanted <= found.keys():
                break
        self._kept |= {(project, key): plan for key, plan in found.items()}
        return found

    def _kept_versions(self, project: str) -> Iterator[Document]:
        for backup in self._store.backups.all(project):
            try:
                document = numbers.loads(documents.read_file(self._store.backups.read(backup)).laid_out)
            except StorageError:
                continue
            if isinstance(document, dict):
                yield document

    def _kept_index(self, project: str, document: Document) -> list[IndexRow]:
        """Return the index of the newest kept version that has COM ids, if this one has lost them."""
        if not lacks_com_ids(document):
            return []
        return next((rows_of(found) for found in self._kept_versions(project) if not lacks_com_ids(found)), [])

    def demand_segments(self, document: Document, order: Order, roll: int) -> None:
        """Refuse to film what nobody can find on the film afterwards."""
        if order.rolls[roll].key not in self.plans(document, order):
            text = f"what is to be on roll {roll} stands nowhere any more"
            raise PlanChanged(text, id=order.project, rolls=[roll])

    def loaded(self, project: str) -> tuple[str, Document]:
        """Return etag and document of an order; the document is not to be changed."""
        current = self._store.load(project)
        known = self._parsed.get(project)
        if known is not None and known[0] == current.etag:
            return known
        kind = self._store.meaning.kind_of(current.text)
        if kind != ORDER_KIND:
            raise NotAnOrder(f"{project!r} is no archive order but a {kind}", id=project, kind=kind)
        document: Document = numbers.loads(documents.read_file(current.content).laid_out)
        self._parsed = {project: (current.etag, document)}
        return current.etag, document

    def write(self, order: Order, ledger: Ledger) -> bool:
        """Derive an order from the ledger, and say whether that changed anything."""
        project = order.project
        etag, document = self.loaded(project)
        if self.is_settled(order, etag):
            return False
        at = ledger.entries[order.seq - 1].at

        def derived(text: bytes | None) -> bytes | None:
            there = document if text is None else numbers.loads(text)
            made = derive(there, order, self.plans(there, order), at, self._kept_index(project, there))
            return None if made is None else numbers.dumps({**made, **_stamps(made, at)})

        saved = edit(self._store, project, derived, _DERIVING)
        self._settled[project] = (etag if saved is None else saved.etag, order.seq)
        return saved is not None

    def is_settled(self, order: Order, etag: str) -> bool:
        """Say whether a version of an order is known to be as the ledger says."""
        return self._settled.get(order.project) == (etag, order.seq)

    def is_derived(self, order: Order, ledger: Ledger) -> bool:
        """Say whether an order is as the ledger says, by deriving it once more."""
        _, document = self.loaded(order.project)
        at = ledger.entries[order.seq - 1].at
        return derive(document, order, self.plans(document, order), at) is None


def _stamps(document: Document, at: str) -> dict[str, str]:
    """Return the times that the pages look at, if an order has them and they are earlier."""
    stands = {name: moment_of(document.get(name)) for name in ("updated_at", "last_accessed")}
    now = datetime.fromisoformat(at)
    return {name: at for name, moment in stands.items() if moment is not None and moment < now}
