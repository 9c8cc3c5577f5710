"""A library as it is used from Python."""

import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from embeddings import bundled_checkpoint
from qa import Library
from qa.errors import LibraryError, LibraryLockedError, ModelMismatchError, QuestionError, SettingsError
from qa.evaluation import Question, answer_all
from qa.index import Database, StoreWriter
from qa.library import AddProgress
from qa.settings import Settings
from qa.types import Answer

if TYPE_CHECKING:
    from tests.conftest import FakeEncoder

QUESTION = "深圳企业开办时间缩短到几天?"


def write(folder: Path, **files: str) -> None:
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")


def sources(answer: Answer) -> set[str]:
    return {Path(hit.citation.source).stem for hit in answer.passages}


def test_a_question_gets_the_answering_sentence_with_a_full_citation(seed_library: Library) -> None:
    answer = seed_library.ask(QUESTION)
    assert answer.found
    assert answer.sentence is not None
    assert "企业开办时间从9天缩短至4天" in answer.sentence.text
    citation = answer.sentence.citation
    assert citation.title == "深圳市政务服务数据管理局关于市六届人大七次会议第20190320号建议答复的函"
    assert citation.issuer == "深圳市政务服务数据管理局"
    assert citation.index_number == "11440300MB2C92413C/2019-00014"
    assert citation.heading_path[-1] == "(一)出台营商环境改革20条等政策措施"
    assert citation.paragraph == 5
    assert Path(citation.source).name == "000_75abfffd071e093a.txt"


def test_a_field_of_the_header_can_be_asked_for(seed_library: Library) -> None:
    sentence = seed_library.ask("这封函的索引号是什么?").sentence
    assert sentence is not None
    assert sentence.text == "索引号: 11440300MB2C92413C/2019-00014"
    assert sentence.citation.paragraph == 0


def test_the_file_size_limit_is_set_by_a_variable_and_named_in_the_refusal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fake_encoder: "FakeEncoder"
) -> None:
    monkeypatch.setenv("QA_FILE_BYTES", "10")
    write(tmp_path / "documents", 甲="甲县图书馆每周一闭馆。")
    with Library.open(tmp_path / "library", encoder=fake_encoder) as library:
        (refusal,) = library.add(tmp_path / "documents").refused
    assert "QA_FILE_BYTES" in refusal.reason
    monkeypatch.setenv("QA_FILE_BYTES", "10 MB")
    with pytest.raises(SettingsError, match="QA_FILE_BYTES"):
        Settings.from_environment()


def test_a_question_gets_the_same_answer_alone_and_among_others(seed_library: Library) -> None:
    asked = [QUESTION, "这封函的索引号是什么?", "深圳地铁三号线几点停运?", "深圳建设了哪些基础研究机构?", "深圳"]
    alone = [seed_library.ask(question) for question in asked]
    with ThreadPoolExecutor(len(asked)) as together:
        assert list(together.map(seed_library.ask, asked)) == alone
    questions = [Question(str(number), question, None) for number, question in enumerate(asked)]
    assert [outcome.answer for outcome in answer_all(seed_library, questions[::-1], k=5)] == alone[::-1]


def test_a_question_that_the_documents_do_not_answer_is_not_found(seed_library: Library) -> None:
    answer = seed_library.ask("深圳地铁三号线几点停运?")
    assert not answer.found
    assert answer.sentence is None
    assert answer.passages


@pytest.mark.parametrize(
    "question", ["市政务服务数据管理局的办公电话", "深圳市政务服务数据管理局电话是多少", "政务服务数据管理局联系电话"]
)
def test_a_hotline_that_the_documents_mention_is_no_sure_telephone_number(seed_library: Library, question: str) -> None:
    assert not seed_library.ask(question).found


def test_the_answer_does_not_depend_on_the_number_of_passages(seed_library: Library) -> None:
    few, many = seed_library.ask(QUESTION, k=1), seed_library.ask(QUESTION, k=20)
    assert (few.confidence, few.sentence) == (many.confidence, many.sentence)
    assert many.passages[:1] == few.passages


