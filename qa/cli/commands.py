"""The command ``qa`` with all its subcommands.

Modules of this package import heavy packages inside functions, so that ``qa --help`` does not wait for them.
"""

from pathlib import Path
from typing import Any

import click

from qa.cli.agent_commands import mcp
from qa.cli.backup_commands import backup, export, restore
from qa.cli.evaluation_commands import evaluate, questions
from qa.cli.exit_status import USER_ERROR
from qa.cli.library_commands import add, list_documents, reembed, remove, show, stats, verify
from qa.cli.options import PATH
from qa.cli.page_commands import feedback, serve
from qa.cli.pin_commands import pin, unanswered
from qa.cli.question_commands import ask, search
from qa.cli.user_commands import user
from qa.errors import QaError


class _Group(click.Group):
    """A group of commands that reports a :class:`QaError` in one line on stderr and exits with status 2."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except QaError as error:
            click.echo(f"qa: {error}", err=True)
            ctx.exit(USER_ERROR)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(None, "--version", package_name="gongwen-qa", prog_name="qa")
@click.option("--config", type=PATH, envvar="QA_CONFIG", help="设置文件（TOML）；环境变量和选项比它优先")
def main(config: Path | None) -> None:
    """向中文公文提问，得到注明出处的段落和回答的句子。"""
    if config is not None:
        from qa.server.operations.settings_file import use_settings_file

        use_settings_file(config)


for _command in (
    *(add, list_documents, show, remove, verify, reembed, stats),
    *(backup, restore, export),
    *(ask, search),
    *(evaluate, questions, feedback),
    *(unanswered, pin),
    *(serve, mcp, user),
):
    main.add_command(_command)
