"""The command line ``qa``: the same library as in Python, one command a method."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from qa.cli.printing import print_answer, print_contents, print_json, print_report, print_verification
from qa.errors import QaError

if TYPE_CHECKING:
    from datetime import date, datetime

    from qa.library import Library

_Command = TypeVar("_Command", bound=Callable[..., Any])
_FOUND_PROBLEMS = 1
_USER_ERROR = 2
_INTERRUPTED = 130
"""what a shell expects of a command that Ctrl-C ended"""


class _Commands(click.Group):
    """Shows a user's mistake as one line on stderr with exit status 2."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except QaError as error:
            click.echo(f"qa: {error}", err=True)
            ctx.exit(_USER_ERROR)


def _library_option(command: _Command) -> _Command:
    return click.option(
        "--library",
        "folder",
        type=click.Path(path_type=Path),
        envvar="QA_LIBRARY",
        metavar="DIR",
        help="资料库文件夹；默认用环境变量 QA_LIBRARY，没有设就用用户数据目录",
    )(command)


_json_option = click.option("--json", "as_json", is_flag=True, help="输出 JSON")
_k_option = click.option("-k", "k", type=click.IntRange(min=1), default=5, show_default=True, help="给出几个段落")
_questions_file = click.Path(path_type=Path)


def _day(_context: click.Context, _parameter: click.Parameter, value: "datetime | None") -> "date | None":
    return value.date() if value else None


def _filter_options(command: _Command) -> _Command:
    """The options that say which documents may answer."""
    day = click.DateTime(["%Y-%m-%d"])
    for option in (
        click.option("--status", default="", metavar="TEXT", help="只查效力状态里有这几个字的文件，如 有效"),
        click.option("--document-number", default="", metavar="TEXT", help="只查这个文号的文件"),
        click.option("--until", type=day, callback=_day, metavar="DATE", help="只查到这一天为止的文件，如 2019-12-31"),
        click.option("--since", type=day, callback=_day, metavar="DATE", help="只查这一天起成文（或发布）的文件"),
        click.option("--issuer", default="", metavar="TEXT", help="只查发布机构名称里有这几个字的文件"),
    ):
        command = option(command)
    return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="gongwen-qa", prog_name="qa")
def main() -> None:
    """向中文公文提问，得到注明出处的段落和回答的句子。"""


@main.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH…")
@click.option("--sync", is_flag=True, help="文件夹里已经没有的文件，也从资料库移除")
@_library_option
def add(paths: tuple[Path, ...], sync: bool, folder: Path | None) -> None:
    """把文件或文件夹加进资料库；改过的文件换成新的。"""
    from qa.reading import canonical
    from qa.terminal_progress import add_progress, stopping_on_interrupt

    with stopping_on_interrupt() as stopped, _open(folder) as library, add_progress() as show:
        report = library.add(*paths, sync=sync, on_progress=show, stopped=stopped)
    print_report(report)
    if report.files_left:
        sys.exit(_INTERRUPTED)
    taken = (*report.added, *report.replaced, *report.unchanged, *report.removed)
    named = {str(canonical(path)) for path in paths}
    if not taken or any(refusal.source in named for refusal in report.refused):
        sys.exit(_USER_ERROR)


@main.command("list")
@_library_option
@_json_option
def list_documents(folder: Path | None, as_json: bool) -> None:
    """列出资料库里的文件。"""
    from qa.json_output import document_record

    with _open(folder) as library:
        documents = library.documents()
    if as_json:
        print_json([document_record(document) for document in documents])
        return
    for document in documents:
        meta = document.metadata
        day = meta.date_written or meta.date_published
        parts = (document.id, meta.title, meta.issuer, meta.document_number, day or "", document.source)
        click.echo("\t".join(map(str, parts)))


@main.command()
@click.argument("document_id", type=int, metavar="ID")
@_library_option
def remove(document_id: int, folder: Path | None) -> None:
    """从资料库删除一个文件；编号见 qa list。"""
    with _open(folder) as library:
        library.remove(document_id)


