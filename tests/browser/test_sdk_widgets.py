"""What shows how saves stand: the element without a framework, and the bindings for a page's React."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.sdk_pages import FAST, OPEN, becomes, on_disk, update
from tests.serving import Server

MODULES = Path(__file__).parents[2] / "node_modules"
APP = """async () => {
    const { ProjectProvider, useProject, SaveStatusIndicator } = await import("/client/react.js");
    const { createElement: make } = React;
    function Shots() {
        const held = useProject();
        window.held = held;
        if (held.isLoading) return make("p", null, "loading");
        const shots = held.project.shots.map((shot) => make("li", { key: shot.id }, shot.prompt));
        return make("div", null, make(SaveStatusIndicator), make("ul", null, shots));
    }
    const root = document.body.appendChild(document.createElement("main"));
    const props = { projectId: "story", options: { autosaveDelay: 50 } };
    window.root = ReactDOM.createRoot(root);
    window.root.render(make(ProjectProvider, props, make(Shots)));
}"""


@pytest.fixture
def blank(page: Page, server: Server) -> Page:
    """A page of the server with nothing on it."""
    page.route("**/blank", lambda route: route.fulfill(body="<title>A page</title>", content_type="text/html"))
    page.goto(f"{server.url}/blank")
    return page


@pytest.fixture
def react(blank: Page) -> Page:
    """The page with React."""
    if not (MODULES / "react").exists():
        pytest.skip("node_modules is not installed")
    for name in ("react", "react-dom"):
        blank.add_script_tag(path=MODULES / name / "umd" / f"{name}.production.min.js")
    return blank


def test_the_element_says_how_saves_stand(blank: Page, server: Server) -> None:
    server.create("story", {"title": "Dawn"})
    blank.evaluate("() => import('/client/save-status.js')")
    blank.evaluate("() => { document.body.innerHTML = '<save-status for=story></save-status>' }")
    shown = blank.get_by_role("status")
    expect(shown).to_have_text("")
    blank.evaluate(OPEN, FAST)
    update(blank, "doc.title = 'Dusk'")
    expect(shown).to_have_text("Saved")
    expect(shown).to_have_attribute("data-status", "saved")
    expect(shown).to_have_text("", timeout=4000)


def test_the_element_says_that_a_page_is_offline(blank: Page, server: Server, complaints: list[str]) -> None:
    server.create("story", {"title": "Dawn"})
    blank.evaluate("() => import('/client/save-status.js')")
    blank.evaluate(OPEN, FAST)
    blank.evaluate("() => { document.body.innerHTML = '<save-status for=story></save-status>' }")
    blank.context.set_offline(offline=True)
    update(blank, "doc.title = 'Dusk'")
    expect(blank.get_by_role("status")).to_contain_text("Offline")
    blank.context.set_offline(offline=False)
    becomes(lambda: on_disk(server), {"title": "Dusk"})
    complaints.clear()


def test_a_component_shows_a_project_and_saves_what_it_changes(react: Page, server: Server) -> None:
    server.create("story", {"shots": [{"id": "a", "prompt": "a harbour"}]})
    react.evaluate(APP)
    expect(react.locator("li")).to_have_text("a harbour")
    expect(react.get_by_role("status")).to_have_count(0)
    react.evaluate("() => window.held.updateShot('a', { prompt: 'a harbour at night' })")
    expect(react.locator("li")).to_have_text("a harbour at night")
    expect(react.get_by_role("status")).to_have_text("Saved")
    becomes(lambda: on_disk(server)["shots"][0]["prompt"], "a harbour at night")
    expect(react.get_by_role("status")).to_have_count(0, timeout=4000)


def test_a_hand_edit_arrives_in_a_component(react: Page, server: Server) -> None:
    server.create("story", {"shots": []})
    react.evaluate(APP)
    expect(react.locator("ul")).to_be_attached()
    react.wait_for_timeout(500)
    server.file("story").write_text('{"shots": [{"id": 1, "prompt": "by hand"}]}')
    expect(react.locator("li")).to_have_text("by hand")


def test_a_component_outside_a_provider_is_told_so(react: Page) -> None:
    said = react.evaluate("""async () => {
        const { useProject } = await import("/client/react.js");
        let said = "";
        const Lost = () => { try { useProject(); } catch (error) { said = error.message; } return null; };
        ReactDOM.flushSync(() => ReactDOM.createRoot(document.createElement("main")).render(React.createElement(Lost)));
        return said;
    }""")
    assert said == "useProject must be used within ProjectProvider"


def test_an_unmounted_provider_closes_its_project(react: Page, server: Server) -> None:
    server.create("story", {"shots": []})
    react.evaluate(APP)
    expect(react.locator("ul")).to_be_attached()
    react.evaluate("() => { window.held.update((doc) => { doc.last = true }); window.root.unmount(); }")
    becomes(lambda: on_disk(server), {"shots": [], "last": True})
