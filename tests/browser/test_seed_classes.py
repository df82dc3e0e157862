"""The client's classes in a real browser, with a server that is killed, and pages that are closed and crash."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, Route

from tests.conftest import StartServer
from tests.kinds.documents import DATA, FILM, JOB
from tests.serving import ROOT, Server, wait_for

CLIENT = ROOT / "static" / "client"
SECTIONS = {path.stem: json.loads(path.read_bytes()) for path in sorted((DATA / "microfilm").glob("*.json"))}
WORKFLOW = """
    const { WorkflowStorageService, storage, initializeWorkflowStorage } = await import("/client/workflow-storage.js");
"""
FILMS = """
    const { APIBackend, IndexedDBBackend, LocalStorageBackend, ProjectPersistenceService } =
        await import("/client/project-persistence.js");
"""


@pytest.fixture
def profile(browser: Browser) -> Iterator[BrowserContext]:
    """A browser profile in which pages can be opened while the server is away, as from a page's own server."""
    context = browser.new_context()
    context.set_default_timeout(15_000)
    blank = "<!doctype html><meta charset=utf-8><title>page</title>"
    context.route("**/page.html", lambda route: route.fulfill(content_type="text/html", body=blank))
    context.route("**/client/*.js", _module)
    yield context
    context.close()


def _module(route: Route) -> None:
    path = CLIENT / route.request.url.rsplit("/", 1)[1]
    route.fulfill(content_type="text/javascript", body=path.read_text())


def opened(profile: BrowserContext, server: Server) -> Page:
    page = profile.new_page()
    page.goto(f"{server.url}/page.html")
    return page


def run(page: Page, code: str, argument: Any = None) -> Any:
    return page.evaluate(f"async (given) => {{ {code} }}", argument)


def service(page: Page, order: int = 12) -> None:
    run(page, f"{WORKFLOW} window.service = new WorkflowStorageService({order}); await service.initialize();")


def session(server: Server, order: int = 12) -> dict[str, Any]:
    found: dict[str, Any] = server.client.get(f"/api/workflow/session/{order}/").json()
    return found


def stored(server: Server, name: str) -> Any:
    path = server.file(name)
    return json.loads(path.read_bytes()) if path.exists() else None


def test_the_modules_are_served(server: Server) -> None:
    for path in CLIENT.glob("*.js"):
        answer = server.client.get(f"/client/{path.name}")
        assert (answer.status_code, answer.headers["content-type"]) == (200, "text/javascript; charset=utf-8")
        assert answer.text == path.read_text()
        assert answer.headers["content-security-policy"].startswith("default-src 'none'; script-src 'self'")
    assert server.client.get("/client/none.js").status_code == 404


def test_a_whole_order_written_while_the_server_is_away_arrives_when_it_is_back(
    profile: BrowserContext, start_server: StartServer
) -> None:
    server = start_server()
    page = opened(profile, server)
    service(page)
    server.kill()
    run(page, "for (const [key, value] of Object.entries(given)) await service.setItem(key, value);", SECTIONS)
    assert run(page, "return service.unsent.length;") == len(SECTIONS)
    page.reload()
    service(page)
    assert run(page, "return service.sessionId;") is None
    for key, value in SECTIONS.items():
        assert run(page, "return service.getItem(given);", key) == value
    again = start_server("--port", str(server.port))
    assert wait_for(lambda: run(page, "return service.unsent.length;") == 0, 20)
    found = session(again)
    assert found["analysis_data"] == SECTIONS["microfilmAnalysisData"]
    assert found["allocation_data"] == SECTIONS["microfilmAllocationData"]
    assert found["film_number_results"] == SECTIONS["microfilmFilmNumberResults"]
    assert found["index_data"] == SECTIONS["microfilmIndexData"]
    assert found["project_state"] == SECTIONS["microfilmProjectState"]
    elsewhere = profile.browser
    assert elsewhere is not None
    other = elsewhere.new_context()
    try:
        page = other.new_page()
        page.goto(f"{again.url}/")
        service(page)
        assert run(page, "return service.getItem('microfilmIndexData');") == SECTIONS["microfilmIndexData"]
    finally:
        other.close()


