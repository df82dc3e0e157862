"""Write random programs that use localStorage in every way that can be rewritten."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

_SIMPLE = ['"x"', "`t${1 + 1}`", "[1, 2]", "({ n: 1 })", "true", '""', "0", "undefined"]
_READS = ['localStorage.getItem("c")', 'localStorage.getItem("d")', "localStorage.e", 'localStorage["f-" + 1]']
_RAW = 'localStorage.getItem("%s")'


class Writer:
    """Writes one program; keys a and b hold JSON, c and e text, d both, f-1 whatever its name gives.

    A `wild` one also does what cannot be migrated, so that some keys have to stay.
    """

    def __init__(self, random: Random, *, wild: bool = False) -> None:
        self.random = random
        self.wild = wild
        self.loose: list[str] = []
        self.callable: list[str] = []

    def program(self) -> str:
        """Return a module: functions of several sorts that call earlier ones, and statements that run at once."""
        parts = [self._function(f"f{number}") for number in range(self.random.randint(1, 5))]
        parts += [self._statement(2) for _ in range(self.random.randint(1, 6))]
        return "\n".join(parts) + "\n"

    def _function(self, name: str) -> str:
        inside = f"{{\n{self._block(2)}\nreturn {self._expression(2)}\n}}"
        answer = self._expression(2)
        through = f"const o{name} = new C{name}()\nconst {name} = (n) => o{name}.go(n)"
        made = self.random.choice(
            [
                f"function {name}(n) {inside}",
                f"const {name} = (n) => {inside}",
                f"const {name} = n => {answer}",
                f"let {name} = async (n) => {inside}",
                f"class C{name} {{\n#m(n) {inside}\ngo(n) {{ return this.#m(n) }}\n}}\n{through}",
                f"class C{name} {{\nstatic go = (n) => {inside}\n}}\nconst {name} = (n) => C{name}.go(n)",
                f"const o{name} = {{\ngo(n) {inside},\n}}\nconst {name} = function (n) {{ return o{name}.go(n) }}",
            ]
        )
        called = f"(await {name}(%s))" if made.startswith("let") else f"{name}(%s)"
        # An async function is awaited, so only at the top level, where its callers may wait.
        if made.startswith("let"):
            self.loose.append(f"{name}(%s)")
            return f"{made}\nlog({called % 1})"
        self.callable.append(called)
        return made

    def _block(self, depth: int) -> str:
        return "\n".join(self._statement(depth) for _ in range(self.random.randint(1, 3)))

    def _expression(self, depth: int) -> str:
        key = self.random.choice("ab")
        simple: list[Callable[[], str]] = [
            lambda: str(self.random.randint(0, 9)),
            lambda: self.random.choice(_SIMPLE),
            lambda: self.random.choice(_READS),
            lambda: f"""JSON.parse(localStorage.getItem("{key}") || '["{key}"]')""",
            lambda: f"""JSON.parse(localStorage.getItem("{key}") ?? '{{"{key}": 1}}')""",
            lambda: f"""JSON.parse(localStorage.{key} || "[]").length""",
            lambda: f'(JSON.parse(localStorage.getItem("{key}")) || 7)',
        ]
        if self.callable:
            simple.append(lambda: self.random.choice(self.callable) % self.random.randint(0, 3))
        if depth == 0:
            return self.random.choice(simple)()
        one, two, three = (self._expression(depth - 1) for _ in range(3))
        nested = [
            f"[{one}, ...[{two}]]",
            f"({one} ? {two} : {three})",
            f"`${{JSON.stringify({one})}}-${{typeof {two}}}`",
            f"({one} === {two} || !{three})",
            f"String({one}).length",
            f"((x) => x)({one})",
            f"(2 ** String({one}).length + {two})",
            f"({{ [{one}]: {two} }})",
            f"(function () {{ return {one} }})()",
        ]
        return self.random.choice([*nested, self.random.choice(simple)(), *self._wild_expressions(one, two)])

    def _wild_expressions(self, one: str, two: str) -> list[str]:
        if not self.wild or self.random.random() < 0.95:
            return []
        by_name = [name % 1 for name in self.callable]
        return [
            f"[1, 2].map((x) => {one})",
            f"[3, 1, 2].sort(() => ({one} ? 1 : -1))",
            f"new (class {{\nv = {one}\nconstructor() {{ this.w = {two} }}\n}})()",
            f"({{ get v() {{ return {one} }} }}).v",
            f"[...(function* () {{ yield {one}; yield {two} }})()]",
            f"((a = {one}) => a)()",
            f"(localStorage.n = {one})",
            "Object.keys({ ...localStorage }).length",
            '"a" in localStorage',
            *(f"[1].map({name.removesuffix('(1)')})" for name in by_name),
            *(f"((g) => g(1))({name.removesuffix('(1)')})" for name in by_name),
        ]

    def _statement(self, depth: int) -> str:
        value, key = self._expression(1), self.random.choice("ab")
        simple = [
            f'localStorage.setItem("{key}", JSON.stringify([{value}]));',
            f'localStorage.setItem("c", {value});',
            f'localStorage.setItem("d", {value})',
            f"localStorage.e = {value};",
            f'localStorage["e"] = {value}',
            f"localStorage[`f-${{1}}`] = {value}",
            "delete localStorage.e",
            f'window.localStorage.removeItem("{self.random.choice("abcde")}")',
            f'localStorage.setItem("d", JSON.stringify({{ v: {value} }}))',
            f'log(globalThis.localStorage.getItem("d") === null)\n;[{value}].length',
            f"log({value})",
            f"const v{self.random.random():.16f}".replace("0.", "") + f" = {value}",
            "localStorage.clear()",
            f'{{ const raw = localStorage.getItem("{key}"); log(raw ? JSON.parse(raw) : {value}) }}',
            f"{{ const raw = {_RAW % key}\nif (!raw) {{ log({value}) }} else log(JSON.parse(raw).length) }}",
            f'{{ let raw = localStorage.getItem("{key}"); if (raw !== null) log([JSON.parse(raw)]) }}',
        ]
        if self.wild:
            simple.remove("localStorage.clear()")
        if self.wild and self.random.random() < 0.1:
            simple += [f"[1, 2].forEach((x) => {{ {simple[self.random.randint(0, 4)]}\n}});"]
            simple += [call % 2 for call in self.loose]
        if depth == 0:
            return self.random.choice(simple)
        nested = [
            f"if ({value}) {{\n{self._block(depth - 1)}\n}} else {{\n{self._block(depth - 1)}\n}}",
            f"for (const x of [1, 2]) {{\n{self._block(depth - 1)}\nlog(x)\n}}",
            f"try {{\n{self._block(depth - 1)}\nthrow new Error({value})\n}} catch (error) {{\nlog(error.message)\n}}",
            f"switch ({value}) {{\ncase 1:\n{self._block(depth - 1)}\nbreak\ndefault:\nlog(2)\n}}",
            f";(function () {{\n{self._block(depth - 1)}\n}})();",
        ]
        return self.random.choice([*nested, *simple])
