"""The drop-in's script: into whose pages it goes, and that nothing in a project can break out of it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.drop_in import script_of, shim
from api.pages import CLIENT
from tests.api.asking import Answer, etag_of, exchange, request
from tests.conftest import StartServer
from tests.serving import Server

NODE = shutil.which("node")
PATH = "/local-storage/tool.js"
OTHER_PAGE, EVIL = "http://localhost:5173", "https://evil.test"
OWN = "http://127.0.0.1:{port}"
DOCUMENT = b'{"theme": "dark", "tasks": [{"id": 1}], "__proto__": {"x": 1.0}}'
GIVEN = re.compile(rb"start\(JSON\.parse\((\".*\")\), globalThis, ")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that one other page may use."""
    with Server(tmp_path_factory.mktemp("data"), "--allow-origin", OTHER_PAGE) as server:
        server.create("tool", DOCUMENT)
        yield server


def ask(server: Server, *headers: str, path: str = PATH, method: str = "GET") -> Answer:
    lines = [line.replace("{port}", str(server.port)) for line in headers]
    host = [] if any(line.startswith("Host") for line in lines) else [f"Host: 127.0.0.1:{server.port}"]
    return exchange(server.port, request(method, path, *host, *lines))


def included(site: str, *more: str, dest: str = "script", mode: str = "no-cors") -> list[str]:
    return [f"Sec-Fetch-Site: {site}", f"Sec-Fetch-Mode: {mode}", f"Sec-Fetch-Dest: {dest}", *more]


def given_in(answer: Answer) -> dict[str, Any]:
    """Return what a script gives to a page."""
    found = GIVEN.search(answer.body)
    assert found is not None
    given: dict[str, Any] = json.loads(json.loads(found[1]))
    return given


@pytest.mark.parametrize(
    ("who", "headers", "status"),
    [
        ("our own page", included("same-origin", "Referer: " + OWN + "/apps/tool/"), 200),
        ("our own page that hides where it is", included("same-origin"), 200),
        ("our own page on localhost", ["Host: localhost:{port}", *included("same-origin")], 200),
        ("our own page with crossorigin", included("same-origin", "Origin: " + OWN, mode="cors"), 200),
        ("the allowed page", included("cross-site", f"Referer: {OTHER_PAGE}/"), 200),
        ("the allowed page, same site", included("same-site", f"Referer: {OTHER_PAGE}/a/page.html?q=1"), 200),
        ("the allowed page with crossorigin", included("cross-site", f"Origin: {OTHER_PAGE}", mode="cors"), 200),
        ("the allowed page in a browser that says less", [f"Referer: {OTHER_PAGE}/"], 200),
        ("our own page in a browser that says less", ["Referer: " + OWN + "/apps/tool/"], 200),
        ("the allowed page that hides where it is", included("cross-site"), 403),
        ("an evil page", included("cross-site", f"Referer: {EVIL}/"), 403),
        ("an evil page that hides where it is", included("cross-site"), 403),
        ("an evil page with crossorigin", included("cross-site", f"Origin: {EVIL}", mode="cors"), 403),
        ("an evil page at another port", included("same-site", "Referer: http://127.0.0.1:1/"), 403),
        ("an evil Origin and an allowed Referer", included("cross-site", f"Origin: {EVIL}",
                                                           f"Referer: {OTHER_PAGE}/"), 403),
        ("a page whose address begins as the allowed one", included("cross-site", f"Referer: {OTHER_PAGE}.evil.test/"),
         403),
        ("a page with the allowed one in its path", included("cross-site", f"Referer: {EVIL}/{OTHER_PAGE}/"), 403),
        ("a page with the allowed one as its user", included("cross-site", f"Referer: {OTHER_PAGE}@evil.test/"), 403),
        ("a page of the allowed host over https", included("cross-site", "Referer: https://localhost:5173/"), 403),
        ("an address that is none", included("cross-site", "Referer: http://[oops"), 403),
        ("a file or a sandboxed page", included("cross-site", "Origin: null", mode="cors"), 403),
        ("an old browser of an evil page", [f"Referer: {EVIL}/"], 403),
        ("a page of a browser that says nothing at all", [], 403),
        ("a rebinding page", ["Host: evil.test:{port}", "Referer: http://evil.test:{port}/"], 421),
        ("our own page that fetches it", included("same-origin", dest="empty", mode="cors"), 403),
        ("our own page that shows it", included("same-origin", dest="document", mode="navigate"), 403),
        ("our own page that frames it", included("same-origin", dest="iframe", mode="navigate"), 403),
        ("our own page that takes it for a style", included("same-origin", dest="style"), 403),
        ("a typed address", included("none", dest="document", mode="navigate"), 403),
    ],
)  # fmt: skip
def test_the_script_goes_into_our_own_pages_and_allowed_ones_only(
    server: Server, who: str, headers: list[str], status: int
) -> None:
    answer = ask(server, *headers)
    assert answer.status == status, who
    if status == 200:
        assert given_in(answer)["document"]["theme"] == "dark"
        is_other = any(OTHER_PAGE in line for line in headers)
        assert answer.headers["cross-origin-resource-policy"] == ("cross-origin" if is_other else "same-origin"), who
        allowed = OTHER_PAGE if any(line == f"Origin: {OTHER_PAGE}" for line in headers) else None
        assert answer.headers.get("access-control-allow-origin") == allowed, who
    else:
        assert b"dark" not in answer.body
        assert answer.json()["hint"], "a refusal says what to do"
        assert answer.headers["cross-origin-resource-policy"] == "same-origin" or OTHER_PAGE in str(headers)


