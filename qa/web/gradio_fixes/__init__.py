"""Workarounds for Gradio 6.31, each in one file with a test that fails when Gradio changes.

Further workarounds run in the browser: ``gradio_labels.js``, ``input_method.js``, ``upload_limit.js`` and
``print_colours.js`` in ``scripts/page/``. Workarounds for the style of the page are in ``gradio.css``.
"""
