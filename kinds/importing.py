"""Take documents in from outside: worked out first as a plan, which can be shown or carried out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kinds import local_storage
from kinds.archives import Member, documents_in
from kinds.kind import Collection
from kinds.registry import kinds_of
from kinds.rows import with_rows
from storage import documents, numbers
from storage.decisions import Precondition
from storage.errors import BadArchive, BadCsv, BadId
from storage.names import is_id
from storage.others import OtherFiles
from storage.preview import preview
from storage.saved import Saved
from storage.store import Store
from storage.terms import Terms
from storage.versions import Current

MODES = ("create", "update", "copy")
FORMATS = ("json", "zip", "csv", "local-storage")
_ROOM = 4
"""How much larger than an upload the documents of an archive may be together."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody who imports asks for."""

    mode: str = "create"
    """`create` makes a project, `update` saves over one, `copy` puts it beside the one that is there."""
    id: str = ""
    """Id of the project; without one, `name` makes one that is free."""
    name: str = ""
    """Name of the file that it comes from."""
    format: str = "json"
    collection: str = ""
    """The collection into which rows of CSV go."""
    asked: Precondition | None = None
    """The version that an update replaces; without one, the current."""
    largest: int = 16 << 20
    """Largest upload in bytes."""


@dataclass(frozen=True, slots=True)
class Step:
    """One document that is to be saved."""

    project: str
    text: bytes
    asked: Precondition
    name: str = ""
    """Name of the file in an archive."""

    def preview(self, store: Store, terms: Terms) -> dict[str, Any]:
        """Say what the step would change."""
        shown = preview(store, self.project, self.text, creates=self.asked.create, terms=terms)
        return {**shown, "name": self.name} if self.name else shown


def plan(store: Store, body: bytes, wanted: Wanted) -> list[Step]:
    """Work out what an import saves.

    Raises:
        BadId: no project is named, or by an impossible id.
        BadArchive, TooLarge: an archive cannot be taken.
        DocumentError: the body is not what its format says.
        NoSuchProject, FileBroken: there is nothing that can be updated.
    """
    if wanted.format == "zip":
        members = documents_in(body, _ROOM * wanted.largest)
        return _distinct([_step_of_member(store, member, wanted.mode) for member in members])
    if wanted.format == "csv":
        current = store.load(wanted.id)
        text = with_rows(current.laid_out, body, _collection(store, current, wanted.collection))
        return [Step(wanted.id, text, Precondition(base=current.etag))]
    if wanted.format == "local-storage":
        body = numbers.dumps(local_storage.document_of(numbers.loads(documents.read_part(body))))
    return [_step(store, body, wanted)]


def carry_out(store: Store, steps: list[Step], terms: Terms) -> list[Saved]:
    """Save what was planned; if one of several documents cannot be saved, none is."""
    if len(steps) > 1:
        for step in steps:
            step.preview(store, terms)
    return [store.save(step.project, step.text, step.asked, "import", terms) for step in steps]


def _step(store: Store, text: bytes, wanted: Wanted) -> Step:
    if wanted.mode == "update":
        if not wanted.id:
            raise BadId("an update has to name the project", id=wanted.name)
        asked = wanted.asked or Precondition(base=store.load(wanted.id).etag)
        return Step(wanted.id, text, asked)
    if not wanted.id and not wanted.name:
        raise BadId("an import has to name the project, or the file that it comes from", id="")
    stem = wanted.id or wanted.name.removesuffix(".json")
    project = wanted.id if wanted.id and wanted.mode == "create" else OtherFiles(store).free_id(stem)
    return Step(project, text, Precondition(create=True))


def _collection(store: Store, current: Current, name: str) -> Collection:
    document = documents.parse(current.text)
    found = {collection.name: collection for collection in kinds_of(store).of(document).collections(document)}
    if name in found:
        return found[name]
    if document.get(name) == []:
        return Collection(name, name)
    raise BadCsv(f"the document has no collection {name!r}; it has {', '.join(found) or 'none'}", collection=name)


def _step_of_member(store: Store, member: Member, mode: str) -> Step:
    stem = member.name[: -len(".json")]
    named = stem if is_id(stem) and mode != "copy" else OtherFiles(store).free_id(stem)
    current = store.versions.read(named) if mode == "update" else None
    asked = Precondition(create=True) if current is None else Precondition(base=current.etag)
    return Step(named, member.content, asked, member.name)


def _distinct(steps: list[Step]) -> list[Step]:
    names: dict[str, str] = {}
    for step in steps:
        if step.project in names:
            text = f"{names[step.project]!r} and {step.name!r} would both become the project {step.project!r}"
            raise BadArchive(text, id=step.project)
        names[step.project] = step.name
    return steps
