"""Fail a CI run in which a test was skipped, unless this platform cannot run it.

Active when HOLDFAST_CI=1. A reason that begins with "platform:" is accepted.
"""

import os

import pytest

ACCEPTED = "platform:"


class SkipsFail:
    """Collect the reasons of skipped tests and modules, and turn the exit code when there are any."""

    def __init__(self) -> None:
        self.skipped: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.skipped and not hasattr(report, "wasxfail"):
            self._note(report.nodeid, report.longrepr)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.skipped:
            self._note(report.nodeid, report.longrepr)

    def _note(self, nodeid: str, longrepr: object) -> None:
        text = longrepr[2] if isinstance(longrepr, tuple) else str(longrepr)
        reason = str(text).removeprefix("Skipped: ")
        if not reason.startswith(ACCEPTED):
            self.skipped.append(f"{nodeid}: {reason}")

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if self.skipped and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        for line in self.skipped:
            terminalreporter.write_line(f"SKIPPED IN CI {line}", red=True)


def pytest_configure(config: pytest.Config) -> None:
    if os.environ.get("HOLDFAST_CI") == "1":
        config.pluginmanager.register(SkipsFail(), "holdfast-ci-skips")