@pytest.mark.parametrize("path", ["/api/projects/tool", "/api/projects", "/health", "/openapi.json"])
def test_nothing_else_is_included_as_a_script(server: Server, path: str) -> None:
    for headers in (included("same-origin"), included("cross-site", f"Referer: {OTHER_PAGE}/")):
        assert ask(server, *headers, path=path).status == 403


def test_the_answer_is_a_script_that_is_never_kept(server: Server) -> None:
    answer = ask(server, *included("same-origin"))
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"
    given = given_in(answer)
    assert given["etag"] == etag_of(server.load("tool"))
    assert (given["id"], given["problem"]) == ("tool", None)
    assert list(given["document"]) == ["theme", "tasks", "__proto__"]
    assert ask(server, *included("same-origin"), method="HEAD").status == 200


def test_a_project_that_is_not_there_gives_nothing_and_is_not_made(server: Server) -> None:
    answer = ask(server, *included("same-origin"), path="/local-storage/missing.js")
    assert (answer.status, given_in(answer)) == (200, {"id": "missing", "etag": None, "problem": None, "document": {}})
    assert not server.file("missing").exists()


@pytest.mark.parametrize("name", ["Tool.js", "con.js", ".js", "a.b.js", "tool", "%2e%2e.js", "tool.js/", "tool.mjs"])
def test_a_name_that_no_project_can_have_is_not_found(server: Server, name: str) -> None:
    assert ask(server, *included("same-origin"), path=f"/local-storage/{name}").status in (307, 404)


def test_a_broken_file_gives_nothing_and_says_why(server: Server) -> None:
    broken = b'{"theme": "dark",'
    server.file("broken").write_bytes(broken)
    given = given_in(ask(server, *included("same-origin"), path="/local-storage/broken.js"))
    assert (given["document"], given["etag"]) == (None, None)
    assert given["problem"]["code"] == "file_broken"
    assert server.file("broken").read_bytes() == broken


def test_with_a_token_there_is_a_script_and_no_data(start_server: StartServer) -> None:
    server = start_server("--token", "secret")
    server.file("tool").write_bytes(DOCUMENT)
    for headers in (included("same-origin"), included("same-origin", "Authorization: Bearer secret")):
        answer = ask(server, *headers)
        assert answer.status == 200
        assert given_in(answer) == {"id": "tool", "etag": None, "problem": None, "document": None}
        assert b"dark" not in answer.body


