"""The commands that ask one question (``qa ask``) or a file of questions (``qa search``)."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from qa.cli.library_access import opened_library
from qa.cli.options import PATH, filter_options, json_option, library_option
from qa.cli.printing import print_answer, print_json
from qa.errors import QaError


@click.command()
@click.argument("question")
@library_option
@click.option("-k", "k", type=click.IntRange(min=1), default=5, show_default=True, help="给出几个段落")
@filter_options
@json_option
def ask(question: str, folder: Path | None, k: int, as_json: bool, **filters: Any) -> None:
    """问一个问题。"""
    from qa.example_questions import SUGGESTIONS, example_questions
    from qa.json_output import answer_record
    from qa.terminal_progress import refresh

    with opened_library(folder) as library:
        refresh(library)
        answer = library.ask(question, k=k, **filters)
        if answer.kind.is_small_talk:
            answer = replace(answer, suggestions=example_questions(library)[:SUGGESTIONS])
    if as_json:
        print_json(answer_record(answer, "1"))
    else:
        print_answer(answer)


@click.command()
@click.option("--questions", required=True, type=PATH, metavar="FILE", help="问题文件（JSON Lines）")
@click.option("--run", required=True, type=PATH, metavar="FILE", help="结果写到这里，每行一个 JSON 对象")
@click.option("-k", "k", type=click.IntRange(min=1), default=20, show_default=True, help="每题给出几个段落")
@library_option
def search(questions: Path, run: Path, k: int, folder: Path | None) -> None:
    """一次回答一个文件里的所有问题。"""
    from qa.cli.question_set_notices import read_with_notices, within_limit_with_notice
    from qa.json_output import answer_record
    from qa.terminal_progress import question_progress, refresh

    question_set = read_with_notices(questions)
    try:
        out = run.open("w", encoding="utf-8")
    except OSError as error:
        raise QaError(f"结果写不了：{run}（{error.strerror}）。请换一个位置") from error
    with out, opened_library(folder) as library:
        refresh(library)
        with question_progress(len(question_set.questions)) as step:
            for question in within_limit_with_notice(question_set, library).questions:
                answer = library.ask(question.text, k=k, earlier=question.history, **question.filters)
                out.write(json.dumps(answer_record(answer, question.id), ensure_ascii=False) + "\n")
                step()
