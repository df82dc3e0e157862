"""What `holdfast doctor` says of the film register, and how it puts right what a crash left."""

from __future__ import annotations

from kinds.microfilm.film.book import PROJECT
from kinds.microfilm.film.office import FilmOffice
from storage.checks import Finding
from storage.doctor import Repair
from storage.errors import StorageError
from storage.index import Index
from storage.store import Store

_BEHIND = "order_behind_ledger"


def findings_of(store: Store) -> list[Finding]:
    """Return the orders that are not as the film ledger says, and the rules that are broken in other ways."""
    office = office_of(store)
    if not store.layout.live(PROJECT).exists() and not store.backups.all(PROJECT):
        return []
    try:
        behind = office.behind()
        breaches = [breach for breach in office.prove() if breach.where not in behind]
    except StorageError as error:
        return [Finding("film_ledger_damaged", "error", PROJECT, store.layout.live(PROJECT), error.detail)]
    found = [_behind(store, project) for project in behind]
    path = store.layout.live(PROJECT)
    return found + [
        Finding("film_rule_broken", "error", PROJECT, path, f"rule {breach.rule}, {breach.where}: {breach.text}")
        for breach in breaches
    ]


def repaired(store: Store) -> list[Repair]:
    """Derive every order again that is behind the ledger."""
    return [
        Repair(_BEHIND, project, store.layout.live(project), "derived again from the film ledger")
        for project in office_of(store).repair()
    ]


def office_of(store: Store) -> FilmOffice:
    """Return the film register of a store."""
    index = Index(store.fs, store.layout, store.settings, store.meaning)
    return FilmOffice(store, index.rows)


def _behind(store: Store, project: str) -> Finding:
    text = "the film ledger says something else of its rolls, because of a crash or because somebody else has saved it"
    return Finding(_BEHIND, "warning", project, store.layout.live(project), text, "derive it from the film ledger")
