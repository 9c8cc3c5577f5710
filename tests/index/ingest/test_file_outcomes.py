"""The outcome of every file is reported once, as soon as it is known."""

from pathlib import Path

from qa import Library
from qa.index import AddProgress
from tests.index.ingest.sample_files import names, write_files, write_zip


def test_each_outcome_appears_in_one_progress_report(plain_library: Library, folder: Path) -> None:
    plain_library.add(folder)
    write_files(folder, b="乙县通知\n乙县图书馆每周三闭馆。", c="丙县通知\n丙县图书馆每周四闭馆。", d="")
    write_zip(folder / "e.zip").write_bytes(b"PK broken")
    reports: list[AddProgress] = []
    final = plain_library.add(folder, on_progress=reports.append)
    outcomes = [outcome for report in reports for outcome in report.outcomes]
    assert reports[0].outcomes
    assert {outcome.became for report in reports[:-1] for outcome in report.outcomes} > {"unchanged", "refused"}
    assert sorted((Path(outcome.source).name, outcome.became) for outcome in outcomes) == [
        ("a.txt", "unchanged"),
        ("b.txt", "replaced"),
        ("c.txt", "added"),
        ("d.txt", "refused"),
        ("e.zip", "refused"),
    ]
    assert {(outcome.source, outcome.reason) for outcome in outcomes if outcome.reason} == {
        (refusal.source, refusal.reason) for refusal in final.refused
    }


def test_a_refusal_says_that_the_older_content_stays(plain_library: Library, tmp_path: Path) -> None:
    write_files(tmp_path / "documents", 甲="甲县通知\n甲县图书馆每周一闭馆。")
    plain_library.add(tmp_path / "documents")
    (tmp_path / "documents" / "甲.txt").write_bytes(b"")
    (refusal,) = plain_library.add(tmp_path / "documents").refused
    assert refusal.reason.endswith("资料库里仍是它以前的内容")


def test_a_document_with_the_number_or_title_of_another_is_reported(plain_library: Library, tmp_path: Path) -> None:
    header = "索引号：1\n发布机构：甲县\n名称：{}\n文号：甲府〔2020〕1号\n\n{}\n正文{}。\n"
    folder = write_files(tmp_path / "documents", a=header.format("关于甲的通知", "关于甲的通知", "一"))
    assert plain_library.add(folder).namesakes == ()
    write_files(folder, b=header.format("关于乙的通知", "关于乙的通知", "二"), c="关于乙的通知\n正文三。")
    namesakes = {
        (Path(namesake.source).stem, namesake.field, namesake.name, Path(namesake.other).stem)
        for namesake in plain_library.add(folder).namesakes
    }
    assert namesakes == {
        ("b", "document_number", "甲府〔2020〕1号", "a"),
        ("c", "title", "关于乙的通知", "b"),
    }
    assert plain_library.add(folder).namesakes == ()


def test_a_new_version_of_a_file_is_not_a_namesake_of_the_old_version(plain_library: Library, folder: Path) -> None:
    plain_library.add(folder)
    write_files(folder, a="甲县通知\n甲县图书馆每周五闭馆。")
    report = plain_library.add(folder)
    assert (names(report.replaced), report.namesakes) == (["a"], ())
