"""Content-Security-Policy: what a browser may load and run for each sort of answer."""

from __future__ import annotations

from collections.abc import Sequence

API_POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"
APP_POLICY = "frame-ancestors 'self'"
"""An operator's own pages may do what they do when they are opened from a file."""

_PAGE = (
    "default-src 'none'; script-src {scripts}; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
PAGE_POLICY = _PAGE.format(scripts="'self'")
"""Of every page that brings none of its own."""
_EDITOR = (
    "default-src 'none'; script-src {scripts}; style-src 'self' 'unsafe-inline'; img-src data:; connect-src 'none'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'; "
    "require-trusted-types-for 'script'; trusted-types svelte-trusted-html"
)


def dashboard_policy(inline: Sequence[str]) -> str:
    """Return the policy of the dashboard, which shows the editor in a frame.

    Args:
        inline: hashes of the scripts that stand in the page itself, which are its import map.
    """
    return f"{_PAGE.format(scripts=_scripts(inline))}; frame-src 'self'"


def editor_policy(inline: Sequence[str]) -> str:
    """Return the policy of the frame that holds the JSON editor, whose code writes styles and markup.

    It may do no more than show: it reaches neither the server nor anything else, and talks to its parent only.
    """
    return _EDITOR.format(scripts=_scripts(inline))


def _scripts(inline: Sequence[str]) -> str:
    return " ".join(["'self'", *(f"'{each}'" for each in inline)])