@main.command()
@click.argument("document_id", type=int, metavar="ID")
@_library_option
@_json_option
def show(document_id: int, folder: Path | None, as_json: bool) -> None:
    """显示一个文件：来源、文号等，和每个段落；编号见 qa list。"""
    from qa.json_output import contents_record

    with _open(folder) as library:
        contents = library.document(document_id)
    if as_json:
        print_json(contents_record(contents))
    else:
        print_contents(contents)


@main.command()
@click.option("--repair", is_flag=True, help="能重建的就重建：索引、向量，以及原文件还在的文件")
@_library_option
@_json_option
def verify(folder: Path | None, repair: bool, as_json: bool) -> None:
    """检查资料库是否完好；有问题时退出码是 1。"""
    from qa.json_output import verification_record
    from qa.terminal_progress import add_progress, verify_progress

    with _open(folder) as library:
        with verify_progress() as show:
            found = left = library.verify(show)
        if repair and found.problems:
            with add_progress() as show_added:
                left = library.repair(found.problems, show_added)
    if as_json:
        print_json(verification_record(left))
    else:
        print_verification(found, left)
    if left.problems:
        sys.exit(_FOUND_PROBLEMS)


@main.command()
@_library_option
@_json_option
def stats(folder: Path | None, as_json: bool) -> None:
    """资料库有多大：文件、段落、各部分的字节数，模型和版本。"""
    from dataclasses import asdict

    with _open(folder) as library:
        record = asdict(library.statistics())
    if as_json:
        print_json(record)
        return
    for name, value in record.items():
        rows = value.items() if isinstance(value, dict) else [("", value)]
        for key, entry in rows:
            click.echo(f"{name}{'.' if key else ''}{key}\t{'-' if entry is None else entry}")


@main.command()
@click.argument("question")
@_library_option
@_k_option
@_filter_options
@_json_option
def ask(question: str, folder: Path | None, k: int, as_json: bool, **wanted: Any) -> None:
    """问一个问题。"""
    from qa.json_output import answer_record
    from qa.terminal_progress import refresh

    with _open(folder) as library:
        refresh(library)
        answer = library.ask(question, k=k, **wanted)
    if as_json:
        print_json(answer_record(answer, "1"))
    else:
        print_answer(answer)


@main.command()
@click.option("--questions", required=True, type=_questions_file, metavar="FILE", help="问题文件（JSON Lines）")
@click.option("--run", required=True, type=_questions_file, metavar="FILE", help="结果写到这里，每行一个 JSON 对象")
@click.option("-k", "k", type=click.IntRange(min=1), default=20, show_default=True, help="每题给出几个段落")
@_library_option
def search(questions: Path, run: Path, k: int, folder: Path | None) -> None:
    """一次回答一个文件里的所有问题。"""
    from qa.cli.evaluation_commands import fit_and_say, read_and_say
    from qa.json_output import answer_record
    from qa.terminal_progress import question_progress, refresh

    asked = read_and_say(questions)
    try:
        out = run.open("w", encoding="utf-8")
    except OSError as error:
        raise QaError(f"结果写不了：{run}（{error.strerror}）。请换一个位置") from error
    with out, _open(folder) as library:
        refresh(library)
        with question_progress(len(asked.questions)) as step:
            for question in fit_and_say(asked, library).questions:
                answer = library.ask(question.text, k=k, earlier=question.history, **question.filters)
                record = answer_record(answer, question.id)
                out.write(json.dumps(record, ensure_ascii=False) + "\n")
                step()


