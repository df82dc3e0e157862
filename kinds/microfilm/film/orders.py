"""The orders' files: read, searched for what is on their rolls, and derived from the ledger again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from kinds.kind import Document
from kinds.microfilm.archive import KIND as ORDER_KIND
from kinds.microfilm.archive import Session
from kinds.microfilm.film.derived import REGISTER, derive
from kinds.microfilm.film.errors import NotAnOrder, NothingPlanned, PlanChanged
from kinds.microfilm.film.film_settings import FilmSettings
from kinds.microfilm.film.ledger import Ledger, Order
from kinds.microfilm.film.planning import PlannedRoll
from kinds.microfilm.film.replanning import planned_anew
from kinds.microfilm.film.segments import allocated, by_digest
from kinds.microfilm.sections import inside, section
from kinds.microfilm.sessions import LOCAL_USER
from storage import documents, numbers
from storage.edits import edit
from storage.errors import NoSuchProject, StorageError
from storage.index import Row
from storage.names import is_id
from storage.store import Store
from storage.terms import Terms

_DERIVING = Terms(validate=False, source="film register")
"""What happened to film has to be in the order even if something else in it breaks its contract."""


class Orders:
    """The archive orders of a store."""

    def __init__(self, store: Store, rows: Callable[[], Iterable[Row]]) -> None:
        """Find orders in `store`; `rows`, the list of projects, leads from their own numbers to them."""
        self._store = store
        self._rows = rows
        self._parsed: dict[str, tuple[str, Document]] = {}
        self._settled: dict[str, tuple[str, int]] = {}
        self._kept: dict[str, PlannedRoll] = {}

    def id_of(self, project: str) -> str:
        """Return the id of the project that holds an order, which may be named by its own number.

        Raises:
            NoSuchProject: there is neither.
        """
        if is_id(project) and self.exists(project):
            return project
        sessions = [Session.of(row) for row in self._rows() if row.kind == ORDER_KIND]
        mine = [session for session in sessions if session.project == project and session.user == LOCAL_USER]
        if not mine:
            raise NoSuchProject(f"there is no order {project!r}", id=project)
        return max(mine, key=lambda session: (session.is_active, session.last_used)).id

    def exists(self, project: str) -> bool:
        """Say whether an order has a file."""
        return self._store.layout.live(project).exists()

    def lagging(self, ledger: Ledger) -> list[Order]:
        """Return the orders whose files say of themselves that they are behind the ledger."""
        lines = {row.id: row.facts.get("film_line") for row in self._rows()} if ledger.orders else {}
        return [order for order in ledger.orders.values() if lines.get(order.project, order.seq) != order.seq]

    def planned(self, document: Document, order: Order, settings: FilmSettings) -> list[PlannedRoll]:
        """Plan what is not on film or on the camera."""
        kept = [roll for roll in order.rolls.values() if not roll.is_open]
        plans = self.plans(document, order)
        unknown = [roll.roll_id for roll in kept if roll.digest not in plans]
        if unknown:
            text = f"what is on roll {unknown[0]} stands neither in {order.project!r} nor in its kept versions"
            raise PlanChanged(text, id=order.project, rolls=unknown)
        planned = planned_anew(document, order, [plans[roll.digest] for roll in kept], settings)
        if not planned and not kept:
            text = f"the analysis of {order.project!r} has no documents with pages"
            raise NothingPlanned(text, id=order.project)
        return planned

    def plans(self, document: Document, order: Order) -> dict[str, PlannedRoll]:
        """Return what is on the rolls: as the order says, as it would be planned, and as kept versions say."""
        found = {**self._kept, **by_digest(document)}
        wanted = {roll.digest for roll in order.rolls.values()}
        kept = [found[roll.digest] for roll in order.rolls.values() if not roll.is_open and roll.digest in found]
        if wanted - found.keys():
            found |= {roll.digest: roll for roll in planned_anew(document, order, kept, order.settings)}
        if any(roll.digest not in found and not roll.is_open for roll in order.rolls.values()):
            found |= self._kept_plans(order.project, wanted - found.keys())
        return found

    def _kept_plans(self, project: str, wanted: set[str]) -> dict[str, PlannedRoll]:
        """Look through the kept versions of an order for what was filmed, the newest first."""
        for backup in self._store.backups.all(project):
            try:
                text = documents.read_file(self._store.backups.read(backup)).laid_out
            except StorageError:
                continue
            there = by_digest(numbers.loads(text))
            self._kept |= {digest: there[digest] for digest in wanted & there.keys()}
            if wanted <= self._kept.keys():
                break
        return {digest: self._kept[digest] for digest in wanted & self._kept.keys()}

    def demand_segments(self, document: Document, order: Order, roll: int) -> None:
        """Refuse to film what nobody can find on the film afterwards."""
        if order.rolls[roll].digest not in self.plans(document, order):
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
            made = derive(there, order, self.plans(there, order), at)
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


def location_of(document: Document) -> str:
    """Return whose numbers an order gets; empty if it does not say."""
    found = inside(section(document, "project_state"), "projectInfo", "location")
    return found.strip() if isinstance(found, str) else ""


def has_other_plan(document: Document, order: Order | None) -> bool:
    """Say whether an order has rolls that another program planned, and that the register can take over."""
    rolls = allocated(document)
    ids = [roll.roll_id for roll in rolls]
    if not rolls or len(set(ids)) < len(ids) or min(ids) < 1 or (order is not None and order.begun):
        return False
    if order is None:
        return True
    derived = inside(document, REGISTER, "line") == order.seq  # else a crash kept the register's plan out of it
    return derived and {roll.digest for roll in rolls} != {roll.digest for roll in order.rolls.values()}


def is_planned(order: Order, rolls: Sequence[PlannedRoll], settings: FilmSettings) -> bool:
    """Say whether an order is planned like that already."""
    stands = {(roll.roll_id, roll.digest, roll.capacity) for roll in order.rolls.values() if roll.is_open}
    wanted = {(roll.roll_id, roll.digest, roll.capacity) for roll in rolls}
    return bool(order.seq) and stands == wanted and settings == order.settings


def _stamps(document: Document, at: str) -> dict[str, str]:
    """Return the times that the pages look at, if an order has them."""
    return {name: at for name in ("updated_at", "last_accessed") if isinstance(document.get(name), str)}
