"""Types of files by their names, the same on every system: registries and `mime.types` say odd things."""

from __future__ import annotations

import mimetypes
from pathlib import PurePath

_BINARY = "application/octet-stream"
_PACKED = {"gzip": "application/gzip", "bzip2": "application/x-bzip2", "xz": "application/x-xz"}
_TYPES = {
    ".apng": "image/apng",
    ".avif": "image/avif",
    ".cjs": "text/javascript",
    ".css": "text/css",
    ".csv": "text/csv",
    ".flac": "audio/flac",
    ".frag": "text/plain",
    ".glb": "model/gltf-binary",
    ".glsl": "text/plain",
    ".gltf": "model/gltf+json",
    ".htm": "text/html",
    ".html": "text/html",
    ".ico": "image/vnd.microsoft.icon",
    ".js": "text/javascript",
    ".json": "application/json",
    ".jxl": "image/jxl",
    ".m4a": "audio/mp4",
    ".map": "application/json",
    ".md": "text/markdown",
    ".mjs": "text/javascript",
    ".mp3": "audio/mpeg",
    ".ogg": "audio/ogg",
    ".opus": "audio/ogg",
    ".otf": "font/otf",
    ".svg": "image/svg+xml",
    ".ttf": "font/ttf",
    ".txt": "text/plain",
    ".vert": "text/plain",
    ".vtt": "text/vtt",
    ".wasm": "application/wasm",
    ".wav": "audio/wav",
    ".webm": "video/webm",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".wgsl": "text/plain",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".xhtml": "application/xhtml+xml",
    ".xht": "application/xhtml+xml",
    ".xml": "application/xml",
    ".yaml": "application/yaml",
    ".yml": "application/yaml",
}
"""What tools are made of and Python's own table lacks, or has otherwise in some version."""

_known = mimetypes.MimeTypes()


def type_of(name: str) -> str:
    """Return the type of a file by its name; what is packed is not unpacked on its way, so its type is the packing."""
    own = _TYPES.get(PurePath(name).suffix.lower())
    if own is not None:
        return own
    found, packing = _known.guess_type(name.lower())
    return _PACKED.get(packing, _BINARY) if packing else found or _BINARY
