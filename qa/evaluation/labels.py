"""What the report calls things in Chinese."""

from collections.abc import Mapping
from typing import Any

_SHOWN = 10
_METRICS = {
    "document@1": "第一段出自应有的文件",
    "sentence": "标出的句子含答案",
    "sentence length": "标出的句子有几个字",
    "exact match": "标出的句子就是答案",
    "character F1": "标出的句子与答案相合的程度",
    "refused, answerable": "有答案却没答",
    "refusal recall": "没有答案而没答",
    "refusal precision": "没答的里面确实没有答案的",
    "AUROC": "把握分得清有没有答案",
    "AURC": "风险—覆盖曲线下的面积（越低越好）",
    "calibration error": "把握与实际相差（越低越好）",
    "citation validity": "引文与原文一致",
    "seconds p50": "每题用时的中位数，秒",
    "seconds p95": "每题用时的 95 % 分位数，秒",
}
_RANKED = {"documents": "文件", "passages": "段落", "run": "结果"}
_MEASURES = {"nDCG": "排序质量", "MRR": "首个相关者名次的倒数", "Recall": "找回的比例"}
_MADE_BY = {
    "questions": "问题文件",
    "questions sha256": "问题文件的校验和",
    "library": "资料库",
    "documents": "文件",
    "passages": "段落",
    "generation": "资料库改动次数",
    "model": "模型",
    "settings": "设置",
    "versions": "版本",
    "compared with": "对照",
    "passed over": "没有写问题，跳过",
    "too long": "太长，跳过",
    "unknown": "不在随来的文字里",
    "not indexed": "没有编入的文字",
}


def metric_label(name: str) -> str:
    """A metric by what it says; empty if there is no word for it."""
    kind, _, rest = name.partition("@")
    depth, _, ranked = rest.partition(" ")
    if kind == "answer":
        return f"前 {depth} 段里有答案"
    if name == "MRR@10":
        return "首个含答案的段落名次的倒数"
    if ranked:
        return f"前 {depth} 名的{_RANKED.get(ranked, ranked)}：{_MEASURES.get(kind, kind)}"
    return _METRICS.get(name, "")


def made_by_lines(made_by: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What produced a result, each with its label."""
    return [(_MADE_BY.get(name, name), _line(value)) for name, value in made_by.items()]


def _line(value: Any) -> str:
    if isinstance(value, Mapping):
        return "，".join(f"{name} {'-' if one is None else one}" for name, one in value.items())
    if isinstance(value, list):
        return "、".join(map(str, value[:_SHOWN])) + (f" 等 {len(value)} 个" if len(value) > _SHOWN else "")
    return str(value)
