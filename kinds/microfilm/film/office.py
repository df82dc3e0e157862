"""The film register of a data folder: each step is written into the ledger first, and the order is derived from it.

Both files are changed under one lock, the same in every process, so that two servers never issue one number. A crash
between them leaves the order behind its ledger, which is put right the next time the order is looked at.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from kinds.kind import Document
from kinds.microfilm.film import decisions, legacy
from kinds.microfilm.film.book import Book
from kinds.microfilm.film.comparing import has_other_plan, is_planned, location_of
from kinds.microfilm.film.decisions import Asked
from kinds.microfilm.film.entries import Entry, Happening, Who
from kinds.microfilm.film.issuing import NumberSource, skipped
from kinds.microfilm.film.ledger import Ledger, Order
from kinds.microfilm.film.legacy import Import, Takeover
from kinds.microfilm.film.orders import Orders
from kinds.microfilm.film.planning import PlanKey, PlannedRoll
from kinds.microfilm.film.proofs import Breach
from kinds.microfilm.film.proving import Proof
from kinds.microfilm.film.segments import allocated
from kinds.microfilm.film.standing import Standing, number_of, numbers_unknown, repeated
from kinds.microfilm.film.steps import Step
from storage.errors import StorageError
from storage.index import Row
from storage.store import Store

log = logging.getLogger("holdfast")
_LOCK = "+film"
"""Name of the register's lock; no project can have it. Those of the files are taken inside it, one at a time."""


Decide = Callable[[Standing], list[Entry]]


