"""A file is found by its name alone."""

from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parent.parent
CONVENTIONAL = {"__init__.py", "base.py", "conftest.py", "errors.py"}
"""names that Python packages share by convention"""


def test_no_two_modules_share_a_name() -> None:
    folders = defaultdict(list)
    for top in ("qa", "embeddings", "benchmarks", "examples", "docs", "tests"):
        for path in (ROOT / top).rglob("*.py"):
            folders[path.name].append(str(path.parent.relative_to(ROOT)))
    shared = {name: found for name, found in folders.items() if len(found) > 1 and name not in CONVENTIONAL}
    assert not shared
