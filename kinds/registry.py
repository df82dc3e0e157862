"""The kinds that a data folder knows: the built-in ones, and one for each contract that its operator added."""

from __future__ import annotations

import hashlib
import logging
import re
from collections.abc import Mapping
from dataclasses import asdict, replace
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import msgspec
import orjson

from kinds import generic, pixellab, storycore
from kinds.custom import CustomContracts
from kinds.kind import Document, Kind, Summary
from kinds.microfilm import film_ledger, register
from storage import documents
from storage.contracts import Contract, broken_facts
from storage.errors import ContractBroken
from storage.meaning import Description
from storage.settings import Settings
from storage.store import Store

log = logging.getLogger("holdfast")

BUILT_IN: dict[str, Kind] = {
    kind.name: kind for kind in (pixellab.KIND, storycore.KIND, register.KIND, film_ledger.KIND)
}
CONTRACTS = Path(__file__).with_name("contracts")
_NAMED = re.compile(r"(?:^|/)contracts/([a-z0-9][a-z0-9_-]{0,63})\.schema\.json$")
_LONGEST_NAME = 200


class Kinds:
    """What documents of one data folder mean; the `Meaning` that its store is given."""

    plain = generic.KIND.name

    def __init__(self, folder: Path | None = None) -> None:
        """Know the built-in kinds, and those of the contracts in `folder` as they stand at any time."""
        self._custom = CustomContracts(folder, reserved=frozenset({*BUILT_IN, self.plain}))

    def kind_of(self, text: bytes) -> str:
        """Return the kind of a document's text: what `"$schema"` names, else what its shape says."""
        return self._detected(_top_of(text))

    def of(self, document: Document) -> Kind:
        """Return the kind of a parsed document."""
        return self.named(self._detected(document))

    def named(self, name: str) -> Kind:
        """Return a kind by its name; one that is not known is generic but for its name."""
        if name in BUILT_IN:
            return BUILT_IN[name]
        custom = self._custom.all().get(name)
        title = custom.title if custom else name
        description = custom.description if custom else generic.KIND.description
        is_plain = name == self.plain
        return generic.KIND if is_plain else replace(generic.KIND, name=name, title=title, description=description)

    def all(self) -> list[Kind]:
        """Return every kind, the built-in ones first."""
        return [*BUILT_IN.values(), *(self.named(name) for name in self._custom.all()), generic.KIND]

    def problems(self) -> list[dict[str, str]]:
        """Return the contracts of the operator that cannot be used, each with `file` and `detail`."""
        return self._custom.problems()

    def schema(self, name: str) -> bytes | None:
        """Return the text of a kind's contract, or None if it has none."""
        if name in BUILT_IN:
            return (CONTRACTS / f"{name}.schema.json").read_bytes()
        return self._custom.text(name)

    def contract(self, kind: str) -> Contract | None:
        """Return the contract of a kind; one that cannot be used only says so."""
        if kind in BUILT_IN:
            return _built_in_contract(kind)
        custom = self._custom.all().get(kind)
        return custom.contract if custom else None

    def describe(self, text: bytes) -> Description:
        """Return what the list shows of a document."""
        top = _top_of(text)
        name = self._detected(top)
        contract = self.contract(name)
        if contract is None and name == self.plain:
            return Description(name, generic.title_of(top))
        document = documents.parse(text)
        summary = self.summary(name, document)
        problem = None if contract is None else _problem(contract, text)
        return Description(name, summary.name[:_LONGEST_NAME], _shown(summary), dict(summary.facts), problem)

    def summary(self, name: str, document: Document) -> Summary:
        """Return what a kind says of a document in short; one that only looks like its kind has nothing said of it."""
        try:
            return self.named(name).summary(document)
        except Exception:
            log.exception("a document that looks like %s cannot be described", name)
            return Summary()

    def fingerprint(self) -> str:
        """Return a text that changes when the same document could be described differently."""
        return f"{_release()} {self._custom.stamp()}"

    def _detected(self, top: Mapping[str, Any]) -> str:
        named = _NAMED.search(_text_of(top.get("$schema")))
        if named:
            return named[1]
        custom = next((found.name for found in self._custom.all().values() if found.fits(top)), None)
        return custom or next((kind.name for kind in BUILT_IN.values() if kind.detect(top)), self.plain)


def open_store(data: Path, settings: Settings | None = None) -> Store:
    """Open a data folder whose documents are held against the contracts of their kinds."""
    return Store(data, settings, meaning=Kinds(data / "contracts"))


def kinds_of(store: Store) -> Kinds:
    """Return the kinds that a store knows; one that was opened without knows the built-in ones."""
    return store.meaning if isinstance(store.meaning, Kinds) else Kinds()


def _top_of(text: bytes) -> dict[str, msgspec.Raw]:
    """Return the top level of a text, without making objects of what is below it; empty if it has none."""
    try:
        return msgspec.json.decode(text, type=dict[str, msgspec.Raw])
    except (msgspec.DecodeError, RecursionError):
        return {}


def _problem(contract: Contract, text: bytes) -> dict[str, Any] | None:
    verdict = contract.judge(text)
    if not verdict.count:
        return None
    said = f"the file breaks the contract of {contract.name!r}: {verdict.summary()}"
    return {"code": ContractBroken.__name__, "detail": said, **broken_facts(contract.name, verdict)}


def _shown(summary: Summary) -> dict[str, Any]:
    shown = {name: value for name, value in asdict(summary).items() if name in ("text", "counts", "picture")}
    return {name: value for name, value in shown.items() if value}


def _text_of(value: Any) -> str:
    if isinstance(value, msgspec.Raw):
        value = msgspec.json.decode(value) if bytes(value).startswith(b'"') else ""
    return value if isinstance(value, str) else ""


@cache
def _built_in_contract(name: str) -> Contract:
    schema = orjson.loads((CONTRACTS / f"{name}.schema.json").read_bytes())
    return Contract(name, schema, BUILT_IN[name].warnings)


@cache
def _release() -> str:
    """Return what changes when the built-in contracts do."""
    texts = b"".join(path.read_bytes() for path in sorted(CONTRACTS.glob("*.schema.json")))
    try:
        number = version("holdfast")
    except PackageNotFoundError:
        number = "0"
    return f"{number} {hashlib.sha256(texts).hexdigest()[:12]}"
