"""The commands ``qa backup``, ``qa restore`` and ``qa export``."""

import json
from pathlib import Path

import click

from qa.cli.library_access import opened_library
from qa.cli.options import PATH, library_option


@click.command()
@click.argument("file", type=PATH)
@library_option
def backup(file: Path, folder: Path | None) -> None:
    """把资料库备份成一个文件；资料库正在使用也可以。"""
    with opened_library(folder) as library:
        report = library.backup(file)
    click.echo(f"文件 {report.documents}，上传的原件 {report.originals}，字节 {report.bytes}")


@click.command()
@click.argument("file", type=PATH)
@library_option
def restore(file: Path, folder: Path | None) -> None:
    """从备份恢复出一个新的资料库；文件夹不能已有东西。"""
    from qa.library import Library

    click.echo(f"已恢复到 {Library.from_backup(file, folder)}；第一次提问时重建索引")


@click.command()
@library_option
def export(folder: Path | None) -> None:
    """把所有文件连同标题、文号等写到标准输出，每行一个 JSON 对象。"""
    from qa.json_output import contents_record

    with opened_library(folder) as library:
        for document in library.documents():
            click.echo(json.dumps(contents_record(library.document(document.id)), ensure_ascii=False))
