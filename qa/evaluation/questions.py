"""Questions with what is known of their answers, and the texts that they are asked of."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Self

from qa.library import FilterArguments
from qa.messages import Message

_LONGEST_NAME = 200
"""bytes of a file name; file systems take 255"""


@dataclass(frozen=True, slots=True)
class GoldPassage:
    """A stretch ``text[start:end]`` of a document's text that answers."""

    document: str
    """file name"""
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Question:
    """A question and what is known of its answer."""

    id: str
    text: str
    answers: tuple[str, ...] | None = None
    """strings of the documents, any one of which answers; empty: the documents do not say; ``None``: not known"""
    documents: tuple[str, ...] = ()
    """file names of the documents that answer, if known"""
    grades: Mapping[str, int] = field(default_factory=dict)
    """how relevant a document is, where that is known of it; else 1"""
    passages: tuple[GoldPassage, ...] = ()
    """the passages that answer, if known"""
    filters: FilterArguments = field(default_factory=FilterArguments)
    """what the documents must be, as for :meth:`qa.Library.ask`"""
    history: tuple[str, ...] = ()
    """the questions asked before it, oldest first"""
    kind: str = ""
    """what type of question it is, where the file says so"""

    @property
    def is_judged(self) -> bool:
        """Whether anything is known of the answer."""
        return self.answers is not None or self.is_answerable

    @property
    def is_answerable(self) -> bool:
        """Whether the documents are known to answer."""
        return bool(self.answers) or (self.answers is None and bool(self.documents or self.passages))


@dataclass(frozen=True, slots=True)
class CorpusText:
    """A text that comes with the questions and is indexed for them."""

    name: str
    """of the file that it becomes, as ``Question.documents`` calls it"""
    title: str
    text: str
    id: str = ""
    """what the set itself calls it"""


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """Questions, and the texts that they are asked of where those come with them."""

    questions: tuple[Question, ...]
    corpus: tuple[CorpusText, ...] = ()
    blank: tuple[str, ...] = ()
    """the ids of those whose text is empty: they cannot be asked and are not among the questions"""
    too_long: tuple[str, ...] = ()
    """likewise, of those longer than the library takes"""
    unknown: tuple[str, ...] = ()
    """what the questions name and is not in the corpus that came with them: it counts as not found"""
    source: str = ""
    """the file or folder they were read from"""
    sha256: str = ""
    """of its content"""

    def fitting(self, longest: int) -> Self:
        """The same without the questions of more than ``longest`` characters, which are named apart."""
        too_long = tuple(question.id for question in self.questions if len(question.text.strip()) > longest)
        apart = set(too_long)
        fitting = tuple(question for question in self.questions if question.id not in apart)
        return replace(self, questions=fitting, too_long=too_long)


def corpus_file(id_: str) -> str:
    """The name of the file that the text of a corpus with that id becomes."""
    safe = "".join(c if c.isalnum() or c in "-_" else f"%{ord(c):x}" for c in id_)
    if len(safe.encode()) > _LONGEST_NAME:
        safe = f"{safe[:20]}-{hashlib.sha256(id_.encode()).hexdigest()[:20]}"
    return f"{safe}.txt"


def in_tuned_half(question: Question) -> bool:
    """Whether a question belongs to the half of its set that is fitted on, the other half being for the report.

    Questions about the same documents are in the same half.
    """
    key = "|".join(question.documents) or question.id
    return hashlib.sha256(key.encode()).digest()[0] % 2 == 0


def type_of(question: Question) -> str:
    """The type of a question: what the file says, else what its words ask for."""
    return question.kind or next(
        (name for name, words in _TYPES.items() if any(w in question.text for w in words)), Message("其他")
    )


_TYPES: Mapping[str, tuple[str, ...]] = {
    Message("电话"): ("电话", "热线", "号码"),
    Message("时间"): ("什么时候", "何时", "几点", "哪天", "哪年", "多久", "时间", "日期", "几月"),
    Message("地点"): ("哪里", "何处", "在哪", "地址", "地点"),
    Message("原因"): ("为什么", "为何", "原因"),
    Message("方法"): ("如何", "怎么", "怎样", "流程"),
    Message("数量"): ("多少", "几", "比例", "金额", "第几"),
    Message("是否"): ("是否", "能否", "可否", "吗", "能不能", "是不是"),
    Message("列举"): ("哪些", "措施", "内容", "条件", "要求"),
    Message("谁"): ("谁", "哪个部门", "哪个单位", "何人"),
    Message("什么"): ("什么", "哪个", "哪种"),
}
