"""Figures of the layers that read pairs."""

from qa.types import Span
from training.reader import new_layers
from training.reader_examples import ReaderQuestion
from training.reader_figures import reader_figures

TEXTS = ["图书馆周一闭馆。", "养犬应当登记。", "停车每小时五元。"]


def test_the_figures_count_both_kinds_of_questions() -> None:
    questions = [
        ReaderQuestion("图书馆哪天休息", [0], [Span(3, 5)], [1, 2], is_held_out=True),
        ReaderQuestion("停车每小时多少钱", [2], [None], [0, 1], is_held_out=True),
        ReaderQuestion("图书馆有几层", [], [], [1, 0], is_held_out=True),
    ]
    answerable, first, exact, unanswerable, auroc = reader_figures(new_layers(), questions, TEXTS)
    assert (answerable, unanswerable) == ("2", "1")
    assert 0 <= float(first) <= 1
    assert exact in {"0.000", "1.000"}
    assert 0 <= float(auroc) <= 1
    assert reader_figures(new_layers(), questions[1:2], TEXTS)[2:] == ["-", "0", "-"]
