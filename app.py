"""The browser chat: ``python app.py`` or ``qa serve``. Layout and events; what they show is made in ``qa.web``."""

import gc
import os
import signal
import sys
import threading
import webbrowser
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qa.errors import QaError, SettingsError

if TYPE_CHECKING:
    import gradio as gr

    from qa.web.service import Service

SEEDS = Path(__file__).parent / "seeds"
TITLE = "公文问答"
INTRODUCTION = "用一句话提问，得到公文里回答它的原句和出处。资料里没有的，会直接说没有。"
EXAMPLES = (
    "深圳企业开办时间缩短到几天?",
    "这封函的索引号是什么?",
    "深圳建设了哪些基础研究机构?",
    "深圳地铁三号线几点停运?",
)
_STYLE = Path(__file__).parent / "qa" / "web" / "page.css"
_SET_LANGUAGE = "() => { document.documentElement.lang = 'zh-CN'; }"
# An answer is read from its top, so the question comes to the top of the view and not the last passage to its bottom.
_SHOW_LAST_QUESTION = """() => setTimeout(() => {
    const replies = document.querySelectorAll('#chat .question, #chat .error');
    replies[replies.length - 1]?.scrollIntoView({block: 'start'});
}, 50)"""
_ASKED_AT_ONCE = 8
_USER_ERROR = 2


def build(service: "Service") -> "gr.Blocks":
    """The page: a chat with examples, and a line to write a question in."""
    import gradio as gr
    from gradio.events import api

    from qa.records import answer_record
    from qa.web.conversation import Conversation, Messages

    def reply(conversation: Conversation, question: str) -> Iterator[tuple[Messages, Any]]:
        for step, messages in enumerate(conversation.ask(service, question)):
            # Only the first step empties the line: the next question may be in it by the second.
            yield messages, gr.skip() if step else ""

    def reply_to_example(conversation: Conversation, example: gr.SelectData) -> Iterator[Messages]:
        yield from conversation.ask(service, example.value["text"])

    def reply_to_option(conversation: Conversation, option: gr.SelectData) -> Iterator[Messages]:
        yield from conversation.widen(service, option.value)

    def ask(question: str) -> dict[str, Any]:
        """The answer to a question, as ``qa ask --json`` prints it."""
        try:
            return answer_record(service.ask(question), "1")
        except QaError as error:
            raise gr.Error(str(error), print_exception=False) from error

    with gr.Blocks(title=TITLE, analytics_enabled=False, fill_height=True) as page:
        # On the server and not in the page: what a browser sends back is not to be trusted as our HTML.
        conversation = gr.State(Conversation())
        gr.HTML(f"<h1>{TITLE}</h1><p>{INTRODUCTION}</p>", elem_id="introduction")
        chat = gr.Chatbot(
            elem_id="chat",
            label="对话",
            show_label=False,
            container=False,
            layout="panel",
            scale=1,
            autoscroll=False,
            latex_delimiters=[],
            buttons=[],
            feedback_options=None,
            placeholder="点一个例子，或在下面写问题",
            examples=[{"text": example} for example in EXAMPLES],
        )
        with gr.Row(elem_id="ask"):
            question = gr.Textbox(
                elem_id="question",
                label="问题",
                show_label=False,
                container=False,
                placeholder="写一个问题，按回车发送",
                scale=8,
                max_lines=4,
                autofocus=True,
            )
            send = gr.Button("提问", variant="primary", scale=0, min_width=88, elem_id="send")
            clear = gr.Button("清空", scale=0, min_width=88, elem_id="clear")
        asking: dict[str, Any] = {
            "api_visibility": "private",
            "show_progress": "hidden",
            "trigger_mode": "multiple",
            "concurrency_limit": _ASKED_AT_ONCE,
            "concurrency_id": "ask",
        }
        gr.on([question.submit, send.click], reply, [conversation, question], [chat, question], **asking)
        chat.example_select(reply_to_example, conversation, chat, **asking)
        chat.option_select(reply_to_option, conversation, chat, **asking)
        chat.change(js=_SHOW_LAST_QUESTION)
        clear.click(Conversation.clear, conversation, chat, api_visibility="private", show_progress="hidden")
        api(ask, api_name="ask", concurrency_limit=_ASKED_AT_ONCE, concurrency_id="ask")
    return page


def serve(
    library: Path | None = None, host: str = "127.0.0.1", port: int | None = None, open_browser: bool = True
) -> None:
    """Show the page until interrupted. To be called from the main thread.

    Args:
        library: its folder; the default is that of :meth:`qa.Library.open`.
        host: address to listen on.
        port: the default is the first that is free from ``GRADIO_SERVER_PORT``, or 7860.
        open_browser: whether to open the page in the user's browser.

    Raises:
        LibraryError: the library cannot be opened.
        SettingsError: the address or the port cannot be used.
    """
    _keep_to_this_computer()
    configured = os.environ.get("GRADIO_SERVER_PORT", "7860")
    if not configured.isdecimal():
        raise SettingsError(f"环境变量 GRADIO_SERVER_PORT 是 {configured!r}，应是端口的数字，如 7860")
    # The libraries make millions of objects that stay; looking through them again and again is a tenth of the start.
    gc.set_threshold(100_000)
    from qa.library import Library
    from qa.web.service import Service

    with Library.open(library) as opened:
        service = Service(opened, first_documents=SEEDS)
        page = build(service)
        # Who stops a service sends this signal; it is to end as well as with Ctrl-C.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        address = _launch(page, host, port)
        # After the page and not beside it: side by side neither is faster, and the page would be seen later.
        service.start()
        try:
            print(f"{TITLE}：{address}（按 Ctrl-C 结束）", flush=True)
            if open_browser:
                webbrowser.open(address)
            threading.Event().wait()
        except KeyboardInterrupt:
            page.close(verbose=False)
        if not service.wait(0):
            # Its thread cannot be stopped in the middle of loading, and must not find the library closed. Nothing is
            # lost: a document enters the library in one transaction.
            os._exit(0)


def main() -> None:
    """``python app.py``."""
    try:
        serve()
    except QaError as error:
        print(f"qa: {error}", file=sys.stderr)
        sys.exit(_USER_ERROR)
    except KeyboardInterrupt:
        pass


def _launch(page: "gr.Blocks", host: str, port: int | None) -> str:
    """Show the page; its address."""
    from gradio.themes import Default

    try:
        _, address, _ = page.launch(
            server_name=host,
            server_port=port,
            prevent_thread_lock=True,
            quiet=True,
            share=False,
            ssr_mode=False,
            enable_monitoring=False,
            footer_links=[],
            theme=Default(
                primary_hue="blue", neutral_hue="slate", font=["system-ui", "sans-serif"], font_mono=["monospace"]
            ),
            css_paths=_STYLE,
            js=_SET_LANGUAGE,
        )
    except OSError as error:
        wanted = f"{host}:{port}" if port else host
        raise SettingsError(f"地址 {wanted} 用不了，可能已被占用。请用 --host 或 --port 换一个") from error
    return address


def _keep_to_this_computer() -> None:
    """Tell the libraries, before they are imported, to ask no other address and to record nothing."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ["GRADIO_RUN_HISTORY"] = "False"
    os.environ["HF_HUB_OFFLINE"] = "1"
    # Gradio asks its own address once; a proxy would not know it.
    own = "127.0.0.1,localhost"
    for name in ("NO_PROXY", "no_proxy"):
        os.environ[name] = f"{os.environ[name]},{own}" if os.environ.get(name) else own


if __name__ == "__main__":
    main()
