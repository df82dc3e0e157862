"""What `/openapi.json` says of the server as a whole: in general, of its groups, and of the parts of addresses."""

from __future__ import annotations

from api.operations import Parameter, Schema

INTRODUCTION = """\
One small server on localhost that keeps each project of a browser tool as one JSON file, and every version of it.

**Versions.** An etag is `sha256-` and 64 hexadecimal digits, the SHA-256 of the bytes on disk; in headers it stands in
quotes. Times are ISO 8601 UTC with milliseconds. A save names the version that it replaces; one with an older base is
merged.

**Problems.** Errors are `application/problem+json` (RFC 9457) with a stable `code`. The older tools' addresses answer
errors in their own shapes, which hold the same `code`. An address that does not exist is 404 `not_found`, a method that
it does not have 405 `method_not_allowed`, one with a slash too many 307 with the Location of the right one.

**Who may ask.** Host has to be one of the server's own, and Origin the server's own or an allowed one. Sec-Fetch-Site,
Sec-Fetch-Mode and Sec-Fetch-Dest must not say that another site's page asks, or that data is included in a page. With a
token, requests show it as `Authorization: Bearer` or `X-Token`. Bodies have a Content-Type that is listed here, no
Content-Encoding, and a Content-Length within the limit. A preflight (`OPTIONS`) of an allowed origin is answered 204.
X-CSRFToken, which older pages send, may be sent and is not read.

**Every address.** HEAD is answered as GET, without the body. All answers carry Content-Security-Policy,
X-Content-Type-Options, Referrer-Policy, Cross-Origin-Resource-Policy, Cross-Origin-Opener-Policy and Vary; those to an
allowed origin also Access-Control-Allow-Origin and Access-Control-Expose-Headers. The addresses of workflow sessions
are the same with and without the slash at their end. Values in addresses hold letters, digits and `_ . : ~ + = , @ -`;
names of files of apps hold what they hold, percent-encoded.
"""

TAGS: dict[str, str] = {
    "projects": "List, load, save and delete projects.",
    "versions": "Kept versions: look at them, compare, restore.",
    "inside": "What is inside a document: items, figures, exports.",
    "transfer": "In and out: exports, imports, and files that are no projects yet.",
    "kinds": "Kinds of project and their contracts.",
    "events": "What happens, as it happens.",
    "operations": "What somebody who runs the server asks.",
    "film register": "Rolls of microfilm, from the plan of an order to the numbers on its boxes.",
    "older tools": "Addresses that older tools call, with their own shapes.",
    "pages": "The pages that a browser shows.",
}

_ID: Schema = {"type": "string", "pattern": "^[a-z0-9][a-z0-9_-]{0,63}$"}
_WORD: Schema = {"type": "string", "pattern": "^[A-Za-z0-9_:~+=,@-]+$"}
_ORDER: Schema = {"type": "string", "pattern": "^[A-Za-z0-9_-]{1,64}$"}


def _part(description: str, schema: Schema) -> Parameter:
    return Parameter("", description, schema, where="path", required=True)


PATHS: dict[str, Parameter] = {
    "id": _part("Id of the project: the name of its file without `.json`.", _ID),
    "name": _part(
        "Name of a backup, an etag, or `current`.",
        {
            "type": "string",
            "pattern": "^(current|sha256-[0-9a-f]{64}|[0-9]{8}T[0-9]{6}[.][0-9]{3}Z--[0-9a-z-]+[.]json)$",
        },
    ),
    "collection": _part("Name of a list of objects in the document.", _WORD),
    "key": _part("What tells the item apart, its `id` in most lists.", _WORD),
    "file": _part("Name of a file.", {"type": "string", "pattern": "^[a-z0-9][a-z0-9_-]{0,63}([.][a-z]+){1,2}$"}),
    "app": _part("Name of an app, as `--app` gave it.", _ID),
    "version": _part(
        "The version of the files of the pages, as the page names it.",
        {"type": "string", "pattern": "^[0-9a-f]{12}$"},
    ),
    "path": _part(
        "Path of a file in its folder, with `/` between folders; empty for the first page.",
        {"type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9 _-]*([.][a-z0-9]+)?$"},
    ),
    "project": _part("The archive order as the pages of the register name it, or the id of its project.", _ORDER),
    "roll": _part("Id of a roll of the order.", {"type": "integer", "minimum": 1}),
    "session": _part("The `session_id` that opening the session returned.", _ORDER),
}
"""The parts of addresses that stand in braces, by name."""
