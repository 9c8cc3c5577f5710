"""The fixed replies to small talk."""

from collections.abc import Mapping

from qa.types import AnswerKind

CHINESE_REPLIES: Mapping[AnswerKind, str] = {
    AnswerKind.GREETING: "您好，请直接提问。例如：",
    AnswerKind.THANKS: "不客气。还可以问，例如：",
    AnswerKind.FAREWELL: "再见。还有问题随时来问，例如：",
    AnswerKind.IDENTITY: "这里是公文问答：在已有的公文里找出回答问题的原句，注明出处，不编写内容。例如可以问：",
    AnswerKind.ABILITY: "可以问已有公文里写了什么，得到回答的原句和出处；资料里没有的，会直接说没有。例如：",
}