def test_a_value_set_just_before_the_renderer_dies_or_the_page_closes_is_not_lost(
    profile: BrowserContext, server: Server
) -> None:
    page = opened(profile, server)
    service(page)
    run(page, "service.setItem('microfilmProjectState', { step: 1 });")
    page.close()
    page = opened(profile, server)
    service(page)
    assert run(page, "return service.getItem('microfilmProjectState');") == {"step": 1}
    run(page, "service.setItem('microfilmWorkflowState', { step: 2 });")
    with suppress(Error):
        page.goto("chrome://crash", timeout=2000)
    page = opened(profile, server)
    service(page)
    assert run(page, "return service.getItem('microfilmWorkflowState');") == {"step": 2}
    assert run(page, "return service.flush();") is True
    assert (session(server)["project_state"], session(server)["workflow_state"]) == ({"step": 1}, {"step": 2})


def test_a_value_set_just_before_a_page_is_left_is_sent_on_the_way(profile: BrowserContext, server: Server) -> None:
    page = opened(profile, server)
    service(page)
    run(page, "service.writeDebounceMs = 60_000; service.setItem('microfilmProjectState', { step: 1 });")
    page.goto("about:blank")
    assert wait_for(lambda: session(server)["project_state"] == {"step": 1})


def test_two_pages_write_while_the_server_comes_and_goes_and_the_newest_of_each_section_stands(
    profile: BrowserContext, start_server: StartServer
) -> None:
    server = start_server()
    pages = [opened(profile, server), opened(profile, server)]
    for page in pages:
        service(page)
    keys = ["microfilmProjectState", "microfilmWorkflowState", "microfilmIndexData", "dark-mode", "notes"]
    last: dict[str, Any] = {}
    for turn in range(30):
        if turn in (8, 20):
            server.kill()
        if turn in (14, 25):
            server = start_server("--port", str(server.port))
        key = keys[turn % len(keys)]
        last[key] = {"turn": turn}
        run(pages[turn % 2], "await service.setItem(given[0], given[1]);", [key, last[key]])
        pages[0].wait_for_timeout(60)
    for page in pages:
        assert wait_for(lambda page=page: run(page, "return service.unsent.length;") == 0, 40)
    found = session(server)
    assert [found["project_state"], found["workflow_state"], found["index_data"], found["dark-mode"]] == [
        last[key] for key in keys[:4]
    ]
    assert stored(server, "workflow-12") == {"notes": last["notes"]}
    for page in pages:
        page.reload()
        service(page)
        assert {key: run(page, "return service.getItem(given);", key) for key in keys} == last


def test_a_page_sees_at_once_what_another_one_has_set(profile: BrowserContext, server: Server) -> None:
    one, two = opened(profile, server), opened(profile, server)
    service(one)
    service(two)
    run(one, "await service.setItem('microfilmProjectState', { step: 1 });")
    assert wait_for(lambda: run(two, "return service.getItem('microfilmProjectState');") == {"step": 1}, 2)
    run(two, "await service.removeItem('microfilmProjectState');")
    assert wait_for(lambda: run(one, "return service.getItem('microfilmProjectState');") is None, 2)


def test_code_that_was_rewritten_for_the_storage_keeps_any_values_in_the_project_of_its_tool(
    browser: Browser, start_server: StartServer, data: Any
) -> None:
    folder = data.parent / "tool"
    folder.mkdir()
    (folder / "index.html").write_text("""<!doctype html><title>list</title><script>
        var storage = new Proxy({}, { get: (_, method) => async (...given) =>
            (await import("/client/workflow-storage.js")).storage[method](...given) });
        const add = async (text) => {
            const todos = await storage.getItem("todos") ?? [];
            todos.push(text);
            await storage.setItem("todos", todos);
            await storage.setItem("theme", "dark");
            return storage.getItem("todos");
        };
        </script>""")
    server = start_server("--app", f"list={folder}", "--no-inject")
    for expected in (["old", "a"], ["old", "a", "a"]):
        context = browser.new_context()
        page = context.new_page()
        page.goto(f"{server.url}/apps/list/")
        page.evaluate("localStorage.setItem('todos', '[\"old\"]')")
        assert run(page, "return add('a');") == expected
        assert run(page, "return storage.flush();") is True
        assert stored(server, "list") == {"todos": expected, "theme": "dark"}
        context.close()
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{server.url}/apps/list/")
    assert run(page, "return storage.getItem('theme');") == "dark"
    run(page, "storage.setItem('gone', 1); storage.clear(); storage.setItem('todos', [0]); await storage.flush();")
    assert run(page, "return [await storage.getItem('theme'), await storage.getItem('todos')];") == [None, [0]]
    assert wait_for(lambda: stored(server, "list") == {"todos": [0]})
    context.close()