class FilmOffice:
    """The film register of a store."""

    def __init__(self, store: Store, rows: Callable[[], Iterable[Row]]) -> None:
        """Keep the ledger in `store`; `rows`, the list of projects, leads from archive orders to their projects."""
        self._store = store
        self._book = Book(store)
        self._orders = Orders(store, rows)

    def ledger(self) -> Ledger:
        """Return what the ledger says; what is reserved for orders that are gone is given back first."""
        if self._forsaken(self._book.read()):
            with self._store.locks.hold(_LOCK):
                self._give_back()
        return self._book.read()

    def id_of(self, order: str) -> str:
        """Return the id of an order's project; what is said of one that is gone stays in the ledger under its id."""
        return order if order in self._book.read().orders else self._orders.id_of(order)

    def look(self, project: str) -> Standing:
        """Return how an order stands, and put it right if it is behind the ledger."""
        project = self._orders.id_of(project)
        etag, document = self._orders.loaded(project)
        ledger = self._book.read()
        order = ledger.orders.get(project)
        if order is not None and self._orders.is_settled(order, etag):
            return Standing(project, document, ledger, order)
        with self._store.locks.hold(_LOCK):
            return self._put_right(project)

    def plan(self, project: str, settings: Mapping[str, int], reason: str | None, who: Who) -> Standing:
        """Plan the rolls of an order anew, all but those that are on film or on the camera.

        Args:
            project: id or number of the order.
            settings: those that are not as they were.
            reason: why, for the ledger.
            who: who asks.

        Raises:
            NumbersUnknown: the order has early numbers, whose blips another plan would make wrong.
            NothingPlanned: the analysis has no documents with pages.
        """

        def decide(standing: Standing) -> list[Entry]:
            order = standing.order
            changed = replace(order.settings, **settings)
            rolls = self._orders.planned(standing.document, order, changed)
            if is_planned(order, rolls, changed):
                return []
            return decisions.planned(order, rolls, changed, standing.location, reason)

        project = self._orders.id_of(project)
        return self._do(project, who.asking("plan", project, settings), decide, adopt=False)

    def step(self, project: str, roll: int, step: Step, asked: Asked, who: Who) -> Standing:
        """Take a step with one roll.

        Raises:
            IllegalStep: the roll is in a state that does not allow it.
            PlanChanged: nobody knows any more what is to be on it.
        """

        def decide(standing: Standing) -> list[Entry]:
            ledger, order = standing.ledger, standing.order
            match step:
                case Step.START:
                    entries = decisions.started(ledger, order, roll, asked)
                    self._orders.demand_segments(standing.document, order, roll)
                    return entries
                case Step.COMPLETE:
                    source = NumberSource(standing.location, self._orders.highest_numbers())
                    return decisions.completed(ledger, order, roll, asked, source)
                case Step.FAIL:
                    return decisions.failed(order, roll, asked)
                case Step.REFILM:
                    return decisions.refilmed(ledger, order, roll, asked)
                case Step.REWORK:
                    return decisions.reworked(order, [roll], asked)
                case Step.VOID:
                    return decisions.voided(order, roll, asked)

        project = self._orders.id_of(project)
        return self._do(project, who.asking(step, project, roll, asked), decide, roll=roll, attempt=asked.attempt)

    def rework(self, project: str, rolls: list[int] | None, asked: Asked, who: Who) -> Standing:
        """Say that rolls of an order have to be done again: those that are named, or all that are on film."""

        def decide(standing: Standing) -> list[Entry]:
            return decisions.reworked(standing.order, rolls, asked)

        project = self._orders.id_of(project)
        return self._do(project, who.asking("rework", project, rolls, asked), decide)

    def archive(self, project: str, asked: Asked, who: Who) -> Standing:
        """Say that an order is done with."""

        def decide(standing: Standing) -> list[Entry]:
            return decisions.archived(standing.order, asked)

        project = self._orders.id_of(project)
        return self._do(project, who.asking("archive", project), decide)

    def migrate(self, project: str, takeover: Takeover, who: Who) -> tuple[Standing, Import]:
        """Take the early numbers of an order over into the ledger, and report what does not fit."""
        done = Import()

        def decide(standing: Standing) -> list[Entry]:
            nonlocal done
            done = legacy.imported(standing.ledger, standing.order, standing.document, standing.location, takeover)
            return done.entries

        project = self._orders.id_of(project)
        standing = self._do(project, who.asking("migrate", project, takeover), decide, with_unknown=True)
        if standing.entries and not done.entries:
            taken = [entry.number for entry in standing.entries if entry.event is Happening.IMPORTED and entry.number]
            done = Import(taken=taken)
        return standing, done

    def skip(self, location: str, following: int, reason: str, who: Who) -> list[Entry]:
        """Let the numbers of a location go on with `following`."""
        who = who.asking("skip", location, following)
        with self._store.locks.hold(_LOCK):
            ledger = self._book.read()
            before = repeated(ledger, who)
            entries = [] if before else skipped(ledger, location, following, reason)
            return self._book.add(entries, who) if entries else before

    def settle(self, project: str) -> bool:
        """Put an order right after somebody else has saved it, and say whether the ledger has it at all."""
        if project not in self._book.read().orders:
            return False
        self.look(project)
        return True

    def behind(self) -> list[str]:
        """Return the ids of the orders that are not as the ledger says."""
        ledger = self._book.read()
        lagging = [order for order in self._orders.lagging(ledger) if not self._orders.is_derived(order, ledger)]
        return [order.project for order in lagging]

    def repair(self) -> list[str]:
        """Put right every order that is behind the ledger, and return their ids."""
        done = []
        with self._store.locks.hold(_LOCK):
            self._give_back()
            ledger = self._book.read()
            for order in self._orders.lagging(ledger):
                try:
                    if self._orders.write(order, ledger):
                        done.append(order.project)
                except StorageError as error:  # it is broken; the others have to be put right all the same
                    log.info("film register: %s: %s", order.project, error.detail)
        return done

    def prove(self) -> list[Breach]:
        """Hold the ledger, its kept versions and every order against the seven rules."""
        return Proof(self._store, self._book, self._orders, _LOCK).breaches()

    def segments(self, standing: Standing) -> dict[PlanKey, PlannedRoll]:
        """Return what is on the rolls of an order."""
        return self._orders.plans(standing.document, standing.order)

    def _do(
        self,
        project: str,
        who: Who,
        decide: Decide,
        *,
        roll: int | None = None,
        attempt: int | None = None,
        adopt: bool = True,
        with_unknown: bool = False,
    ) -> Standing:
        """Decide on a request, write the lines, and derive the order, all under the register's lock."""
        with self._store.locks.hold(_LOCK):
            self._give_back()
            standing = self._put_right(project, adopt=adopt)
            before = repeated(standing.ledger, who)
            if before:
                return replace(standing, entries=before, repeated=True)
            if standing.unknown and not with_unknown:
                raise numbers_unknown(standing)
            entries = decide(standing)
            if not entries:
                return replace(standing, repeated=True, number=number_of(standing, roll, attempt))
            written = self._book.add(entries, who)
            return replace(self._put_right(project), entries=written)

    def _put_right(self, project: str, *, adopt: bool = True) -> Standing:
        """Return how an order stands after it was derived from the ledger again; the caller holds the lock."""
        _, document = self._orders.loaded(project)
        ledger = self._book.read()
        order = ledger.orders.get(project)
        if adopt and has_other_plan(document, order, ledger.entries[order.seq - 1].at if order else ""):
            self._adopt(project, document)
            order = self._book.read().orders[project]
        ledger, order = self._book.read(), order or Order(project)
        unknown = legacy.unknown_numbers(order, document)
        if project in ledger.orders and not unknown:
            self._orders.write(order, ledger)
            _, document = self._orders.loaded(project)
        return Standing(project, document, ledger, order, unknown=unknown)

    def _adopt(self, project: str, document: Document) -> None:
        """Take the plan of an older program into the ledger."""
        rolls = allocated(document)
        capacities = {f"capacity_{roll.film_type}": roll.capacity for roll in rolls}
        order = self._book.read().orders.get(project) or Order(project)
        settings = replace(order.settings, **capacities)
        entries = decisions.planned(order, rolls, settings, location_of(document), "found in the order")
        self._book.add(entries, Who())

    def _forsaken(self, ledger: Ledger) -> list[Entry]:
        """Return the lines that give back temp rolls which were reserved for orders that are gone."""
        holding = [(order, roll) for order in ledger.orders.values() for roll in order.rolls.values() if roll.temp_roll]
        gone = {order.project for order, _ in holding if self._orders.is_gone(order, ledger)}
        return [decisions.forsaken(order, roll) for order, roll in holding if order.project in gone]

    def _give_back(self) -> None:
        entries = self._forsaken(self._book.read())
        if entries:
            self._book.add(entries, Who())
