"""Answer one question from the document in seeds/ and print the cited sentence.

python examples/ask_a_question.py [QUESTION]
"""

import sys
import tempfile
from pathlib import Path

from qa import Library

SEEDS = Path(__file__).parent.parent / "seeds"
QUESTION = "深圳企业开办时间缩短到几天?"


def main(question: str) -> None:
    """Build a library in a temporary folder and ask it one question."""
    with tempfile.TemporaryDirectory() as folder, Library.open(folder) as library:
        library.add(SEEDS)
        answer = library.ask(question, k=3)
        if answer.sentence is None:
            print(f"资料中没有找到答案（把握 {answer.confidence:.2f}）")
            return
        citation = answer.sentence.citation
        print(answer.sentence.text)
        print(f"——《{citation.title}》，第 {citation.paragraph} 段（把握 {answer.confidence:.2f}）")
        # A citation is a slice of its document.
        text = library.document_text(citation.document_id)
        assert text[citation.start : citation.end] == answer.sentence.text


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else QUESTION)
