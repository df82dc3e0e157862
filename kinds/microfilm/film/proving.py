"""The seven rules, proved on a data folder: what is read for it, while others may be filming."""

from __future__ import annotations

from collections.abc import Iterator

from kinds.microfilm.film.book import Book, kept_lines
from kinds.microfilm.film.ledger import Ledger, Order
from kinds.microfilm.film.numbering import film_number
from kinds.microfilm.film.orders import Orders
from kinds.microfilm.film.proofs import Breach, prove, prove_order
from kinds.microfilm.film.reducing import reduce
from storage.errors import StorageError
from storage.store import Store


class Proof:
    """Holds the ledger, its kept versions and every order against the rules."""

    def __init__(self, store: Store, book: Book, orders: Orders, lock: str) -> None:
        """Read `book` and `orders`; `lock` is the name of the register's lock."""
        self._store = store
        self._book = book
        self._orders = orders
        self._lock = lock

    def breaches(self) -> list[Breach]:
        """Return what breaks a rule."""
        lines = self._book.lines()
        ledger = reduce(lines)
        return [*prove(lines, kept_lines(self._store)), *self._unknown(ledger), *self._of_orders(ledger)]

    def _unknown(self, ledger: Ledger) -> Iterator[Breach]:
        """Find numbers in orders that the ledger does not know."""
        for prefix, (running, project) in self._orders.highest_numbers().items():
            if running >= ledger.next_running(prefix):
                text = f"{film_number(prefix, running)} stands in it, and the ledger does not know it"
                yield Breach(1, project, text)
        for project in self._orders.without_line(ledger):
            text = "it has film numbers, and the ledger no line about it; `holdfast film migrate` takes them over"
            yield Breach(7, project, text)

    def _of_orders(self, ledger: Ledger) -> Iterator[Breach]:
        for project, order in ledger.orders.items():
            if self._orders.exists(project):
                try:
                    yield from self._of_order(ledger, order)
                except StorageError as error:
                    yield Breach(5, project, error.detail)

    def _of_order(self, ledger: Ledger, order: Order) -> list[Breach]:
        """Hold an order against the ledger, once more under the lock if it seems behind: somebody may be filming it."""
        if self._orders.is_derived(order, ledger):
            return prove_order(ledger, order, self._orders.loaded(order.project)[1], is_derived=True)
        with self._store.locks.hold(self._lock):
            ledger = reduce(self._book.lines())
            order = ledger.orders[order.project]
            document = self._orders.loaded(order.project)[1]
            return prove_order(ledger, order, document, is_derived=self._orders.is_derived(order, ledger))
