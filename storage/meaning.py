"""What documents mean, which is not storage's business: the little that it has to be told."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Protocol

from storage.contracts import Contract

_MOST_KINDS = 4096


@dataclass(frozen=True, slots=True)
class Description:
    """What the list shows of a document."""

    kind: str
    name: str = ""
    summary: dict[str, Any] | None = None
    """What the kind says of it in short, ready to be shown."""
    facts: dict[str, Any] = field(default_factory=dict)
    """What projects of this kind are looked up by."""
    problem: dict[str, Any] | None = None
    """How it breaks its contract."""


class Meaning(Protocol):
    """Says of a document's text what kind of thing it is."""

    @property
    def plain(self) -> str:
        """The kind of what nothing is known of, such as a broken file."""
        ...

    def kind_of(self, text: bytes) -> str:
        """Return the name of the kind."""
        ...

    def contract(self, kind: str) -> Contract | None:
        """Return the contract of a kind, if there is one."""
        ...

    def describe(self, text: bytes) -> Description:
        """Return what the list shows."""
        ...

    def fingerprint(self) -> str:
        """Return a text that changes when the same document could be described differently."""
        ...


class KindCache:
    """Kinds of versions by their etags, so that the top level of a large document is not read at every save."""

    def __init__(self, meaning: Meaning) -> None:
        """Ask `meaning` for what is not known."""
        self._meaning = meaning
        self._fingerprint = ""
        self._kinds: dict[str, str] = {}

    def kind_of(self, text: bytes, like: str | None) -> str:
        """Return the kind of a text that has the same members as the version `like`, if that is one."""
        fingerprint = self._meaning.fingerprint()
        if fingerprint != self._fingerprint or len(self._kinds) > _MOST_KINDS:
            self._fingerprint = fingerprint
            self._kinds.clear()
        known = None if like is None else self._kinds.get(like)
        return self._meaning.kind_of(text) if known is None else known

    def note(self, etag: str, kind: str) -> None:
        """Remember the kind of a version."""
        self._kinds[etag] = kind


class NoMeaning:
    """Takes every document for what it is: text with members."""

    plain = "document"

    def kind_of(self, _: bytes) -> str:
        """Return the kind of everything."""
        return self.plain

    def contract(self, _: str) -> Contract | None:
        """Ask for nothing."""
        return None

    def describe(self, _: bytes) -> Description:
        """Say nothing but the kind."""
        return Description(self.plain)

    def fingerprint(self) -> str:
        """Never change."""
        return ""
