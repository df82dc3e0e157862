"""The headers that requests and answers carry, described once for all operations."""

from __future__ import annotations

from api.operations import TEXT, Parameter, Schema
from storage.terms import OnConflict

_QUOTED_ETAG = '^"sha256-[0-9a-f]{64}"$'
_MOMENT: Schema = {"type": "string", "format": "date-time"}
_ANY_MOMENT: Schema = {"anyOf": [_MOMENT, {"type": "string", "pattern": "^[0-9]{1,13}$"}]}


def _sent(name: str, description: str, schema: Schema = TEXT) -> Parameter:
    return Parameter(name, description, schema, where="header")


IF_MATCH = _sent(
    "If-Match",
    "The version that is meant, as `ETag` named it. A save with an older one is merged. `*` stands for whatever is "
    "there and is taken only with `force=1`.",
)
CREATES = _sent("If-None-Match", "`*` makes a project, and refuses if there is one.", {"const": "*"})
KNOWN_VERSION = _sent("If-None-Match", "The version that is known; if it is still current the answer is 304.")
KNOWN_ANSWER = _sent("If-None-Match", "The `ETag` of the answer that is known; if it still holds the answer is 304.")
REPLACES_BROKEN = _sent(
    "Holdfast-Replace-Broken",
    "The etag of the broken content that may be replaced; `X-Replace-Broken` is the same. The broken text is kept.",
)
ON_CONFLICT = _sent(
    "Holdfast-On-Conflict",
    "Whose value is taken where both sides changed one. `fail`, the default, saves nothing and keeps both.",
    {"enum": [str(policy) for policy in OnConflict]},
)
_EDITED_AT = _sent(
    "Holdfast-Edited-At",
    "When the edit was made, for `newest`: ISO 8601, or milliseconds since 1970.",
    _ANY_MOMENT,
)
_SENT_AT = _sent(
    "Holdfast-Sent-At",
    "The sender's clock when it sent, by which `Holdfast-Edited-At` is corrected.",
    _ANY_MOMENT,
)
_BASE_SAVED_AT = _sent(
    "Holdfast-Base-Saved-At",
    "When the base was saved; it finds an older version to merge by if the base is no longer kept.",
    _ANY_MOMENT,
)
CLIENT = _sent("Holdfast-Client", "What the client calls itself; it comes back as `source` in events.")
LAST_EVENT_ID = _sent("Last-Event-ID", "The cursor of the last event that was seen, as browsers send it.")

FORCE = Parameter("force", "1 lets `If-Match: *` replace whatever is there.", {"enum": ["1"]})
VALIDATE = Parameter("validate", "`off` saves what breaks its contract, with a warning.", {"enum": ["on", "off"]})

TERMS = (ON_CONFLICT, _EDITED_AT, _SENT_AT, _BASE_SAVED_AT, CLIENT, VALIDATE)
"""How a save wants to be brought together with edits that it does not know."""
VERSION_HEADERS = (
    "ETag",
    "Last-Modified",
    "Holdfast-Saved-At",
    "Holdfast-Kind",
    "Holdfast-Warnings",
    "Cache-Control",
    "Vary",
)
"""Headers of answers that hold a version."""
SAVED_HEADERS = ("ETag", "Holdfast-Saved-At")
"""Headers of answers to a save."""


def _given(description: str, schema: Schema = TEXT) -> Schema:
    return {"description": description, "schema": schema}


HEADERS: dict[str, Schema] = {
    "ETag": _given(
        "The version: `sha256-` and the SHA-256 of its bytes on disk, in quotes. Of a picture the same of its bytes; "
        "of a difference, something that both versions are in.",
        {"type": "string", "pattern": _QUOTED_ETAG},
    ),
    "Last-Modified": _given("When the version was saved, to the second."),
    "Holdfast-Saved-At": _given("When the version was saved, ISO 8601 UTC with milliseconds.", _MOMENT),
    "Holdfast-Kind": _given("The kind of the document."),
    "Holdfast-Warnings": _given("Codes of what is doubtful about the file, with commas between."),
    "Cache-Control": _given("How long a browser may keep the answer; documents are asked for again each time."),
    "Content-Disposition": _given("Makes browsers offer the answer as a file to save (RFC 6266)."),
    "Content-Encoding": _given("`gzip`, if the request accepted it and the document is worth it."),
    "Content-Security-Policy": _given("What a browser may load for the page; for data, nothing at all."),
    "X-Content-Type-Options": _given("Always `nosniff`: the type is what Content-Type says.", {"const": "nosniff"}),
    "Referrer-Policy": _given("Always `no-referrer`.", {"const": "no-referrer"}),
    "Cross-Origin-Resource-Policy": _given("`same-origin`, or `cross-origin` for an origin that the operator allowed."),
    "Cross-Origin-Opener-Policy": _given("Always `same-origin`.", {"const": "same-origin"}),
    "Vary": _given("Headers of the request on which the answer depends."),
    "Access-Control-Allow-Origin": _given("The origin of the page that asks, if the operator allowed it."),
    "Access-Control-Expose-Headers": _given("The headers that such a page may read."),
    "Access-Control-Allow-Methods": _given("In answers to a preflight: what such a page may ask."),
    "Access-Control-Allow-Headers": _given("In answers to a preflight: the headers that such a page may send."),
    "Access-Control-Max-Age": _given("In answers to a preflight: for how many seconds it holds."),
    "Allow": _given("The methods of the address."),
    "Accept-Encoding": _given("Always `identity`: how a body has to be sent.", {"const": "identity"}),
    "Accept-Ranges": _given("`bytes`: parts of the file can be asked for with Range."),
    "Content-Range": _given("Which part of the file it is."),
    "Location": _given("Where the address without the slash too many is."),
    "X-Accel-Buffering": _given("`no`, on streams: proxies must not hold them back.", {"const": "no"}),
    "WWW-Authenticate": _given("Always `Bearer`: how a token is shown.", {"const": "Bearer"}),
    "Retry-After": _given("After how many seconds to ask again.", {"type": "string", "pattern": "^[0-9]+$"}),
    "Connection": _given("`close`, if the server hangs up after the answer."),
}
"""Headers of answers, by name; most answers have some of them only."""

ON_PROBLEMS: dict[int, tuple[str, ...]] = {
    401: ("WWW-Authenticate",),
    405: ("Allow",),
    408: ("Connection",),
    409: ("ETag",),
    412: ("ETag",),
    415: ("Accept-Encoding",),
    500: ("ETag",),
    503: ("Retry-After",),
}
"""Headers that problems of a status can have."""
