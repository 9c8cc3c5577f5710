"""Stop the timer of Gradio's status tracker on a page that nobody uses.

Gradio 6.31 starts the timer of its loading sign when a page is opened and leaves the timer running, although this page
never shows the sign. The timer runs sixty times a second in every open page and takes 5 % of a processor. No upstream
issue known.
"""

from qa.web.page_scripts import head_script

STOP_IDLE_TIMER = head_script("stop_idle_timer")
"""script of this workaround, for the head of the page; it must run before Gradio's own scripts"""
