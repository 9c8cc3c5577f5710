"""The developers' commands: ``nox`` runs the checks, ``nox --list`` shows all commands.

The commands run in the active environment, because each new environment would install PyTorch again. Prepare it with
``pip install -e '.[dev]'``.
"""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import nox

nox.options.default_venv_backend = "none"
nox.options.sessions = ["lint", "types", "test"]
ROOT = Path(__file__).parent
ESLINT_CONFIGURATION = ROOT / "qa/web/scripts/eslint.config.mjs"
_PORT = "7869"


@nox.session
def lint(session: nox.Session) -> None:
    """Check the style of the code and find duplicated code."""
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")
    # symilar is the part of pylint that compares lines. Its exit status is always 0.
    files = [ROOT / "app.py", *(ROOT / "qa").rglob("*.py"), *(ROOT / "embeddings").rglob("*.py")]
    report = session.run("symilar", "--duplicates=8", *map(str, files), silent=True)
    if " duplicates=0 " not in str(report):
        session.error(f"duplicated code:\n{report}")
    # JavaScript
    if ESLINT_CONFIGURATION.exists() and shutil.which("npx"):
        session.run("npx", "--yes", "eslint@9", "--config", str(ESLINT_CONFIGURATION), "qa/web/scripts", external=True)


@nox.session
def types(session: nox.Session) -> None:
    """Check the types."""
    session.run("mypy", *session.posargs)


@nox.session
def test(session: nox.Session) -> None:
    """Run all tests, or only some: ``nox -s test -- tests/test_library.py``."""
    session.run("pytest", *session.posargs)


@nox.session
def docs(session: nox.Session) -> None:
    """Generate docs/api.md from the docstrings."""
    session.run("python", "docs/api.py")


@nox.session
def examples(session: nox.Session) -> None:
    """Run the scripts in examples/."""
    for script in sorted((ROOT / "examples").glob("*.py")):
        session.run("python", str(script))


@nox.session
def screenshots(session: nox.Session) -> None:
    """Take the screenshots of the documentation from a page on a new library (Debian's ``chromium`` is needed)."""
    with tempfile.TemporaryDirectory() as library:
        page = subprocess.Popen(
            ["qa", "serve", "--no-browser", "--port", _PORT, "--create", "--library", library],
            stdout=subprocess.PIPE,
            env=os.environ | {"PYTHONUNBUFFERED": "1"},
        )
        try:
            assert page.stdout is not None
            page.stdout.readline()  # the page prints its address when it is ready
            session.run("python", "docs/screenshots.py", f"http://127.0.0.1:{_PORT}")
        finally:
            page.terminate()
            page.wait()


@nox.session
def benchmarks(session: nox.Session) -> None:
    """Run a benchmark: ``nox -s benchmarks -- latency --limit 300``; without a name, list them."""
    helpers = ("__init__", "crash_operations", "question_sets", "synthetic", "timed_encoder")
    scripts = sorted(path.stem for path in (ROOT / "benchmarks").glob("*.py") if path.stem not in helpers)
    if not session.posargs:
        session.log("benchmarks: %s", ", ".join(scripts))
        return
    name, *arguments = session.posargs
    session.run("python", "-m", f"benchmarks.{name}", *arguments)
