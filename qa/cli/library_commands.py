"""The commands for the library's documents: add, list, show, remove, verify, reembed, stats."""

import sys
from pathlib import Path

import click

from qa.cli.exit_status import INTERRUPTED, PROBLEMS_FOUND, USER_ERROR
from qa.cli.library_access import may_create, opened_library
from qa.cli.options import PATH, create_option, json_option, library_option
from qa.cli.printing import print_contents, print_json, print_report, print_statistics, print_verification


@click.command()
@click.argument("paths", nargs=-1, required=True, type=PATH, metavar="PATH…")
@click.option("--sync", is_flag=True, help="文件夹里已经没有的文件，也从资料库移除")
@click.option("--follow-links", is_flag=True, help="也读文件夹里的链接：指向别的文件夹的，和指向文件夹以外的")
@create_option
@library_option
def add(paths: tuple[Path, ...], *, sync: bool, follow_links: bool, create: bool, folder: Path | None) -> None:
    """把文件或文件夹加进资料库；改过的文件换成新的。"""
    from qa.reading import canonical, path_on_disk, shown_path
    from qa.terminal_progress import add_progress, stopping_on_interrupt

    with (
        stopping_on_interrupt() as stopped,
        opened_library(folder, may_create(create, folder)) as library,
        add_progress() as show,
    ):
        report = library.add(*paths, sync=sync, follow_links=follow_links, on_progress=show, stopped=stopped)
    print_report(report)
    if report.files_left:
        sys.exit(INTERRUPTED)
    accepted = (*report.added, *report.replaced, *report.unchanged, *report.removed)
    named = {str(shown_path(canonical(path_on_disk(path)))) for path in paths}
    if not accepted or any(refusal.source in named for refusal in report.refused):
        sys.exit(USER_ERROR)


@click.command("list")
@library_option
@json_option
def list_documents(folder: Path | None, as_json: bool) -> None:
    """列出资料库里的文件。"""
    from qa.json_output import document_record

    with opened_library(folder) as library:
        documents = library.documents()
    if as_json:
        print_json([document_record(document) for document in documents])
        return
    for document in documents:
        meta = document.metadata
        day = meta.date_written or meta.date_published
        parts = (document.id, meta.title, meta.issuer, meta.document_number, day or "", document.source)
        click.echo("\t".join(map(str, parts)))


@click.command()
@click.argument("document_id", type=int, metavar="ID")
@library_option
def remove(document_id: int, folder: Path | None) -> None:
    """从资料库删除一个文件，汇编连同其中各份文件；编号见 qa list。"""
    with opened_library(folder) as library:
        library.remove(document_id)


@click.command()
@click.argument("document_id", type=int, metavar="ID")
@library_option
@json_option
def show(document_id: int, folder: Path | None, as_json: bool) -> None:
    """显示一个文件：来源、文号等，和每个段落；编号见 qa list。"""
    from qa.json_output import contents_record

    with opened_library(folder) as library:
        contents = library.document(document_id)
    if as_json:
        print_json(contents_record(contents))
    else:
        print_contents(contents)


@click.command()
@click.option("--repair", is_flag=True, help="能重建的就重建：索引、向量，以及原文件还在的文件")
@library_option
@json_option
def verify(folder: Path | None, repair: bool, as_json: bool) -> None:
    """检查资料库是否完好；有问题时退出码是 1。"""
    from qa.json_output import verification_record
    from qa.terminal_progress import add_progress, verify_progress

    with opened_library(folder) as library:
        with verify_progress() as show_verified:
            before = after = library.verify(show_verified)
        if repair and before.problems:
            with add_progress() as show_added:
                after = library.repair(before.problems, show_added)
    if as_json:
        print_json(verification_record(after))
    else:
        print_verification(before, after)
    if after.problems:
        sys.exit(PROBLEMS_FOUND)


@click.command()
@library_option
def reembed(folder: Path | None) -> None:
    """用现在的模型重新计算全部段落的向量；换了模型以后用。"""
    from qa.library import Library
    from qa.terminal_progress import add_progress, stopping_on_interrupt

    with stopping_on_interrupt("存完手上的向量") as stopped, add_progress() as show:
        passages = Library.reembed(folder, on_progress=show, stopped=stopped)
    if passages:
        click.echo(f"重新计算了 {passages} 段")
    elif stopped():
        click.echo("qa: 停下了，资料库还是原来的模型；再运行同一个命令就接着算", err=True)
        sys.exit(INTERRUPTED)
    else:
        click.echo("资料库已经是现在的模型，不用重新计算")


@click.command()
@library_option
@json_option
def stats(folder: Path | None, as_json: bool) -> None:
    """资料库有多大：文件、段落、各部分的字节数，模型和版本。"""
    from dataclasses import asdict

    with opened_library(folder) as library:
        record = asdict(library.statistics())
    if as_json:
        print_json(record)
    else:
        print_statistics(record)
