"""Answer a question from the cells of a table.

The answer is the rows whose amounts meet the comparison in the question, the rows with a value that it names, or the
cell of a row and a column that it names. They are taken from the whole table, not only from the passages found.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from qa.answering.column_amounts import SelectedRows, column_name, is_amount, select_rows
from qa.answering.confidence import POSSIBLE
from qa.answering.rows_by_value import rows_by_value
from qa.answering.sentence import cited_slice
from qa.answering.table_rows import Cell, Row, WholeTable, table_around
from qa.index import StoredPassage
from qa.language import letters, matching_form
from qa.question import FRAME, QuestionFeatures, comparison
from qa.types import Answer, AnswerSentence, Hit, Missing, PassageKind, Span

_PASSAGES = 3
"""number of first passages whose tables may answer"""
_MOST_ROWS = 10
"""maximum number of rows to show"""
_LONGEST = 2_000_000
"""number of characters from which a document's tables are left out, because to read them would take too long"""
SURE = 0.9
"""the confidence in rows that are selected by a column which the question names; the least confidence in a cell whose
row and column the question names"""
_LEAST_NAMED = 0.8
"""least share of the question's characters, without question words, that must occur in the names of row and column, the
title and the headings of a cell"""
_PRESENT = 6
"""maximum number of values to name when no row is selected"""
_VALUE_ENDS = re.compile("[\t\n:]")


@dataclass(frozen=True, slots=True)
class _FoundTable:
    """A table with the passage that led to it."""

    table: WholeTable
    passage: StoredPassage

    def holds(self, passage: StoredPassage) -> bool:
        """Return whether a passage begins in a row of the table, so that it leads to the same table."""
        citation = passage.citation
        if citation.document_id != self.passage.citation.document_id:
            return False
        return any(row.span.start <= citation.start < row.span.end for row in self.table.rows)


@dataclass(frozen=True, slots=True)
class TableReader:
    """Reads the tables that the first passages belong to.

    Args:
        read: returns a slice of the text of the document with a given number.
        passages_at: returns the passages of a document that overlap a span of its text.
    """

    read: Callable[[int, Span], str]
    passages_at: Callable[[Span, int], Sequence[StoredPassage]]

    def answer(self, question: str, answer: Answer, passages: Sequence[StoredPassage], k: int) -> Answer:
        """Return the answer from the cells of a table, or ``answer`` if no table of the first passages has one.

        Args:
            question: the form of the question that was searched for.
            answer: the answer without tables.
            passages: the passages for the question, best first.
            k: how many passages to return.
        """
        asked = comparison(question)
        tried: list[_FoundTable] = []
        for passage in passages[:_PASSAGES]:
            if passage.kind is not PassageKind.BODY or not (asked or _names_cell(question, passage.text)):
                continue
            found = None if any(each.holds(passage) for each in tried) else self._table(passage)
            if found is None:
                continue
            tried.append(found)
            selected = select_rows(question, asked, found.table) if asked else None
            if asked and selected and (selected.cells or selected.is_named):
                return self._rows(asked.words, selected, found, answer, k)
            if not asked and (shared := rows_by_value(question, found.table)):
                column = shared[0][1].column
                if _says_all(question, found, (*found.table.columns, shared[0][1].text)):
                    return self._rows("", SelectedRows(column, shared, (), is_named=True), found, answer, k)
            if named := _named_cell(question, found):
                return self._cell(*named, found, answer)
        return answer

    def _table(self, passage: StoredPassage) -> _FoundTable | None:
        text = self.read(passage.citation.document_id, Span(0, _LONGEST))
        if len(text) >= _LONGEST:
            return None
        table = table_around(text, Span(passage.citation.start, passage.citation.end))
        return _FoundTable(table, passage) if table else None

    def _cell(self, row: Row, column: str, found: _FoundTable, answer: Answer) -> Answer:
        """Return the cell of a row as an answer; "not found" if it is empty."""
        cell = row.cell(column)
        if cell is None:
            return replace(answer, found=False, confidence=0.0, sentence=None, missing=(Missing(column),))
        place = row.span if found.table.header else Span(cell.span.start - len(cell.column) - 1, cell.span.end)
        sentence = self._sentence(place, cell, found)
        return replace(answer, found=True, confidence=max(answer.confidence, SURE), sentence=sentence, missing=())

    def _rows(self, words: str, selected: SelectedRows, found: _FoundTable, answer: Answer, k: int) -> Answer:
        """Return the selected rows as an answer: several rows as its parts, each with its cell.

        The answer is "not found" if no row is selected.
        """
        if not selected.cells:
            present = tuple(dict.fromkeys(cell.text for cell in selected.compared))[:_PRESENT]
            missing = (Missing(words, present),)
            return replace(answer, found=False, confidence=0.0, sentence=None, parts=(), missing=missing)
        is_sure = selected.is_named
        sure = SURE if is_sure else max(min(answer.confidence, SURE), POSSIBLE)
        shown = selected.cells[:_MOST_ROWS]
        sentences = [self._sentence(row.span, cell, found) for row, cell in shown]
        if len(selected.cells) > len(shown):
            sentences[-1] = replace(sentences[-1], items=len(selected.cells))
        single = replace(answer, found=is_sure, confidence=sure, missing=(), passages=(), parts=(), later=())
        parts = tuple(
            replace(single, question=_row_name(row, cell, single.question), sentence=sentence)
            for (row, cell), sentence in zip(shown, sentences, strict=True)
        )
        passages = self._hits(sentences, answer.passages, k)
        several = parts if len(parts) > 1 else ()
        return replace(single, sentence=sentences[0], passages=passages, parts=several, later=answer.later)

    def _sentence(self, place: Span, cell: Cell, found: _FoundTable) -> AnswerSentence:
        """Return a slice of the table as a sentence, cited by the passage that holds it."""
        document = found.passage.citation.document_id
        holding = next(iter(self.passages_at(place, document)), found.passage)
        sentence = cited_slice(holding, place, self.read(document, place))
        return replace(sentence, value=cell.span, lead=found.table.header)

    def _hits(self, sentences: Sequence[AnswerSentence], others: Sequence[Hit], k: int) -> tuple[Hit, ...]:
        """Return the passages of sentences, then the others, at most ``k`` in all."""
        places = [(each.citation.document_id, Span(each.citation.start, each.citation.end)) for each in sentences]
        holding = {each.id: each for document, place in places for each in self.passages_at(place, document)[:1]}
        cited = [(each.text, each.citation) for each in holding.values()]
        cited += [(hit.text, hit.citation) for hit in others]
        # The first of equal places stays.
        found = {(citation.document_id, citation.start): (text, citation) for text, citation in reversed(cited)}
        first = list(reversed(found.values()))[:k]
        return tuple(Hit(rank, 1 / rank, text, citation) for rank, (text, citation) in enumerate(first, start=1))


