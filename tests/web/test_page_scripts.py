"""The scripts of the page are complete, and each gets the parameters that it reads."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from qa.web import page_scripts
from qa.web.page_scripts import function_script, head_script, page_script

WEB = Path(page_scripts.__file__).parent
SCRIPTS = sorted((WEB / "scripts").rglob("*.js"))
CODE = "\n".join(path.read_text(encoding="utf-8") for path in WEB.rglob("*.py"))


def _parameters(script: str) -> set[str]:
    return set(re.findall(r"\bparameters\.(\w+)", script))


def test_the_page_script_holds_every_part_and_its_parameters() -> None:
    script = page_script(placeholder="“大”")
    for part in (WEB / "scripts" / "page").glob("*.js"):
        assert part.read_text(encoding="utf-8").strip() in script, part.name
    assert script.startswith('const parameters = {"placeholder": "“大”"};\n')
    assert _parameters(script) == {"placeholder"}


@pytest.mark.parametrize(
    "path", [path for path in SCRIPTS if path.parent.name == "scripts"], ids=lambda path: path.stem
)
def test_every_other_script_is_used_with_the_parameters_that_it_reads(path: Path) -> None:
    call = re.search(rf'(?:function|head)_script\(\s*"{path.stem}"([^)]*)\)', CODE)
    assert call
    assert set(re.findall(r"(\w+)=", call[1])) == _parameters(path.read_text(encoding="utf-8"))


def test_a_function_gets_its_parameters_as_json() -> None:
    selector = 'a[href="#a"]'
    constant = f"const parameters = {json.dumps({'selector': selector})};"
    assert constant in function_script("focus", selector=selector)
    assert function_script("download_text").startswith("//")


def test_a_head_script_is_an_html_element() -> None:
    assert head_script("stop_idle_timer").startswith("<script>{\n")
    assert "</script" not in head_script("stop_idle_timer")[:-10]


@pytest.mark.skipif(not shutil.which("node"), reason="node is not installed")
@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_every_script_is_valid_javascript(path: Path) -> None:
    subprocess.run(["node", "--check", path], check=True)
