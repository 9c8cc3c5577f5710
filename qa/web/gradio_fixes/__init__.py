"""Workarounds for Gradio 6.31, each in one file with a test that fails when Gradio changes.

The workarounds in the browser are in ``scripts/page/``: ``gradio_labels.js``, ``input_method.js``, ``upload_limit.js``
and ``print_colours.js``; those for its style are in ``gradio.css``.
"""