def _row_name(row: Row, compared: Cell, question: str) -> str:
    """Return the text of the cell that names a row: the one whose column the question names most, or the first.

    Neither amounts nor the compared cell count, unless the row has no other cells: then the compared cell is returned.
    """
    names = [cell for cell in row.cells if cell is not compared and not is_amount(cell)] or [compared]
    features = QuestionFeatures(question)
    return max(names, key=lambda cell: len(features.shared(matching_form(cell.column)))).text


def _names_cell(question: str, text: str) -> bool:
    """Return whether a question names a cell of a table or record in a text."""
    asked = matching_form(question)
    return any(len(value) > 1 and value.strip() in asked for value in _VALUE_ENDS.split(matching_form(text)))


def _named_cell(question: str, found: _FoundTable) -> tuple[Row, str] | None:
    """Return the only row that a question names, with the name of the column that the question names.

    Returns ``None`` if the question names no single row or no column, or says too much that is not in the table.
    """
    asked = letters(matching_form(question))
    named = [(row, keys) for row in found.table.rows if (keys := [cell for cell in row.cells if _is_key(cell, asked)])]
    # GX-12 names the row GX-12 and not GX-1.
    most = max((sum(len(key.text) for key in keys) for _, keys in named), default=0)
    rows = [(row, keys) for row, keys in named if sum(len(key.text) for key in keys) == most]
    if len(rows) != 1:
        return None
    row, keys = rows[0]
    of_keys = [key.column for key in keys]
    columns = [name for name in found.table.columns if name not in of_keys and column_name(name) in asked]
    if not columns:
        return None
    column = max(columns, key=lambda name: len(column_name(name)))
    return (row, column) if _says_all(question, found, (*of_keys, *(key.text for key in keys), column)) else None


def _says_all(question: str, found: _FoundTable, words: Sequence[str]) -> bool:
    """Return whether words of a table, its title and its headings together cover nearly all of a question."""
    citation = found.passage.citation
    said = matching_form(" ".join((citation.title, *citation.heading_path, *words)))
    subject = "".join(FRAME.split(matching_form(question)))
    return sum(c in said for c in subject) >= _LEAST_NAMED * len(subject)


def _is_key(cell: Cell, asked: str) -> bool:
    value = letters(matching_form(cell.text))
    return len(value) > 1 and value in asked
