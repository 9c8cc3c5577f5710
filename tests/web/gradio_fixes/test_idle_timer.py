"""The timer of Gradio's status tracker gets no animation frames."""

import re
from pathlib import Path

from qa.web import page_scripts
from tests.web.gradio_fixes.frontend import scripts

SCRIPT = (Path(page_scripts.__file__).parent / "scripts" / "stop_idle_timer.js").read_text(encoding="utf-8")


def test_the_script_still_recognises_the_timer_of_the_status_tracker() -> None:
    pattern = re.search(r"const timer = /(.+)/;", SCRIPT)
    assert pattern
    # The callback sets the seconds that have passed and asks for the next frame without an end.
    callbacks = re.findall(r"function (\w+)\(\)\{\w+\(\(\)=>\{([^{}]*)&&\1\(\)\}\)\}", scripts("statustracker-*"))
    assert [name for name, callback in callbacks if re.search(pattern[1], callback)]
