"""SECURITY.md names tests, files and scripts that exist."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
POLICY = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
POINTS = 15


def _tests() -> set[str]:
    """Return the names of all test functions."""
    return {
        node.name
        for path in (ROOT / "tests").rglob("test_*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }


def test_every_test_that_the_security_policy_names_exists() -> None:
    named = set(re.findall(r"`(test_\w+)`", POLICY))
    assert len(named) > POINTS
    assert named <= _tests(), named - _tests()


def test_every_point_has_a_test() -> None:
    rows = re.findall(r"^\| (\d+)\. .*\| (.*) \|$", POLICY, re.MULTILINE)
    assert [int(number) for number, _ in rows] == [*range(1, POINTS + 1)]
    assert all(re.search(r"`test_\w+`", tests) for _, tests in rows)


def test_every_file_that_the_security_policy_names_exists() -> None:
    named = re.findall(r"`((?:qa|tests|benchmarks)/[\w/]+\.py)`", POLICY)
    assert named
    assert [name for name in named if not (ROOT / name).is_file()] == []