def film(**members: Any) -> dict[str, Any]:
    return {**FILM, **members}


def test_a_film_that_is_too_large_for_local_storage_is_kept_in_indexed_db(
    profile: BrowserContext, server: Server
) -> None:
    page = opened(profile, server)
    make = f"""{FILMS} const film = {{ ...given, notes: "x".repeat(20_000_000) }};
        const save = (backend) => new ProjectPersistenceService(backend, {{ maxRetries: 1 }}).saveProject(film);"""
    said = run(page, f"{make} const {{ error }} = await save(new LocalStorageBackend()); return error.message;", FILM)
    assert said.startswith("Storage quota exceeded. Please free up space")
    assert run(page, f"{make} return (await save(new IndexedDBBackend())).success;", FILM) is True
    page.reload()
    load = f"{FILMS} const service = new ProjectPersistenceService(new IndexedDBBackend());"
    assert run(page, f"{load} return (await service.loadProject('film-1')).project.notes.length;") == 20_000_000
    assert run(page, f"{load} return service.listProjects();") == ["film-1"]
    run(page, f"{load} await service.deleteProject('film-1');")
    assert run(page, f"{load} return service.projectExists('film-1');") is False


def test_a_film_edited_while_the_server_is_away_is_sent_by_the_next_page(
    profile: BrowserContext, start_server: StartServer
) -> None:
    server = start_server()
    page = opened(profile, server)
    save = f"""{FILMS} window.films ??= new ProjectPersistenceService(new APIBackend(), {{ retryDelay: 10 }});
        const {{ success, error }} = await films.saveProject(given); return [success, error?.message ?? ""];"""
    assert run(page, save, FILM) == [True, ""]
    server.kill()
    success, said = run(page, save, film(name="Dusk"))
    assert (success, said) == (False, "Holdfast is not answering. Start it again with “holdfast serve”.")
    page.reload()
    load = f"{FILMS} return new ProjectPersistenceService(new APIBackend()).loadProject('film-1');"
    assert run(page, load)["project"]["name"] == "Dusk"
    again = start_server("--port", str(server.port))
    page.reload()
    assert run(page, load)["project"]["name"] == "Dusk"
    assert stored(again, "film-1")["name"] == "Dusk"


def test_two_pages_of_a_film_merge_their_edits_and_the_second_of_two_that_overlap_is_told(
    profile: BrowserContext, server: Server
) -> None:
    one, two = opened(profile, server), opened(profile, server)
    made = f"{FILMS} window.films = new ProjectPersistenceService(new APIBackend());"
    run(one, f"{made} await films.saveProject(given);", FILM)
    run(two, f"{made} await films.loadProject('film-1');")
    save = "const { success, error } = await films.saveProject(given); return [success, error?.message ?? ''];"
    assert run(one, save, film(name="Dusk"))[0] is True
    assert run(two, save, film(more=1))[0] is True
    assert (stored(server, "film-1")["name"], stored(server, "film-1")["more"]) == ("Dusk", 1)
    success, said = run(two, save, film(name="Noon"))
    assert success is False
    assert "was changed elsewhere at /name" in said
    assert stored(server, "film-1")["name"] == "Dusk"


def test_jobs_of_two_tabs_and_of_a_page_that_was_alone_are_all_there(
    profile: BrowserContext, start_server: StartServer
) -> None:
    server = start_server()
    one, two = opened(profile, server), opened(profile, server)
    for page in (one, two):
        run(page, 'const { openPixellab } = await import("/client/pixellab.js"); await openPixellab();')
    add = "const job = { ...given, id: state.getNextJobId() }; await state.addJob(job); return job.id;"
    assert run(one, add, JOB) == "job-1"
    assert wait_for(lambda: run(two, "return app.getMetrics().total;") == 1, 2)
    server.kill()
    assert [run(one, add, JOB), run(one, add, JOB)] == ["job-2", "job-3"]
    assert wait_for(lambda: run(two, "return app.getMetrics().total;") == 3, 2)
    assert run(two, add, JOB) == "job-4"
    one.close()
    again = start_server("--port", str(server.port))
    assert wait_for(lambda: len((stored(again, "job_history") or {"jobs": []})["jobs"]) == 4, 20)
    run(two, "await app.clearHistory();")
    assert stored(again, "job_history")["jobs"] == []
