"""The browser chat: ``python app.py`` or ``qa serve``. Layout and events; what they show is made in ``qa.web``."""

import os
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qa.errors import QaError
from qa.web.rendering import render_answer, render_error, render_notice, render_question
from qa.web.service import Service

if TYPE_CHECKING:
    import gradio as gr

Messages = list[dict[str, Any]]

SEEDS = Path(__file__).parent / "seeds"
TITLE = "公文问答"
INTRODUCTION = "用一句话提问，得到公文里回答它的原句和出处。资料里没有的，会直接说没有。"
EXAMPLES = (
    "深圳企业开办时间缩短到几天?",
    "这封函的索引号是什么?",
    "深圳建设了哪些基础研究机构?",
    "深圳地铁三号线几点停运?",
)
_SCRIPT = "() => { document.documentElement.lang = 'zh-CN'; }"
_SHOW_LAST_ANSWER = "() => { [...document.querySelectorAll('#chat .question')].at(-1)?.scrollIntoView(); }"
_ASKED_AT_ONCE = 8
_POLL_SECONDS = 0.5
_USER_ERROR = 2


def build(service: Service) -> "gr.Blocks":
    """The page: a chat, a line to write a question in, examples."""
    import gradio as gr

    with gr.Blocks(title=TITLE, analytics_enabled=False, fill_height=True) as page:
        gr.HTML(f"<h1>{TITLE}</h1><p>{INTRODUCTION}</p>", elem_id="introduction")
        chat = gr.Chatbot(
            elem_id="chat",
            label="对话",
            show_label=False,
            layout="panel",
            scale=1,
            autoscroll=False,
            latex_delimiters=[],
            buttons=[],
            feedback_options=None,
            placeholder="点一个例子，或在下面写你的问题",
            examples=[{"text": example} for example in EXAMPLES],
        )
        with gr.Row(elem_id="ask"):
            box = gr.Textbox(
                elem_id="question",
                label="问题",
                show_label=False,
                placeholder="写一个问题，按回车发送",
                scale=8,
                max_lines=4,
                autofocus=True,
            )
            send = gr.Button("提问", variant="primary", scale=1, min_width=80, elem_id="send")
        asked = gr.State("")
        private: dict[str, Any] = {"api_visibility": "private"}
        shown = gr.on([box.submit, send.click], _show_question, [box, chat], [asked, chat, box], queue=False, **private)
        # Gradio knows by the annotation, evaluated here where it is imported, that this function wants the event.
        def show_example(messages: Messages, event: gr.SelectData) -> tuple[str, Messages, str]:
            return _show_question(event.value["text"], messages)

        chosen = chat.example_select(show_example, chat, [asked, chat, box], queue=False, **private)
        for event in (shown, chosen):
            event.then(
                partial(_answer, service), [asked, chat], chat, concurrency_limit=_ASKED_AT_ONCE, **private
            ).then(None, js=_SHOW_LAST_ANSWER, **private)
    return page


def serve(
    library: Path | None = None, host: str = "127.0.0.1", port: int | None = None, open_browser: bool = True
) -> None:
    """Show the page until interrupted.

    Args:
        library: its folder; the default is that of :meth:`qa.Library.open`.
        host: address to listen on.
        port: the default is the first that is free from 7860.
        open_browser: whether to open the page in the user's browser.

    Raises:
        QaError: the library cannot be opened.
    """
    _forbid_network()
    from qa.library import Library
    from qa.progress import add_progress

    with Library.open(library) as opened, add_progress() as show:
        service = Service(opened, first_documents=SEEDS, on_progress=show)
        service.start()
        import gradio as gr

        page = build(service)
        _, address, _ = page.launch(
            prevent_thread_lock=True,
            quiet=True,
            server_name=host,
            server_port=port,
            inbrowser=open_browser,
            ssr_mode=False,
            footer_links=[],
            theme=gr.themes.Default(font=["system-ui", "sans-serif"], font_mono=["monospace"]),
            css_paths=Path(__file__).parent / "qa" / "web" / "page.css",
            js=_SCRIPT,
        )
        print(f"{TITLE}：{address}（按 Ctrl-C 结束）", flush=True)
        page.block_thread()


def main() -> None:
    """``python app.py``."""
    try:
        serve()
    except QaError as error:
        print(f"qa: {error}", file=sys.stderr)
        sys.exit(_USER_ERROR)


def _show_question(question: str, messages: Messages) -> tuple[str, Messages, str]:
    """The question as a message, and an empty line to write the next one in."""
    own = [{"role": "user", "content": render_question(question)}] if question.strip() else []
    return question, [*messages, *own], ""


def _answer(service: Service, question: str, messages: Messages) -> Iterator[Messages]:
    """The answer as a message; while the library gets ready, how far it is."""
    for content in _replies(service, question):
        yield [*messages, {"role": "assistant", "content": content}]


def _replies(service: Service, question: str) -> Iterator[str]:
    while not service.wait(_POLL_SECONDS):
        yield render_notice(service.status)
    try:
        yield render_answer(service.ask(question))
    except QaError as error:
        yield render_error(str(error))


def _forbid_network() -> None:
    """Tell the libraries, before they are imported, to ask no other address."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ["HF_HUB_OFFLINE"] = "1"


if __name__ == "__main__":
    main()