def test_retrieval_gives_the_same_passages_as_asking(seed_library: Library) -> None:
    hits = seed_library.retrieve(QUESTION, k=3)
    assert hits == seed_library.ask(QUESTION, k=3).passages
    assert [hit.rank for hit in hits] == [1, 2, 3]
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet="深圳企业开办时间数据索引号?？ 2019年a-\"'()《》", min_size=1, max_size=30).filter(str.strip))
def test_every_quoted_text_is_the_slice_that_its_citation_names(seed_library: Library, question: str) -> None:
    answer = seed_library.ask(question, k=20)
    quoted = [(hit.text, hit.citation) for hit in answer.passages]
    if answer.sentence:
        quoted.append((answer.sentence.text, answer.sentence.citation))
    for text, citation in quoted:
        assert text == seed_library.document_text(citation.document_id)[citation.start : citation.end]
        assert text == text.strip() != ""


def test_adding_reports_what_was_added_replaced_unchanged_and_refused(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "documents"
    write(folder, a="甲县图书馆每周一闭馆。", b="乙县图书馆每周二闭馆。")
    (folder / "c.txt").write_bytes(b"")
    first = library.add(folder)
    assert [Path(source).stem for source in first.added] == ["a", "b"]
    assert "空的" in first.refused[0].reason
    write(folder, b="乙县图书馆每周五闭馆。")
    second = library.add(folder)
    assert [Path(source).stem for source in second.unchanged] == ["a"]
    assert [Path(source).stem for source in second.replaced] == ["b"]
    texts = [hit.text for hit in library.retrieve("图书馆每周几闭馆?")]
    assert sorted(texts) == ["乙县图书馆每周五闭馆。", "甲县图书馆每周一闭馆。"]


def test_a_removed_document_never_answers_again(library: Library, tmp_path: Path) -> None:
    write(tmp_path / "documents", a="甲县图书馆每周一闭馆。", b="乙县图书馆每周二闭馆。")
    library.add(tmp_path / "documents")
    gone = next(document for document in library.documents() if document.source.endswith("a.txt"))
    library.remove(gone.id)
    assert sources(library.ask("甲县图书馆哪天闭馆?")) == {"b"}
    with Library.open(library.folder) as again:
        assert sources(again.ask("甲县图书馆哪天闭馆?")) == {"b"}
        with pytest.raises(LibraryError, match=rf"{gone.id}.*qa list"):
            again.remove(gone.id)


def test_a_vector_of_a_replaced_document_is_reused(library: Library, tmp_path: Path) -> None:
    write(tmp_path / "documents", a="甲县图书馆每周一闭馆。")
    library.add(tmp_path / "documents")
    write(tmp_path / "documents", a="丙县图书馆每周三闭馆。")
    other = tmp_path / "other"
    write(other, a="甲县图书馆每周一闭馆。")
    report = library.add(tmp_path / "documents", other)
    assert (len(report.replaced), len(report.added)) == (1, 1)
    assert len(library.retrieve("图书馆")) == 2


def test_an_empty_library_finds_nothing(library: Library) -> None:
    answer = library.ask(QUESTION)
    assert (answer.found, answer.passages) == (False, ())
    assert library.retrieve(QUESTION) == ()


@pytest.mark.parametrize("question", ["", "  \n", "\u3000"])
def test_a_blank_question_is_refused(library: Library, question: str) -> None:
    with pytest.raises(QuestionError, match="空的"):
        library.ask(question)


def test_an_over_long_question_is_refused_with_the_setting(library: Library) -> None:
    with pytest.raises(QuestionError, match=r"10000.*question_characters"):
        library.retrieve("问" * 10_000)


def test_a_library_that_is_a_file_is_refused_and_stays(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("content")
    with pytest.raises(LibraryError, match="file"):
        Library.open(tmp_path / "file")
    assert (tmp_path / "file").read_text() == "content"


def test_a_library_of_another_model_is_refused_with_both_names(library: Library, tmp_path: Path) -> None:
    write(tmp_path / "documents", a="甲县图书馆每周一闭馆。")
    library.add(tmp_path / "documents")
    other = Settings(model=str(bundled_checkpoint()))
    names = r"multilingual-e5-small@\w+\+\w+ .*models/multilingual-e5-small@\w+@\w+"
    with pytest.raises(ModelMismatchError, match=names):
        Library.open(library.folder, settings=other)
    assert len(library.retrieve("闭馆")) == 1


def test_a_missing_model_is_a_settings_error(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"no/model.*QA_MODEL"):
        Library.open(tmp_path / "library", settings=Settings(model="no/model"))


def test_another_process_sees_what_was_added_and_removed(library: Library, tmp_path: Path) -> None:
    with Library.open(library.folder) as reader:
        write(tmp_path / "documents", a="甲县图书馆每周一闭馆。")
        library.add(tmp_path / "documents")
        assert sources(reader.ask("甲县图书馆哪天闭馆?")) == {"a"}
        library.remove(library.documents()[0].id)
        assert reader.retrieve("甲县图书馆哪天闭馆?") == ()


def test_during_a_write_another_library_can_read_and_learns_why_it_cannot_write(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "documents", a="甲县图书馆每周一闭馆。")
    library.add(tmp_path / "documents")
    monkeypatch.setattr("qa.library_parts.opened_library._LOCK_SECONDS", 0.05)
    with Library.open(library.folder) as other, library._writing():
        assert sources(other.ask("甲县图书馆哪天闭馆?")) == {"a"}
        with pytest.raises(LibraryLockedError, match=library.folder.name):
            other.remove(other.documents()[0].id)
    assert len(library.documents()) == 1


def test_outdated_indexes_are_updated_from_the_store(library: Library, tmp_path: Path) -> None:
    write(tmp_path / "documents", a="甲县图书馆每周一闭馆。", b="乙县图书馆每周二闭馆。")
    library.add(tmp_path / "documents")
    store = StoreWriter(Database(library.folder / "library.sqlite"))
    store.remove([next(d.id for d in store.documents() if d.source.endswith("a.txt"))])
    store.database.close()
    with Library.open(library.folder) as again:
        assert sources(again.ask("甲县图书馆哪天闭馆?")) == {"b"}
        assert again.verify().problems == ()


@pytest.mark.parametrize("broken", ["vectors.faiss", "lexical/meta.json"])
def test_a_damaged_index_is_rebuilt(library: Library, tmp_path: Path, broken: str) -> None:
    write(tmp_path / "documents", a="甲县图书馆每周一闭馆。")
    library.add(tmp_path / "documents")
    library.close()
    (library.folder / broken).write_bytes(b"damaged")
    with Library.open(library.folder) as again:
        assert sources(again.ask("甲县图书馆哪天闭馆?")) == {"a"}


def test_progress_ends_with_everything_done(library: Library, tmp_path: Path) -> None:
    write(tmp_path / "documents", a="甲。", b="乙。")
    seen: list[AddProgress] = []
    library.add(tmp_path / "documents", on_progress=seen.append)
    assert (seen[-1].files_done, seen[-1].files_total) == (2, 2)
    assert seen[-1].passages_done == seen[-1].passages_total > 0


def test_a_library_whose_database_is_damaged_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    Library.open(folder).close()
    with sqlite3.connect(folder / "library.sqlite") as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    (folder / "library.sqlite").write_bytes(b"x" * 5000)
    with pytest.raises(LibraryError, match="library"):
        Library.open(folder)


def test_processes_that_create_a_library_at_once_get_the_same_library(tmp_path: Path) -> None:
    script = "import sys; from qa import Library; print(Library.open(sys.argv[1])._store.identity)"
    started = [
        subprocess.Popen([sys.executable, "-c", script, str(tmp_path / "库")], stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    identities = [process.communicate()[0] for process in started]
    assert [process.returncode for process in started] == [0, 0, 0, 0]
    assert len(set(identities)) == 1


def test_a_question_with_a_lone_surrogate_is_answered(seed_library: Library) -> None:
    assert seed_library.ask("企业开办时间\ud800?").passages


def test_a_removed_document_is_restored_under_its_number_and_cited_as_before(library: Library, tmp_path: Path) -> None:
    write(tmp_path / "documents", a="甲县图书馆每周一闭馆。", b="甲县图书馆每周一闭馆。", c="乙县图书馆每周二闭馆。")
    library.add(tmp_path / "documents")
    gone = library.document(library.documents()[0].id)
    library.remove(gone.summary.id)
    library.restore(gone)
    assert library.document(gone.summary.id) == gone
    assert len(gone.summary.sources) == 2
    assert sources(library.ask("甲县图书馆哪天闭馆?")) >= {"a"}
    assert library.add(tmp_path / "documents").replaced == ()
    assert library.verify().problems == ()
