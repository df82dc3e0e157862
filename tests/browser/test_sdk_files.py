"""Files that cannot be shown: opening says why, nothing hangs or throws, and a file that is mended comes to life."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.sdk_pages import FAST, SLOW, becomes, on_disk, opened, shown, status, update
from tests.serving import Server

SAVE = "() => window.project.save().catch(String)"
GOOD = '{"title": "Dawn"}\n'
TOO_LARGE = (64 << 20) + 1


def problem(page: Page) -> Any:
    """Return what the server says is wrong."""
    return page.evaluate("() => window.project.error?.problem ?? null")


def sparse(path: Path) -> None:
    """Make a file that is larger than what is loaded."""
    with path.open("wb") as file:
        file.truncate(TOO_LARGE)


def nothing(path: Path) -> None:
    """Take away whatever is there."""
    if path.is_dir() and not path.is_symlink():
        path.rmdir()
    else:
        path.unlink(missing_ok=True)


FAULTS: dict[str, tuple[Callable[[Path], object], str, dict[str, Any]]] = {
    "broken": (lambda path: path.write_text('{"title": '), "file_broken", {"line": 1, "column": 10}),
    "empty": (lambda path: path.write_text(""), "file_broken", {}),
    "a list": (lambda path: path.write_text("[1]"), "not_an_object", {}),
    "too large": (sparse, "too_large", {"size": TOO_LARGE, "limit": TOO_LARGE - 1}),
    "a folder": (lambda path: path.mkdir(), "not_a_regular_file", {"file": "story.json"}),
    "a link that leads nowhere": (lambda path: path.symlink_to("nowhere"), "not_a_regular_file", {}),
}


@pytest.mark.parametrize(("make", "code", "facts"), FAULTS.values(), ids=FAULTS)
def test_a_file_that_cannot_be_shown_says_why_and_comes_to_life_when_it_is_mended(
    page: Page, server: Server, make: Callable[[Path], object], code: str, facts: dict[str, Any]
) -> None:
    make(server.file("story"))
    assert opened(page, server, **FAST, document={"title": ""}) == {"title": ""}
    assert (status(page), problem(page)["code"]) == ("error", code)
    assert facts.items() <= problem(page).items()
    nothing(server.file("story"))
    server.file("story").write_text(GOOD)
    becomes(lambda: shown(page), {"title": "Dawn"}, 20)
    assert (status(page), problem(page)) == ("idle", None)


@pytest.mark.parametrize(("make", "code", "facts"), FAULTS.values(), ids=FAULTS)
def test_a_file_that_can_no_longer_be_shown_stays_on_the_page_and_says_why(
    page: Page, server: Server, make: Callable[[Path], object], code: str, facts: dict[str, Any]
) -> None:
    server.file("story").write_text(GOOD)
    opened(page, server, **FAST)
    page.reload()
    nothing(server.file("story"))
    make(server.file("story"))
    opened(page, server, **FAST)
    becomes(lambda: problem(page) and problem(page)["code"], code)
    assert (status(page), shown(page)) == ("error", {"title": "Dawn"})
    assert facts.items() <= problem(page).items()
    nothing(server.file("story"))
    server.file("story").write_text(GOOD)
    becomes(lambda: (status(page), problem(page)), ("idle", None), 20)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="platform: root may read everything")
def test_a_file_that_may_not_be_read_says_so(page: Page, server: Server) -> None:
    server.file("story").write_text(GOOD)
    server.file("story").chmod(0)
    opened(page, server, **FAST)
    assert (status(page), problem(page)["code"]) == ("error", "file_permission")
    server.file("story").chmod(0o600)
    becomes(lambda: shown(page), {"title": "Dawn"}, 20)


def test_a_file_that_breaks_while_it_is_open_is_told_and_its_mending_too(page: Page, server: Server) -> None:
    server.file("story").write_text(GOOD)
    opened(page, server, **FAST)
    page.wait_for_timeout(500)
    server.file("story").write_text("{")
    becomes(lambda: problem(page) and problem(page)["code"], "file_broken", 20)
    assert shown(page) == {"title": "Dawn"}
    server.file("story").write_text(GOOD)
    becomes(lambda: (status(page), problem(page)), ("idle", None), 20)


def test_a_file_against_its_contract_is_shown_and_a_save_says_what_is_wrong(page: Page, server: Server) -> None:
    invalid = {"jobs": [{"id": 7}], "lastJobId": "many"}
    server.client.put("/api/projects/story?validate=off", json=invalid, headers={"If-None-Match": "*"})
    assert opened(page, server, **SLOW) == invalid
    assert (status(page), problem(page)) == ("idle", None)
    update(page, "doc.lastJobId = 'more'")
    page.evaluate(SAVE)
    assert (status(page), problem(page)["code"]) == ("error", "contract_broken")
    assert [found["path"] for found in problem(page)["violations"]]
    assert on_disk(server) == invalid
    update(page, "doc.jobs = []; doc.lastJobId = 7")
    page.evaluate(SAVE)
    assert (status(page), on_disk(server)) == ("saved", {"jobs": [], "lastJobId": 7})


def test_a_file_that_is_missing_is_no_fault(page: Page, server: Server) -> None:
    assert opened(page, server, **FAST, document={"title": ""}) == {"title": ""}
    assert page.evaluate("() => [project.status, project.error, project.onDisk.etag, project.isGone]") == [
        "idle",
        None,
        None,
        False,
    ]
    server.file("story").write_text(GOOD)
    becomes(lambda: shown(page), {"title": "Dawn"}, 20)


def test_an_edit_of_a_page_that_could_not_show_its_file_does_not_overwrite_it(page: Page, server: Server) -> None:
    server.file("story").write_text('{"title": ')
    opened(page, server, **SLOW, document={"title": ""})
    update(page, "doc.note = 'mine'")
    page.evaluate(SAVE)
    assert (status(page), problem(page)["code"]) == ("error", "file_broken")
    assert server.file("story").read_text() == '{"title": '
    server.file("story").write_text(GOOD)
    becomes(lambda: on_disk(server), {"title": "Dawn", "note": "mine"}, 20)
    becomes(lambda: shown(page), {"title": "Dawn", "note": "mine"})


def test_a_name_that_no_project_can_have_is_refused_by_the_first_save(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/favicon.ico")
    found = page.evaluate("""async () => {
        const { openProject } = await import("/client/index.js");
        const project = await openProject("No such name!");
        const opened = project.status;
        project.update((doc) => { doc.n = 1 });
        return [opened, await project.save().catch((error) => error.code)];
    }""")
    assert found == ["idle", "bad_id"]


def test_an_edit_after_a_fault_that_is_over_is_saved_as_soon_as_any_other(page: Page, server: Server) -> None:
    server.file("story").write_text("[1]")
    opened(page, server, **FAST)
    page.wait_for_timeout(8000)
    server.file("story").write_text(GOOD)
    becomes(lambda: shown(page), {"title": "Dawn"}, 20)
    update(page, "doc.title = 'Dusk'")
    becomes(lambda: on_disk(server), {"title": "Dusk"}, 3)
