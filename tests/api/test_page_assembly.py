"""How a page is made of its template."""

from __future__ import annotations

import base64
import hashlib

import pytest

from api.page_assembly import assemble, modules_from, static_imports

MAP = {"lib": "/assets/v/vendor/lib.js", "lib/": "/assets/v/vendor/lib/", "parts/deep/": "/assets/v/dashboard/deep/"}


def reached(files: dict[str, str], entry: str = "dashboard/main.js") -> list[str]:
    """Return what a module leads to."""
    return modules_from([entry], MAP, "/assets/v", files, files.__getitem__)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('import "./a.js";', ["./a.js"]),
        ('import a from "./a.js";', ["./a.js"]),
        ("import a, { b as c } from './a.js'", ["./a.js"]),
        ('import * as all from "./a.js";', ["./a.js"]),
        ('import {\n  one,\n  two,\n} from "./a.js";', ["./a.js"]),
        ('export { one } from "./a.js";', ["./a.js"]),
        ('export * from "./a.js";', ["./a.js"]),
        ('export * as all from "./a.js";', ["./a.js"]),
        ('import{options as n}from"preact";import{b}from"hooks";var x', ["preact", "hooks"]),
        ('"use strict";import"a";', ["a"]),
        ('import { $a, _b } from "./a.js";', ["./a.js"]),
        ('const later = () => import("./a.js");', []),
        ('import("./a.js");', []),
        ('console.log(import.meta.url, "x");', []),
        ('/** @import { A } from "./a.js" */', []),
        (' * import { A } from "./a.js"', []),
        ('// import { A } from "./a.js"', []),
        ('export const from = "./a.js";', []),
        ('export default "./a.js";', []),
        ('important "./a.js"', []),
        ('const text = "import a from b";', []),
    ],
)
def test_only_static_imports_are_found(source: str, expected: list[str]) -> None:
    assert static_imports(source) == expected


def test_modules_are_found_through_the_import_map_the_nearest_first() -> None:
    files = {
        "dashboard/main.js": 'import "./a.js";\nimport "lib";\nimport "lib/sub.js";\nimport "parts/deep/d.js";',
        "dashboard/a.js": 'import "../client/c.js";\nimport "./main.js";\nconst b = import("./b.js");',
        "dashboard/b.js": "",
        "dashboard/deep/d.js": 'import "/assets/v/dashboard/e.js";',
        "dashboard/e.js": "",
        "client/c.js": 'import "lib";',
        "vendor/lib.js": "",
        "vendor/lib/sub.js": 'import "../lib.js";',
    }
    nearest = ["dashboard/a.js", "vendor/lib.js", "vendor/lib/sub.js", "dashboard/deep/d.js"]
    assert reached(files) == ["dashboard/main.js", *nearest, "client/c.js", "dashboard/e.js"]


@pytest.mark.parametrize(
    "imported", ["./nothing.js", "unmapped", "https://evil.test/a.js", "../../../etc/passwd", "/a.js"]
)
def test_an_import_of_nothing_that_is_served_is_left_to_the_browser(imported: str) -> None:
    assert reached({"dashboard/main.js": f'import "{imported}";'}) == ["dashboard/main.js"]


def test_the_import_map_is_hashed_as_it_is_sent() -> None:
    template = '<script type="importmap">\n  {"imports": {"lib": "{assets}/vendor/lib.js"}}\n</script>\n'
    page = assemble(template, "/assets/v", {"vendor/lib.js"}, lambda _: "")
    sent = '\n  {"imports": {"lib": "/assets/v/vendor/lib.js"}}\n'
    assert sent in page.text
    assert page.inline == ("sha256-" + base64.b64encode(hashlib.sha256(sent.encode()).digest()).decode(),)
    assert page.missing == ()


def test_links_stand_where_the_placeholder_stood() -> None:
    template = '<head>\n    {preload}\n    <script type="module" src="{assets}/dashboard/main.js"></script>\n</head>\n'
    files = {"dashboard/main.js": 'import "./a.js"', "dashboard/a.js": ""}
    page = assemble(template, "/assets/v", files, files.__getitem__)
    assert page.text == (
        "<head>\n"
        '    <link rel="modulepreload" href="/assets/v/dashboard/main.js">\n'
        '    <link rel="modulepreload" href="/assets/v/dashboard/a.js">\n'
        '    <script type="module" src="/assets/v/dashboard/main.js"></script>\n'
        "</head>\n"
    )
    assert page.inline == ()


def test_what_the_page_needs_and_is_not_there_is_named() -> None:
    template = (
        '<script type="importmap">{"imports": {"a": "{assets}/vendor/a.js", "b/": "{assets}/vendor/b/"}}</script>'
        '<script type="module" src="{assets}/dashboard/main.js"></script>'
    )
    page = assemble(template, "/assets/v", set(), lambda _: "")
    assert page.missing == ("vendor/a.js", "dashboard/main.js")
