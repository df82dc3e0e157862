"""The frame with the JSON editor: it shows, tells of edits with every digit, and runs under a policy of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import orjson
import pytest
from playwright.sync_api import FrameLocator, Page, expect

from tests.browser.payloads import PAYLOADS
from tests.serving import Server, wait_for

TEXT = """\
{
  "title": "Dawn",
  "scale": 1.0,
  "zero": -0,
  "big": 9007199254740993,
  "__proto__": {
    "n": 1
  }
}
"""
ROWS = """\
[
  {
    "id": 1,
    "scale": 1.0
  },
  {
    "id": 2,
    "scale": -0
  }
]
"""
PARENT = """() => {
    document.body.replaceChildren();
    window.heard = [];
    addEventListener("message", (event) => {
        if (event.source === window.inside && event.origin === location.origin) heard.push(event.data);
    });
    window.frame = document.createElement("iframe");
    frame.src = "/editor-frame";
    frame.title = "Editor";
    frame.style = "position: fixed; inset: 0; width: 100%; height: 100%; border: 0";
    document.body.append(frame);
    window.inside = frame.contentWindow;
}"""

Send = Callable[..., None]


class Editor:
    """The frame as its parent sees it."""

    def __init__(self, page: Page, server: Server) -> None:
        """Put it into the dashboard, whose policy has to allow it, and wait until it hears."""
        self.page = page
        page.goto(server.url)
        page.evaluate(PARENT)
        assert wait_for(lambda: self.heard("ready"))
        self.inside: FrameLocator = page.frame_locator("iframe")

    def show(self, text: str, mode: str = "tree", **more: bool) -> None:
        """Send a text."""
        self.send({"type": "show", "text": text, "mode": mode, "dark": False, "readOnly": False, "version": 1, **more})

    def send(self, message: Any) -> None:
        """Send a message."""
        self.page.evaluate("message => frame.contentWindow.postMessage(message, location.origin)", message)

    def heard(self, kind: str) -> list[Any]:
        """Return the messages of one type that have come."""
        messages: list[Any] = self.page.evaluate("heard")
        return [message for message in messages if message["type"] == kind]

    def change(self) -> Any:
        """Return the last edit that it told of, once there is one."""
        assert wait_for(lambda: self.heard("change"))
        return self.heard("change")[-1]

    def type_into(self, value: str, typed: str) -> None:
        """Replace a value of the tree or of the table."""
        self.inside.locator(".jse-value", has_text=value).first.dblclick()
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(typed)
        self.page.keyboard.press("Enter")

    @property
    def lines(self) -> Any:
        """The editable text."""
        return self.inside.locator(".cm-content")


@pytest.fixture
def editor(page: Page, server: Server) -> Editor:
    """The frame, ready."""
    return Editor(page, server)


@pytest.mark.parametrize("dark", [False, True])
def test_each_mode_shows_the_document(editor: Editor, dark: bool) -> None:
    editor.show(TEXT, "tree", dark=dark)
    expect(editor.inside.locator(".jse-value", has_text="9007199254740993")).to_be_visible()
    editor.show(TEXT, "text", dark=dark)
    expect(editor.lines).to_contain_text('"big": 9007199254740993,')
    editor.show(ROWS, "table", dark=dark)
    expect(editor.inside.locator("table td", has_text="-0")).to_be_visible()
    assert editor.heard("change") == [], "showing is no edit"


@pytest.mark.parametrize(
    ("mode", "text", "typed"), [("tree", TEXT, "Dusk"), ("tree", TEXT, "2.50"), ("table", ROWS, "7.0")]
)
def test_an_edit_keeps_every_other_digit_and_key(editor: Editor, mode: str, text: str, typed: str) -> None:
    old = "Dawn" if mode == "tree" else "2"
    editor.show(text, mode)
    editor.type_into(old, typed)
    shown = f'"{typed}"' if typed == "Dusk" else typed
    expected = text.replace('"Dawn"', shown) if mode == "tree" else text.replace('"id": 2', f'"id": {shown}')
    assert editor.change() == {"type": "change", "text": expected, "version": 1}


def test_the_text_is_told_as_it_is_typed(editor: Editor) -> None:
    editor.show(TEXT, "text")
    editor.lines.click()
    editor.page.keyboard.press("Control+End")
    editor.page.keyboard.type(" ")
    assert editor.change() == {"type": "change", "text": TEXT + " ", "version": 1}


def test_what_was_typed_last_is_told_when_the_frame_goes(editor: Editor) -> None:
    editor.show(TEXT, "text")
    editor.lines.click()
    editor.page.keyboard.press("Control+End")
    editor.page.keyboard.type(" ")
    editor.page.evaluate("frame.remove()")
    assert editor.change() == {"type": "change", "text": TEXT + " ", "version": 1}


def test_what_is_no_json_is_told_with_its_place(editor: Editor) -> None:
    editor.show('{\n  "n": 1\n}\n', "text")
    editor.lines.click()
    editor.page.keyboard.press("Control+End")
    editor.page.keyboard.type("x")
    told = editor.change()
    assert told["text"] == '{\n  "n": 1\n}\nx'
    assert told["problem"]["position"] == len(told["text"]) - 1
    assert told["problem"]["message"]


def test_a_broken_text_is_shown_and_mended(editor: Editor) -> None:
    editor.show('{"n": 1,}', "text")
    expect(editor.lines).to_contain_text('{"n": 1,}')
    editor.inside.get_by_role("button", name="Auto repair").click()
    assert editor.change() == {"type": "change", "text": '{"n": 1}', "version": 1}


def test_its_own_edit_sent_back_changes_nothing(editor: Editor) -> None:
    editor.show(TEXT, "tree")
    editor.type_into("Dawn", "Dusk")
    told = editor.change()["text"]
    editor.inside.get_by_role("button", name="Collapse all").click()
    editor.show(told, "tree")
    expect(editor.inside.locator(".jse-value", has_text="Dusk")).to_have_count(0)
    editor.show(told.replace("Dusk", "Noon"), "tree")
    editor.inside.get_by_role("button", name="Expand all").click()
    expect(editor.inside.locator(".jse-value", has_text="Noon")).to_be_visible()
    assert len(editor.heard("change")) == 1


def test_a_document_that_is_only_read_cannot_be_edited(editor: Editor) -> None:
    editor.show(TEXT, "text", readOnly=True)
    editor.lines.click()
    editor.page.keyboard.type("x")
    editor.show(TEXT, "tree", readOnly=True)
    editor.type_into("Dawn", "Dusk")
    editor.page.wait_for_timeout(500)
    assert editor.heard("change") == []


@pytest.mark.parametrize("mode", ["tree", "text"])
def test_violations_are_marked_in_place(editor: Editor, mode: str) -> None:
    editor.show(TEXT, mode)
    editor.send({"type": "violations", "items": [{"path": ["__proto__", "n"], "message": "has to be a text"}]})
    marks = editor.inside.locator(".jse-validation-warning, .cm-lint-marker-warning, .jse-validation-errors-overview")
    expect(marks.first).to_be_visible()
    expect(editor.inside.get_by_text("has to be a text").first).to_be_visible()
    editor.send({"type": "violations", "items": []})
    expect(editor.inside.get_by_text("has to be a text")).to_have_count(0)


def test_the_tools_of_the_tree_run_under_the_policy_and_keep_digits(editor: Editor) -> None:
    inside, dialog = editor.inside, editor.inside.get_by_role("dialog")
    editor.show(ROWS, "tree")
    inside.locator(".jse-sort").click()
    dialog.get_by_role("textbox").nth(1).click()
    dialog.get_by_text("scale", exact=True).click()
    dialog.get_by_role("button", name="Sort", exact=True).click()
    assert wait_for(lambda: editor.change()["text"].find("-0") < editor.change()["text"].find("1.0"))
    inside.locator(".jse-value").first.click(button="right")
    expect(inside.get_by_role("menu")).to_be_visible()
    expect(inside.get_by_role("button", name="Sort")).not_to_have_count(0)
    expect(inside.get_by_role("button", name="Transform")).to_have_count(0)
    editor.page.keyboard.press("Escape")
    inside.get_by_role("button", name="Search").click()
    editor.page.keyboard.type("scale")
    expect(inside.get_by_text("1/2")).to_be_visible()


def test_the_tools_of_the_text_run_under_the_policy_and_keep_digits(editor: Editor) -> None:
    editor.show(TEXT, "text")
    editor.inside.get_by_role("button", name="Compact").click()
    assert '"zero":-0,"big":9007199254740993' in editor.change()["text"]
    editor.inside.get_by_role("button", name="Format").click()
    assert wait_for(lambda: editor.change()["text"] == TEXT.rstrip())
    editor.lines.click()
    editor.page.keyboard.press("Control+f")
    expect(editor.inside.locator(".cm-search")).to_be_visible()
    expect(editor.inside.get_by_role("button", name="Transform")).to_have_count(0)


def test_keys_of_the_dashboard_reach_it(editor: Editor) -> None:
    editor.show(TEXT, "text")
    editor.lines.click()
    editor.page.keyboard.press("Control+s")
    editor.page.keyboard.press("Control+Shift+K")
    assert wait_for(lambda: len(editor.heard("key")) == 2)
    assert [(told["key"], told["shift"]) for told in editor.heard("key")] == [("s", False), ("k", True)]


@pytest.mark.parametrize("mode", ["tree", "text", "table"])
def test_what_a_document_holds_never_runs(editor: Editor, server: Server, mode: str) -> None:
    asked: list[str] = []
    editor.page.on("request", lambda request: asked.append(request.url))
    rows = [
        {"id": payload, payload: payload, "color": "#f00", "url": f"http://evil.test/?{payload}"}
        for payload in PAYLOADS
    ]
    editor.show(orjson.dumps(rows).decode(), mode)
    editor.page.wait_for_timeout(500)
    (frame,) = editor.page.frames[1:]
    assert [editor.page.evaluate("window.fired"), frame.evaluate("window.fired")] == [None, None]
    assert [url for url in asked if not url.startswith(server.url)] == []


def test_a_message_of_another_window_is_not_heard(editor: Editor) -> None:
    editor.show(TEXT, "text")
    (frame,) = editor.page.frames[1:]
    frame.evaluate("text => window.postMessage({type: 'show', text, mode: 'text', dark: false, readOnly: false})", "{}")
    editor.page.wait_for_timeout(200)
    expect(editor.lines).to_contain_text("Dawn")


def test_the_frame_can_reach_neither_the_server_nor_another_site(editor: Editor, complaints: list[str]) -> None:
    (frame,) = editor.page.frames[1:]
    blocked = "() => fetch('/api/projects').then(() => 'sent', () => 'blocked')"
    assert frame.evaluate(blocked) == "blocked"
    assert complaints
    complaints.clear()
