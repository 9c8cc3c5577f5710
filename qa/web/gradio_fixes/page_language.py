"""Give the HTML document the language of the page.

The HTML template of Gradio 6.31 says ``lang="en"`` for every page, and ``gr.Blocks`` has no argument for it. No
upstream issue known.
"""

from qa.web.page_scripts import function_script

SET_LANGUAGE = function_script("set_language")
"""script of an event that takes the language and the title of the HTML document from the page's introduction"""