@main.command()
@click.argument("questions", type=_questions_file)
@_library_option
@_json_option
@click.option(
    "--output", type=_questions_file, metavar="FILE", help="把结果（每题得分、设置、版本）存成 JSON，供以后对照"
)
@click.option("--run", type=_questions_file, metavar="FILE", help="把给出的答案写成 JSON Lines，并另写一份 FILE.trec")
@click.option("--report", type=_questions_file, metavar="FILE", help="写一页自带图表的 HTML 报告")
@click.option("--mix", type=click.Choice(["lexical", "dense"]), help="只用一种检索（BM25 或向量）来排序，不作回答")
@click.option(
    "--compare",
    metavar="OTHER",
    help='对照：--output 存下的结果，或只用一种检索："--mix lexical"、"--mix dense"（也可写 lexical、dense）',
)
@click.option("--gate", type=_questions_file, metavar="FILE", help="有指标比这个结果明显变差时，退出码为 1")
@click.option(
    "--margin",
    type=click.FloatRange(min=0),
    default=0.01,
    show_default=True,
    help="--gate 允许变差多少（用时另计：一半）",
)
@click.option(
    "--score", type=_questions_file, metavar="RUN", help="QUESTIONS 是 TREC qrels：给别的系统的 TREC run 打分"
)
def evaluate(questions: Path, folder: Path | None, as_json: bool, score: Path | None, **wanted: Any) -> None:
    """用一个问题文件评测资料库：第一段就有答案的比例，等等。"""
    from qa.cli.evaluation_commands import run_evaluation, score_run_of_another

    if score:
        _refuse_with_score(click.get_current_context())
        given = {name: wanted[name] for name in ("output", "gate", "margin")}
        compare = Path(wanted["compare"]) if wanted["compare"] else None
        status = score_run_of_another(questions, score, as_json=as_json, compare=compare, **given)
    else:
        status = run_evaluation(questions, folder, as_json=as_json, **wanted)
    if status:
        sys.exit(status)


def _refuse_with_score(context: click.Context) -> None:
    """Nothing is asked of a library where the run of another system is scored."""
    for name, option in (("run", "--run"), ("report", "--report"), ("mix", "--mix"), ("folder", "--library")):
        if context.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE:
            raise click.UsageError(f"{option} 不能和 --score 一起用：--score 只给 RUN 打分，不提问")


@main.command()
@click.argument("questions", type=_questions_file)
@click.option("--check", is_flag=True, required=True, help="找出问题文件里的毛病")
@_library_option
def questions(questions: Path, check: bool, folder: Path | None) -> None:
    """检查一个问题文件：答案不在文件里、问题重复、文件不存在、离开上文看不懂。"""
    from qa.cli.evaluation_commands import existing_library
    from qa.evaluation import read_question_set
    from qa.evaluation.checks import check_questions
    from qa.settings import Settings

    asked = read_question_set(questions).fitting(Settings.from_environment().question_characters)
    if asked.corpus:
        findings = list(check_questions(asked, None))
    else:
        with existing_library(folder) as library:
            findings = list(check_questions(asked, library))
    for finding in findings:
        click.echo(f"{finding.question}\t{finding.text}")
    click.echo(f"qa: {len(asked.questions)} 题，可疑 {len(findings)} 处", err=True)
    if findings:
        sys.exit(_FOUND_PROBLEMS)


@main.command()
@_library_option
@click.option("--host", default="127.0.0.1", show_default=True, help="监听的地址")
@click.option("--port", type=click.IntRange(1, 65535), help="端口；默认从 7860 起第一个空闲的")
@click.option("--no-browser", is_flag=True, help="不打开浏览器")
@click.option("--read-only", is_flag=True, help="网页上只能提问，不能增删文件；或设环境变量 QA_READ_ONLY=1")
def serve(folder: Path | None, host: str, port: int | None, no_browser: bool, read_only: bool) -> None:
    """在浏览器里问答。"""
    import app

    app.serve(folder, host=host, port=port, open_browser=not no_browser, read_only=read_only or None)


@main.command()
@click.argument("file", type=_questions_file)
@_library_option
def feedback(file: Path, folder: Path | None) -> None:
    """把网页上收到的反馈写成问题文件，供 qa evaluate 使用。"""
    from qa.feedback import as_questions, stored_feedback

    with _open(folder) as library:
        rows = list(as_questions(stored_feedback(library.folder)))
    try:
        file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    except OSError as error:
        raise QaError(f"问题文件写不了：{file}（{error.strerror}）。请换一个位置") from error
    click.echo(f"反馈 {len(rows)} 条")


@contextmanager
def _open(folder: Path | None) -> Iterator["Library"]:
    from qa.library import Library

    with Library.open(folder) as library:
        yield library
