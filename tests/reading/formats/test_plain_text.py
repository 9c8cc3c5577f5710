"""Plain text files."""

from qa.reading.formats.plain_text import plain_text


def test_blanks_between_characters_and_zero_width_characters_are_left_out() -> None:
    text = "关 于 消 防 的 通 知\n\n　　灭火器每年\u200b检修 1 次。\n　　张三 李四"
    assert plain_text(text, "a.txt").text == "关于消防的通知\n\n　　灭火器每年检修 1 次。\n　　张三 李四"
