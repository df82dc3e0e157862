"""Single rewrites that are easy to get wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.code_migration.edits import Edits
from tests.cli.code_migration.cases import outcome


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("return localStorage.getItem(k).length", "return (await storage.getItem(k)).length"),
        ("return -localStorage.getItem(k)", "return -await storage.getItem(k)"),
        ("return localStorage.getItem(k) ** 2", "return (await storage.getItem(k)) ** 2"),
        ("return a[localStorage.getItem(k)]", "return a[await storage.getItem(k)]"),
        ("return localStorage.getItem(k)[0]", "return (await storage.getItem(k))[0]"),
        ("return localStorage.getItem(k)?.trim()", "return (await storage.getItem(k))?.trim()"),
        ("return localStorage.getItem(k)`x`", "return (await storage.getItem(k))`x`"),
        ("return new (localStorage.getItem(k))()", "return new (await storage.getItem(k))()"),
        ("return await localStorage.getItem(k)", "return await storage.getItem(k)"),
        ("return localStorage['x' /* y */]", "return await storage.getItem('x') ?? undefined"),
        ("return localStorage.x || 1", 'return await storage.getItem("x") || 1'),
        ("return localStorage.x && 1", 'return (await storage.getItem("x") ?? undefined) && 1'),
        ("return JSON.parse(localStorage.getItem(k) || '[]')", "return await storage.getItem(k) ?? []"),
        ("return JSON.parse(localStorage.getItem(k) || '[]').x", "return (await storage.getItem(k) ?? []).x"),
        ("return JSON.parse(localStorage.getItem(k) || '[]') || 1", "return (await storage.getItem(k) ?? []) || 1"),
        ("return JSON.parse(localStorage.getItem(k) || 'null')", "return await storage.getItem(k)"),
        ("return JSON.parse(localStorage.getItem(k) || '')", "return await storage.getItem(k) ?? JSON.parse('')"),
        ("return JSON.parse(localStorage.getItem(k) || 'NaN')", "return await storage.getItem(k) ?? JSON.parse('NaN')"),
        (
            r"""return JSON.parse(localStorage.getItem(k) || '["<\/script>"]')""",
            r"""return await storage.getItem(k) ?? JSON.parse('["<\/script>"]')""",
        ),
        (
            r"""return JSON.parse(localStorage.getItem(k) || '{"\\u005f_proto__": 1}')""",
            r"""return await storage.getItem(k) ?? JSON.parse('{"\\u005f_proto__": 1}')""",
        ),
        ("return JSON.parse((localStorage.getItem(k)))", "return await storage.getItem(k)"),
        ("localStorage.setItem(k, JSON.stringify(a, null, '\\t'))", "await storage.setItem(k, a)"),
        ("localStorage.setItem(k, JSON.stringify({ a, b }),)", "await storage.setItem(k, { a, b },)"),
        ("localStorage.x = JSON.stringify([1])", 'await storage.setItem("x", [1])'),
        ("localStorage.setItem(k, a)", "await storage.setItem(k, String(a))"),
        ("localStorage.setItem(k, a + 'x')", "await storage.setItem(k, a + 'x')"),
        ("localStorage.setItem(k, `${a}`)", "await storage.setItem(k, `${a}`)"),
        ("a()\n  localStorage.getItem(k).b", "a()\n  ;(await storage.getItem(k)).b"),
        ("a();\n  localStorage.getItem(k).b", "a();\n  (await storage.getItem(k)).b"),
        ("if (a) localStorage.getItem(k).b", "if (a) (await storage.getItem(k)).b"),
        ("throw localStorage.getItem(k)", "throw await storage.getItem(k)"),
        ("return { ...localStorage.getItem(k) }", "return { ...await storage.getItem(k) }"),
        ("return `${localStorage.getItem(k)}`", "return `${await storage.getItem(k)}`"),
        ("return (0, localStorage.getItem(k))", "return (0, await storage.getItem(k))"),
        ("window['localStorage'].removeItem(k)", "await storage.removeItem(k)"),
        ("delete localStorage[k]", "await storage.removeItem(k)"),
    ],
)
def test_an_expression_keeps_its_meaning(tmp_path: Path, before: str, after: str) -> None:
    made = outcome(tmp_path, f"export function f(k, a, b) {{\n  {before}\n}}\n")
    assert made.split("\n\n", 1)[1] == f"export async function f(k, a, b) {{\n  {after}\n}}\n"


@pytest.mark.parametrize(
    "code",
    [
        "export const f = function* () { yield localStorage.getItem('a') }",
        "class A { #p = localStorage.a; get q() { return localStorage.b } static { localStorage.c = 1 } }",
        "class A { constructor() { this.load() } load() { return localStorage.getItem('a') } } new A()",
        "[1].map(() => localStorage.getItem('a'))",
        "const f = () => localStorage.getItem('a'); [1].map(() => f())",
        "const f = () => localStorage.getItem('a'); export const o = { get a() { return f() } }",
        "const f = () => localStorage.getItem('a'); class B { c = f() }",
        "function f() { return localStorage.getItem('a') } export const g = (a = f()) => a",
        "function f() { return localStorage.getItem('a') } f = 1",
        "function f() { localStorage.setItem('a', 1) } new f()",
        "function f() { localStorage.setItem('a', 1) } other(f)",
        "function f() { localStorage.setItem('a', 1) } export const all = [f]",
        "import { keep } from './unknown.js'; keep({ save() { localStorage.setItem('a', 1) } })",
        "import { Base } from './unknown.js'; class A extends Base { save() { localStorage.setItem('a', 1) } }",
        "export const f = (localStorage) => localStorage.getItem('a')",
        "export const f = (other) => other.localStorage.getItem('a')",
        "const s = localStorage; export const f = () => localStorage.getItem('a')",
        "export const f = () => localStorage.getItem(...a)",
        "export const f = () => localStorage.setItem('a')",
        "export const f = () => localStorage.getItem?.('a')",
        "const { save } = { save() { localStorage.setItem('a', 1) } }",
        "eval('localStorage.clear()'); export const f = () => localStorage.getItem('a')",
        "export const f = () => { for (const k in localStorage) g(localStorage[k]) }",
        "export const f = (x) => x.then === 1 ? fetch('x') : localStorage.getItem('a')",
        "addEventListener('pagehide', async () => { localStorage.setItem('a', 1) })",
        "form.onsubmit = () => { localStorage.setItem('a', 1); return false }",
        "a.addEventListener('x', (e) => { localStorage.setItem('a', 1); e.preventDefault() })",
        "const storage = 1; export const f = () => localStorage.getItem('a')",
        "export const f = () => storage + localStorage.getItem('a')",
        "export const f = () => { const storage = 1; return localStorage.getItem('a') }",
        "export const f = () => localStorage.a++",
        "export const f = () => document.write(localStorage.getItem('a'))",
        "export const f = () => { localStorage.setItem('a', 1); return document.currentScript.src }",
        "export function f(db) { const t = db.transaction('a'); t.put(localStorage.getItem('a')) }",
        "@dec class A { f() { localStorage.setItem('a', 1) } }",
        "async function f() { return localStorage.getItem('a') } f(); g()",
        "async function f() { return localStorage.getItem('a') } const p = f(); g(); await p",
        "function f() { localStorage.a = 1; return fetch('x') } export function g() { f().then(h); k() }",
        "export const f = () => 'a' in localStorage",
        "export const f = () => localStorage.a = 1, g = () => (localStorage.b = localStorage.c = 2)",
        "class A { async *f() { for (const x of [1].map(() => localStorage.getItem('a'))) yield x } }",
    ],
)
def test_what_is_not_safe_stays_as_it_is(tmp_path: Path, code: str) -> None:
    assert outcome(tmp_path, code) == code


def test_keys_limit_the_work(tmp_path: Path) -> None:
    code = "export const a = () => localStorage.a || 1, b = (k) => localStorage[k] || localStorage.b || 2;\n"
    made = outcome(tmp_path, code, keys=frozenset("b"))
    assert made.endswith(
        "export const a = () => localStorage.a || 1, "
        'b = async (k) => localStorage[k] || (await storage.getItem("b") ?? undefined) || 2;\n'
    )
    assert outcome(tmp_path, code, keys=frozenset("c")) == code
    cleared = code + "export const c = () => localStorage.clear();\n"
    assert outcome(tmp_path, cleared, keys=frozenset("b")) == cleared


def test_edits_that_overlap_are_refused() -> None:
    edits = Edits()
    edits.replace(0, 3, "x")
    edits.replace(2, 4, "y")
    with pytest.raises(ValueError, match="overlap"):
        edits.applied("abcdef")
