"""The commands that evaluate: ``qa evaluate`` and ``qa questions``."""

import sys
from pathlib import Path
from typing import Any

import click

from qa.cli.comparison import RETRIEVERS
from qa.cli.exit_status import PROBLEMS_FOUND
from qa.cli.options import PATH, json_option, library_option


@click.command()
@click.argument("questions", type=PATH)
@library_option
@json_option
@click.option("--output", type=PATH, metavar="FILE", help="把结果（每题得分、设置、版本）存成 JSON，供以后对照")
@click.option("--run", type=PATH, metavar="FILE", help="把给出的答案写成 JSON Lines，并另写一份 FILE.trec")
@click.option("--report", type=PATH, metavar="FILE", help="写一页自带图表的 HTML 报告")
@click.option("--mix", type=click.Choice(["lexical", "dense"]), help="只用一种检索（BM25 或向量）来排序，不作回答")
@click.option(
    "--compare",
    metavar="OTHER",
    help='对照：--output 存下的结果，或只用一种检索："--mix lexical"、"--mix dense"（也可写 lexical、dense）',
)
@click.option("--gate", type=PATH, metavar="FILE", help="有指标比这个结果明显变差时，退出码为 1")
@click.option(
    "--margin",
    type=click.FloatRange(min=0),
    default=0.01,
    show_default=True,
    help="--gate 允许变差多少（用时另计：一半）",
)
@click.option("--score", type=PATH, metavar="RUN", help="QUESTIONS 是 TREC qrels：给别的系统的 TREC run 打分")
def evaluate(questions: Path, folder: Path | None, score: Path | None, **options: Any) -> None:
    """用一个问题文件评测资料库：第一段就有答案的比例，等等。"""
    from qa.cli.evaluation_run import EvaluationOptions, run_evaluation, score_other_run

    if score:
        _refuse_with_score(click.get_current_context())
        status = score_other_run(questions, score, EvaluationOptions(**options))
    else:
        status = run_evaluation(questions, folder, EvaluationOptions(**options))
    if status:
        sys.exit(status)


def _refuse_with_score(context: click.Context) -> None:
    """Refuse the options that cannot be combined with ``--score``, which asks no questions.

    Raises:
        click.UsageError: the command line has one of these options, or a ``--compare`` that names a retriever.
    """
    for name, option in (("run", "--run"), ("report", "--report"), ("mix", "--mix"), ("folder", "--library")):
        if context.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE:
            raise click.UsageError(f"{option} 不能和 --score 一起用：--score 只给 RUN 打分，不提问")
    if (other := context.params["compare"]) in RETRIEVERS:
        raise click.UsageError(
            f'--compare "{other}" 不能和 --score 一起用：--score 不提问，只能对照 --output 存下的结果'
        )


@click.command()
@click.argument("questions", type=PATH)
@library_option
def questions(questions: Path, folder: Path | None) -> None:
    """检查一个问题文件：答案不在文件里、问题重复、文件不存在、离开上文看不懂。"""
    from qa.cli.library_access import existing_library
    from qa.evaluation import read_question_set
    from qa.evaluation.question_sets.checks import check_questions
    from qa.settings import Settings

    question_set = read_question_set(questions).within_limit(Settings.from_environment().question_characters)
    if question_set.corpus:
        findings = list(check_questions(question_set, None))
    else:
        with existing_library(folder) as library:
            findings = list(check_questions(question_set, library))
    for finding in findings:
        click.echo(f"{finding.question}\t{finding.text}")
    click.echo(f"qa: {len(question_set.questions)} 题，可疑 {len(findings)} 处", err=True)
    if findings:
        sys.exit(PROBLEMS_FOUND)
