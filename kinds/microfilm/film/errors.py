"""What the film register refuses, and what a registrar can do about it."""

from __future__ import annotations

from storage.errors import RequestError, VersionError


class NoSuchRoll(RequestError):
    """The order has no roll with this id; ``facts["rolls"]`` are those that it has."""


class BadFilmRequest(RequestError):
    """A setting or a value of a request cannot be used; ``facts["field"]`` names it."""


class IllegalStep(VersionError):
    """The roll or the order is in a ``state`` that does not allow it; ``facts["legal"]`` are the steps that it does."""


class KeyReused(VersionError):
    """An idempotency key was sent before, with another request."""


class NotAnOrder(VersionError):
    """The project is no archive order; ``facts["kind"]`` is what it is."""


class NothingPlanned(VersionError):
    """The order has no rolls, or nothing to put on some."""


class PlanChanged(VersionError):
    """What is on the roll stands nowhere any more, so the order has to be planned anew."""


class NumbersUnknown(VersionError):
    """The order has film numbers that the ledger does not know; ``facts["numbers"]`` are the first of them."""


class NoFitting(VersionError):
    """The temp roll cannot be had for this roll; ``facts["offered"]`` are those that can."""


class NumbersExhausted(VersionError):
    """A location has used all its running numbers."""


class LedgerDamaged(VersionError):
    """Lines of the ledger are missing or cannot be; ``facts["faults"]`` say which."""
