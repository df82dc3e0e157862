"""Stands in until the kind is written."""

from __future__ import annotations

from dataclasses import replace

from kinds.generic import KIND as _PLAIN
from kinds.kind import Summary

_FACTS = ("session_id", "project", "user", "is_active", "last_accessed", "updated_at")
KIND = replace(
    _PLAIN,
    name="microfilm",
    title="microfilm",
    detect=lambda top: "session_id" in top or "analysis_data" in top,
    summary=lambda document: Summary(facts={key: document[key] for key in _FACTS if key in document}),
)
