"""Decide which uses can be rewritten, which functions become async for that, and which calls are awaited."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from cli.code_migration.callers import Callers, spot
from cli.code_migration.finding import uses_in_text, uses_of
from cli.code_migration.functions import Call, Function
from cli.code_migration.grouping import groups_of
from cli.code_migration.keys import ANY
from cli.code_migration.lateness import late_reason
from cli.code_migration.places import ends_script, function_at, script_reason, top_level_reason
from cli.code_migration.prefixes import prefix_reason
from cli.code_migration.project import Project
from cli.code_migration.scripts import Script, Source
from cli.code_migration.service import Service, name_reason
from cli.code_migration.syntax import Node
from cli.code_migration.uses import Use

Context = Function | str
"""The function that runs something; or why nothing there can wait, empty when it can."""


@dataclass
class Plan:
    """What to do: every use with its reason, and what is rewritten in which script."""

    uses: list[Use] = field(default_factory=list)
    chosen: list[Use] = field(default_factory=list)
    functions: list[Function] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)

    @property
    def waits(self) -> frozenset[Node]:
        """The expressions that will be awaited."""
        nodes = [call.node for call in self.calls] + [use.node for use in self.chosen if use.node is not None]
        return frozenset(nodes)


def decide(sources: list[Source], service: Service, keys: frozenset[str] | None = None) -> Plan:
    """Return the plan for a set of files.

    Args:
        sources: the files.
        service: what localStorage is replaced by.
        keys: literal keys to which the work is limited; None for all.
    """
    project = Project(sources)
    plan = Plan()
    while True:
        # What is decided makes more code wait, and that may make more uses safe: until nothing is added.
        decision = _Decision(project, _uses(project, sources), service, plan.waits)
        found, known = decision.plan(keys), len(plan.chosen)
        plan = found
        if not decision.is_held_by_order or len(found.chosen) == known:
            return plan


def _uses(project: Project, sources: list[Source]) -> list[Use]:
    uses = [use for script in project.scripts for use in uses_of(script, project.outside)]
    uses += [use for source in sources for use in uses_in_text(source)]
    order = {source: number for number, source in enumerate(sources)}
    uses.sort(key=lambda use: (order[use.source], use.start))
    return uses


class _Decision:
    def __init__(self, project: Project, uses: list[Use], service: Service, waits: frozenset[Node]) -> None:
        self.waits = waits
        self.is_held_by_order = False
        self.callers = Callers(project)
        self.uses = uses
        self.contexts: dict[Use, Context] = {}
        self.sites: dict[Call, Context] = {}
        self.functions: list[Function] = []
        for use in uses:
            self._judge(use, project, service)
        self._climb()
        self._check_order()
        self._spread_reasons()

    def plan(self, keys: frozenset[str] | None) -> Plan:
        for use in self.uses:
            context = self.contexts.get(use, "")
            reason = context.reason if isinstance(context, Function) else context
            use.reason = use.reason or reason
        chosen = groups_of(self.uses, keys)
        return self._closed(Plan(self.uses, chosen))

    def _judge(self, use: Use, project: Project, service: Service) -> None:
        if use.script is None or use.node is None:
            return
        if use.script.broken:
            use.reason, use.key = script_reason(use.script), ANY
        elif not use.reason:
            use.reason = script_reason(use.script) or name_reason(use.script, use.node, service, project)
        if not use.harmless:
            self.contexts[use] = self._context(use.script, use.node)

    def _context(self, script: Script, node: Node) -> Context:
        around = function_at(node)
        if isinstance(around, str):
            return around
        return (
            top_level_reason(script, self.callers.project.scripts)
            if around is None
            else self.callers.function(script, around)
        )

    def _climb(self) -> None:
        """Find every function that would have to become async, from the uses up to those whom nobody calls."""
        waiting = [context for context in self.contexts.values() if isinstance(context, Function)]
        while waiting:
            function = waiting.pop()
            if function in self.functions:
                continue
            self.functions.append(function)
            for call in self._awaited(function):
                context = self._site(call)
                self.sites[call] = context
                if isinstance(context, Function):
                    waiting.append(context)

    def _awaited(self, function: Function) -> list[Call]:
        return [] if function.settled else [call for call in function.calls if call.awaited]

    def _site(self, call: Call) -> Context:
        around = function_at(call.node)
        if around is None and call.script.kind != "module":
            reason = ends_script(call.script, call.node)
            call.awaited = bool(reason)
            return reason
        return self._context(call.script, call.node)

    def _check_order(self) -> None:
        """Find functions that do something too late, or leave others to go on too early, once they wait."""
        first: dict[Function, int] = {}
        places = [(context, use.node) for use, context in self.contexts.items()]
        places += [(context, call.node) for call, context in self.sites.items()]
        for context, node in places:
            if isinstance(context, Function) and node is not None:
                first[context] = min(first.get(context, node.start), node.start)
        for function, start in first.items():
            if function.settled and not function.reason:
                function.reason = prefix_reason(self.callers, function, start, self.waits)
                self.is_held_by_order = self.is_held_by_order or bool(function.reason)
            late = late_reason(function.node, start)
            if late and not function.reason:
                function.reason = f"{function.shown} {late}"

    def _spread_reasons(self) -> None:
        """Give a function the reason of a caller that cannot wait, until nothing changes."""
        changed = True
        while changed:
            changed = False
            for function in self.functions:
                if not function.reason and self._takes_reason(function):
                    changed = True

    def _takes_reason(self, function: Function) -> bool:
        for call in self._awaited(function):
            context = self.sites[call]
            reason = context.reason if isinstance(context, Function) else context
            if reason:
                root = context.root if isinstance(context, Function) else ""
                through = " through others" if root else ""
                called = f"{function.shown} is called{through} at {spot(call.script, call.node)}"
                function.root = root or reason
                function.reason = f"{called}: {function.root}"
                return True
        return False

    def _closed(self, plan: Plan) -> Plan:
        """Add to a plan the functions that the chosen uses make async, and the calls that are awaited for them."""
        waiting: Iterable[Context] = [self.contexts[use] for use in plan.chosen]
        stack = [context for context in waiting if isinstance(context, Function)]
        while stack:
            function = stack.pop()
            if function in plan.functions:
                continue
            plan.functions.append(function)
            for call in self._awaited(function):
                plan.calls.append(call)
                context = self.sites[call]
                if isinstance(context, Function):
                    stack.append(context)
        return plan
