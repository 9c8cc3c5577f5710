"""Every command and option of ``qa`` has help and is documented in ``docs/commands.md``."""

import re
from pathlib import Path

import click
import pytest

from qa.cli import main

ROOT = Path(__file__).parent.parent.parent
SECTIONS = dict(
    re.findall(r"^## qa (\w+(?: \w+)?)\n(.*?)(?=^## |\Z)", (ROOT / "docs/commands.md").read_text("utf-8"), re.M | re.S)
)
"""the text of each command's section, by command"""
COMMANDS = {name: command for name, command in main.commands.items() if not isinstance(command, click.Group)} | {
    f"{group} {name}": command
    for group, commands in main.commands.items()
    if isinstance(commands, click.Group)
    for name, command in commands.commands.items()
}
"""the commands by the words after ``qa``"""
OPTIONS = [
    (name, option)
    for name, command in COMMANDS.items()
    for option in command.params
    if isinstance(option, click.Option)
]
IDS = [f"{name} {option.opts[0]}" for name, option in OPTIONS]


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_has_help_and_a_section(name: str) -> None:
    assert (COMMANDS[name].help or "").strip()
    assert SECTIONS.get(name, "").strip()


@pytest.mark.parametrize(("name", "option"), OPTIONS, ids=IDS)
def test_an_option_has_help_and_is_in_its_commands_section(name: str, option: click.Option) -> None:
    assert (option.help or "").strip()
    for spelling in option.opts:
        assert re.search(rf"`{spelling}[ `]", SECTIONS[name]), f"{spelling} of qa {name} is not in docs/commands.md"


@pytest.mark.parametrize("name", COMMANDS)
def test_the_usage_line_names_every_argument(name: str) -> None:
    usage = next(line for line in SECTIONS[name].splitlines() if line.startswith(f"    qa {name}"))
    for argument in COMMANDS[name].params:
        if isinstance(argument, click.Argument):
            assert argument.make_metavar(click.Context(COMMANDS[name])).strip("…") in usage


def test_the_document_names_no_other_command_or_option() -> None:
    assert SECTIONS.keys() == COMMANDS.keys()
    for name, section in SECTIONS.items():
        known = {spelling for parameter in COMMANDS[name].params for spelling in parameter.opts}
        assert set(re.findall(r"^\| `(-[-\w]+)", section, re.M)) <= known
