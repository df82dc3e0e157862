"""Types by names, the same on every system."""

from __future__ import annotations

import pytest

from api.file_types import type_of


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.js", "text/javascript"),
        ("a.MJS", "text/javascript"),
        ("a.min.js", "text/javascript"),
        ("a.css", "text/css"),
        ("INDEX.HTM", "text/html"),
        ("a.xhtml", "application/xhtml+xml"),
        ("a.json", "application/json"),
        ("a.js.map", "application/json"),
        ("app.webmanifest", "application/manifest+json"),
        ("a.wasm", "application/wasm"),
        ("a.svg", "image/svg+xml"),
        ("a.png", "image/png"),
        ("a.jpeg", "image/jpeg"),
        ("a.gif", "image/gif"),
        ("a.avif", "image/avif"),
        ("a.webp", "image/webp"),
        ("a.woff2", "font/woff2"),
        ("a.mp4", "video/mp4"),
        ("a.webm", "video/webm"),
        ("a.pdf", "application/pdf"),
        ("a.zip", "application/zip"),
        ("data.json.gz", "application/gzip"),
        ("a.svgz", "application/gzip"),
        ("README", "application/octet-stream"),
        ("a.unheard-of", "application/octet-stream"),
    ],
)
def test_a_name_has_one_type(name: str, kind: str) -> None:
    assert type_of(name) == kind
