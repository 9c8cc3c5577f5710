"""OpenAI's own client talks to a library as to a model."""

import json

import openai
import pytest
from starlette.testclient import TestClient

from tests.server.plugs.conftest import ANSWER, QUESTION


@pytest.fixture
def client(address: str) -> openai.OpenAI:
    """OpenAI's client, at the running server."""
    return openai.OpenAI(base_url=f"{address}/v1", api_key="none", max_retries=0)


def test_the_libraries_are_the_models(client: openai.OpenAI) -> None:
    assert [model.id for model in client.models.list()] == ["seeds"]
    assert client.models.retrieve("seeds").owned_by == "gongwen-qa"


def test_an_answer_is_quoted_with_its_citation_and_a_link(client: openai.OpenAI, address: str) -> None:
    reply = client.chat.completions.create(model="seeds", messages=[{"role": "user", "content": QUESTION}])
    text = reply.choices[0].message.content
    assert text
    assert ANSWER in text.partition("相关段落")[0]
    assert f"]({address}/?document=1&start=" in text.partition("相关段落")[0]
    assert reply.choices[0].finish_reason == "stop"


def test_a_stream_gives_the_same_answer_in_parts(client: openai.OpenAI) -> None:
    whole = client.chat.completions.create(model="seeds", messages=[{"role": "user", "content": QUESTION}])
    stream = client.chat.completions.create(
        model="seeds",
        messages=[{"role": "user", "content": QUESTION}],
        stream=True,
        stream_options={"include_usage": True},
    )
    chunks = list(stream)
    parts = [chunk.choices[0].delta.content for chunk in chunks if chunk.choices]
    assert "".join(part or "" for part in parts) == whole.choices[0].message.content
    assert len([part for part in parts if part]) > 2
    assert chunks[0].choices[0].delta.role == "assistant"
    assert [chunk.choices[0].finish_reason for chunk in chunks if chunk.choices][-1] == "stop"
    assert chunks[-1].usage is not None


def test_a_follow_up_question_is_completed_from_the_conversation(client: openai.OpenAI) -> None:
    reply = client.chat.completions.create(
        model="seeds",
        messages=[
            {"role": "system", "content": "You are helpful."},
            {"role": "user", "content": QUESTION},
            {"role": "assistant", "content": "4天"},
            {"role": "user", "content": [{"type": "text", "text": "出口通关时间呢？"}]},
        ],
    )
    assert "查的是：深圳出口通关时间缩短到几天" in (reply.choices[0].message.content or "")


def test_a_question_that_the_documents_do_not_answer_gets_no_answer(client: openai.OpenAI) -> None:
    reply = client.chat.completions.create(
        model="seeds", messages=[{"role": "user", "content": "火星基地的食堂几点开门？"}]
    )
    assert (reply.choices[0].message.content or "").startswith("资料中没有找到答案。")


def test_errors_are_the_exceptions_of_the_client(client: openai.OpenAI) -> None:
    with pytest.raises(openai.NotFoundError, match="没有这个资料库：gpt-4"):
        client.chat.completions.create(model="gpt-4", messages=[{"role": "user", "content": QUESTION}])
    with pytest.raises(openai.UnprocessableEntityError, match="问题太长"):
        client.chat.completions.create(model="seeds", messages=[{"role": "user", "content": "问" * 1001}])
    with pytest.raises(openai.UnprocessableEntityError, match="最后一条"):
        client.chat.completions.create(model="seeds", messages=[{"role": "assistant", "content": QUESTION}])


def test_a_recorded_stream_ends_with_done(tools: TestClient) -> None:
    sent = {
        "model": "政策",
        "messages": [{"role": "user", "content": "图书馆周几闭馆？"}],
        "stream": True,
        "temperature": 0,
    }
    reply = tools.post("/v1/chat/completions", json=sent)
    assert reply.headers["content-type"].startswith("text/event-stream")
    *events, done, end = reply.text.split("\n\n")
    assert (done, end) == ("data: [DONE]", "")
    assert {json.loads(event.removeprefix("data: "))["object"] for event in events} == {"chat.completion.chunk"}


def test_a_question_about_the_library_is_answered_with_its_documents(tools: TestClient) -> None:
    sent = {"model": "政策", "messages": [{"role": "user", "content": "有哪些文件？"}]}
    text = tools.post("/v1/chat/completions", json=sent).json()["choices"][0]["message"]["content"]
    assert text.startswith("资料库里有 2 份\n\n- [《游泳馆管理办法》，广州市体育局，2021年3月2日](http://qa.example.cn")
    assert "\n- [《图书馆管理办法》，深圳市文化局，2019年5月1日](http://qa.example.cn" in text


def test_a_document_adds_no_markdown_of_its_own(tools: TestClient) -> None:
    from qa.server.answer_text import MARKDOWN

    assert MARKDOWN.quote("![x](http://evil.example/a.png)\n<b>") == (
        r"> \!\[x\](http\://evil.example/a.png)" + "\n" + r"> \<b\>"
    )
