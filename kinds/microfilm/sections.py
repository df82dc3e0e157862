"""The sections of an archive order, and the browser keys that they replace."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kinds.kind import Document
from storage import numbers

BROWSER_KEYS = {
    "workflow_state": "microfilmWorkflowState",
    "project_state": "microfilmProjectState",
    "analysis_data": "microfilmAnalysisData",
    "allocation_data": "microfilmAllocationData",
    "index_data": "microfilmIndexData",
    "film_number_results": "microfilmFilmNumberResults",
    "distribution_results": "microfilmDistributionResults",
    "reference_sheets": "microfilmReferenceSheets",
    "ui_preferences": "ui_preferences",
}
"""The key in the browser's localStorage for each section, in the order of the workflow."""

SECTIONS = {key: section for section, key in BROWSER_KEYS.items()}
"""The section for each browser key."""

SECONDARY = ("microfilmFilmData", "microfilmUpdatedIndexData", "dark-mode", "projectDetailsCollapsed")
"""Further browser keys, which are kept under their own names."""


def is_order(top: Mapping[str, Any]) -> bool:
    """Say by its top level whether a document is an archive order."""
    sections = sum(section in top for section in BROWSER_KEYS)
    keys = sum(key in top for key in SECTIONS if key not in BROWSER_KEYS)
    return sections + keys >= 2 or ("session_id" in top and sections + keys >= 1)


def section(document: Document, name: str) -> Any:
    """Return a section, which may stand under its browser key; an empty object if there is none."""
    found = document.get(name) or document.get(BROWSER_KEYS[name])
    return (_parsed(found) if isinstance(found, str) else found) or {}


def section_object(document: Document, name: str) -> dict[str, Any]:
    """Return a section; an empty object if there is none, or something else stands in its place."""
    found = section(document, name)
    return found if isinstance(found, dict) else {}


def _parsed(text: str) -> Any:
    """Read the JSON text that a browser held; what is none is nothing."""
    try:
        return numbers.loads(text.encode())
    except (ValueError, RecursionError):
        return None


def inside(value: Any, *keys: str) -> Any:
    """Follow keys into nested objects; None where they lead nowhere."""
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def object_inside(value: Any, *keys: str) -> dict[str, Any]:
    """Follow keys into nested objects; an empty object where they lead to none."""
    found = inside(value, *keys)
    return found if isinstance(found, dict) else {}


def objects_inside(value: Any, *keys: str) -> list[dict[str, Any]]:
    """Follow keys to a list, and return the objects in it."""
    found = inside(value, *keys)
    return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []
