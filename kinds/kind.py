"""What a kind of project is: how it is recognised, what its collections are, and what is worth saying of it.

Everything here is pure: a kind looks at a parsed document and returns values. The contract (a JSON Schema) lies
beside the kinds in `contracts/`, and `kinds.registry` brings both together.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from storage.documents import Notice

Document = dict[str, Any]
Item = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Collection:
    """A list of objects in a document, as it is searched, counted and exported."""

    name: str
    """Its name in addresses, and of its sheet."""
    title: str
    path: tuple[str, ...] = ()
    """Keys that lead to the array in the document; empty where `read` gathers the items from several places."""
    key: str = "id"
    """Member that tells the items apart."""
    search: tuple[str, ...] = ()
    """Fields in which a text is looked for, as `metadata.mood`; none: every text of the item."""
    columns: tuple[str, ...] = ()
    """Fields that come first in tables, in this order; the other fields that the items have follow."""
    times: tuple[str, ...] = ()
    """Fields that hold milliseconds since 1970, which a table shows as dates."""
    picture: str | None = None
    """Field that holds an image as a `data:` URL, or an object with `image_data_url`."""
    read: Callable[[Document], list[Item]] | None = None
    """Gathers the items where they are no array of their own; such a collection cannot be imported into."""

    def items(self, document: Document) -> list[Item]:
        """Return the items that are objects; a document that breaks its contract may have none."""
        if self.read is not None:
            return self.read(document)
        found: Any = document
        for key in self.path or (self.name,):
            found = found.get(key) if isinstance(found, dict) else None
        return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []


@dataclass(frozen=True, slots=True)
class Summary:
    """What the list of projects shows of one."""

    name: str = ""
    """Title of the project by its own words; empty if it has none."""
    text: str = ""
    """One line: `36 jobs, 33 done`."""
    counts: Mapping[str, int] = field(default_factory=dict)
    """Items of each collection that is worth naming."""
    picture: str | None = None
    """JSON pointer to a `data:` URL of an image in the document."""
    facts: Mapping[str, Any] = field(default_factory=dict)
    """What the kind's own endpoints look projects up by."""


def nothing_to_say(_: Document) -> list[Notice]:
    """Return no warnings: what a kind without soft rules says."""
    return []


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of project."""

    name: str
    title: str
    description: str
    detect: Callable[[Mapping[str, Any]], bool]
    """Says by the top level of a document whether it is of this kind; the values may be unparsed JSON."""
    summary: Callable[[Document], Summary]
    stats: Callable[[Document], dict[str, Any]]
    """Figures, and histograms as `{edges, counts}` or lists of `{label, ...}` that can be plotted as they are."""
    collections: Callable[[Document], Sequence[Collection]]
    """The collections that a document has; most kinds always have the same."""
    template: Callable[[str], Document]
    """Makes the document of a project that begins, from its title."""
    warnings: Callable[[Document], list[Notice]] = nothing_to_say
    """Says what a contract cannot: references that lead nowhere, and what else is allowed but doubtful."""
    stamps: tuple[str, ...] = ()
    """Top-level members that the kind's own endpoints write."""
