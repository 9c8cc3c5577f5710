"""Read a question set for a command, with notices on stderr about questions and judgements that cannot be used."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from qa.cli.printing import some_ids

if TYPE_CHECKING:
    from qa.evaluation import QuestionSet
    from qa.library import Library


def read_with_notices(path: Path) -> "QuestionSet":
    """Read a question set; report blank questions, and texts that the questions name and the set's own corpus lacks.

    Raises:
        QuestionSetError: the question set cannot be read.
    """
    from qa.evaluation import read_question_set

    question_set = read_question_set(path)
    blank, unknown = question_set.blank, question_set.unknown
    if blank:
        click.echo(f"qa: {path} 里有 {len(blank)} 题没有写问题，跳过；编号：{some_ids(blank)}", err=True)
    if unknown:
        click.echo(f"qa: 问题指的文字有 {len(unknown)} 段不在 corpus 里，算作没有找到：{some_ids(unknown)}", err=True)
    return question_set


def within_limit_with_notice(question_set: "QuestionSet", library: "Library") -> "QuestionSet":
    """Return the set without the questions that are too long for the library; report their ids.

    Raises:
        QuestionSetError: all questions are too long.
    """
    from qa.errors import QuestionSetError

    longest = library.settings.question_characters
    short = question_set.within_limit(longest)
    if not short.questions:
        raise QuestionSetError(f"问题都太长：{question_set.source}，每题最多 {longest} 个字符。请写短一些")
    if short.too_long:
        shown = some_ids(short.too_long)
        click.echo(f"qa: 有 {len(short.too_long)} 题超过 {longest} 个字符，跳过；编号：{shown}", err=True)
    return short