def test_the_modules_are_for_the_own_origin_and_allowed_ones(server: Server) -> None:
    for path in ("/client/drop-in.js", "/client/storage-shim/texts.js"):
        own = ask(server, *included("same-origin", mode="cors"), path=path)
        assert (own.status, own.headers["cache-control"]) == (200, "no-cache")
        assert own.headers["content-type"].startswith("text/javascript")
        other = ask(server, *included("cross-site", f"Origin: {OTHER_PAGE}", mode="cors"), path=path)
        assert (other.status, other.headers["access-control-allow-origin"]) == (200, OTHER_PAGE)
        assert other.headers["cross-origin-resource-policy"] == "cross-origin"
        assert ask(server, *included("cross-site", f"Origin: {EVIL}", mode="cors"), path=path).status == 403
        assert ask(server, *included("cross-site", f"Referer: {OTHER_PAGE}/"), path=path).status == 403


def test_the_shim_is_one_script_without_modules_and_with_names_of_its_own() -> None:
    text = shim(CLIENT / "storage-shim").decode()
    assert not re.search(r"^(import|export)\b", text, re.MULTILINE)
    names = re.findall(r"^(?:class|const|function|let) (\w+)", text, re.MULTILINE)
    assert len(names) == len(set(names))
    assert len(names) > 30
    assert text.count("__GIVEN__") == 1


_PIECES = [
    "</script>",
    "<!--",
    "<script>",
    "]]>",
    "\u2028",
    "\u2029",
    "&amp;",
    "__proto__",
    "__GIVEN__",
    "\\",
    '"',
    "${",
    "*/",
    "\n",
]
_TEXTS = st.lists(st.sampled_from(_PIECES) | st.text(max_size=5), max_size=4).map("".join)
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | _TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_TEXTS, inner, max_size=3),
    max_leaves=6,
)


@pytest.mark.skipif(NODE is None, reason="platform: needs Node.js")
def test_nothing_in_a_project_breaks_out_of_the_script() -> None:
    """Let a real engine read every script, and say what it was given."""
    documents: list[dict[str, Any]] = []

    @settings(max_examples=300, database=None)
    @given(st.dictionaries(_TEXTS, _VALUES, max_size=4))
    def collect(document: dict[str, Any]) -> None:
        documents.append(document)

    collect()
    scripts = [script_of(orjson.dumps({"id": "tool", "document": document})).decode() for document in documents]
    for script in scripts:
        literal = script[script.index("start(JSON.parse(") : script.rindex(", globalThis")]
        assert not re.search("[<>&\u2028\u2029]", literal)
    program = """
      const vm = require("vm");
      const scripts = JSON.parse(require("fs").readFileSync(0));
      const given = scripts.map((script) => {
        const seen = [];
        const scope = vm.createContext({ document: { currentScript: { src: "http://a/" } } });
        const listening = script.replace(/\\nfunction start\\(/u, "\\nfunction notStarted(")
          .replace(/\\ntry /u, "\\nfunction start(given) { document.seen = JSON.stringify(given); }\\ntry ");
        vm.runInContext(listening, scope);
        return scope.document.seen;
      });
      process.stdout.write(JSON.stringify([given, Object.keys(Object.prototype)]));
    """
    assert NODE is not None
    sent = json.dumps(scripts).encode()
    done = subprocess.run([NODE, "-e", program], input=sent, capture_output=True, check=True, timeout=100)
    seen, polluted = json.loads(done.stdout)
    assert [json.loads(text) for text in seen] == [{"id": "tool", "document": document} for document in documents]
    assert polluted == []


def test_the_parts_of_the_shim_are_all_there(tmp_path: Path) -> None:
    held = {path.stem for path in (CLIENT / "storage-shim").glob("*.js")}
    named = {match[1] for match in re.finditer(r'"([a-z]+)"', Path("api/drop_in.py").read_text()) if match[1] in held}
    assert named == held
