"""Chinese labels of the report for metrics and for the origin of a result."""

from collections.abc import Mapping
from typing import Any

from qa.messages import Message, listed

_ITEMS_SHOWN = 10
_METRICS = {
    "document@1": Message("第一段出自应有的文件"),
    "sentence": Message("标出的句子含答案"),
    "sentence length": Message("标出的句子有几个字"),
    "exact match": Message("标出的句子就是答案"),
    "character F1": Message("标出的句子与答案相合的程度"),
    "refused, answerable": Message("有答案却没答"),
    "refusal recall": Message("没有答案而没答"),
    "refusal precision": Message("没答的里面确实没有答案的"),
    "AUROC": Message("把握分得清有没有答案"),
    "AURC": Message("风险—覆盖曲线下的面积（越低越好）"),
    "calibration error": Message("把握与实际相差（越低越好）"),
    "citation validity": Message("引文与原文一致"),
    "seconds p50": Message("每题用时的中位数，秒"),
    "seconds p95": Message("每题用时的 95 % 分位数，秒"),
}
_RANKED = {"documents": Message("文件"), "passages": Message("段落"), "run": Message("结果")}
_MEASURES = {"nDCG": Message("排序质量"), "MRR": Message("首个相关者名次的倒数"), "Recall": Message("找回的比例")}
_MADE_BY = {
    "questions": Message("问题文件"),
    "questions sha256": Message("问题文件的校验和"),
    "library": Message("资料库"),
    "documents": Message("文件"),
    "passages": Message("段落"),
    "generation": Message("资料库改动次数"),
    "model": Message("模型"),
    "settings": Message("设置"),
    "versions": Message("版本"),
    "compared with": Message("对照"),
    "passed over": Message("没有写问题，跳过"),
    "too long": Message("太长，跳过"),
    "unknown": Message("不在随来的文字里"),
    "not indexed": Message("没有编入的文字"),
}


def metric_label(name: str) -> str:
    """Return a metric's name in plain Chinese; empty for an unknown metric."""
    kind, _, rest = name.partition("@")
    depth, _, ranked = rest.partition(" ")
    if kind == "answer":
        return Message("前 {depth} 段里有答案", depth=depth)
    if name == "MRR@10":
        return Message("首个含答案的段落名次的倒数")
    if ranked:
        items, measure = _RANKED.get(ranked, ranked), _MEASURES.get(kind, kind)
        return Message("前 {depth} 名的{ranked}：{measure}", depth=depth, ranked=items, measure=measure)
    return _METRICS.get(name, "")


def made_by_lines(made_by: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the label and the value, both as text, of each entry of ``Result.made_by``."""
    return [(_MADE_BY.get(name, name), _line(value)) for name, value in made_by.items()]


def _line(value: Any) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {'-' if entry is None else entry}" for name, entry in value.items())
    if isinstance(value, list):
        shown = listed(map(str, value[:_ITEMS_SHOWN])) if value else ""
        return Message("{shown} 等 {count} 个", shown=shown, count=len(value)) if len(value) > _ITEMS_SHOWN else shown
    return str(value)
