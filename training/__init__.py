"""Fit the product's learned numbers over many question sets.

Run them from the root of the repository, in this order:

1. ``python -m training.query_layers SETS --work DIR --output embeddings/query_layers.safetensors``: train the bundled
   model's last layers for questions; the others depend on them;
2. ``python -m training.measure SETS --work DIR``: ask the questions of all sets and store what is found;
3. ``python -m training.ranking_weights --work DIR``: fit ``WEIGHTS`` in
   ``qa/search/ranked_passage.py`` and ``COSINE_WEIGHT`` in ``qa/answering/read_passages.py``;
4. after changing the weights, step 2 again, since the signals depend on them; then
   ``python -m training.confidence_model --work DIR``: fit ``CALIBRATIONS`` in ``qa/answering/confidence.py``.

:data:`training.manifest.SETS` lists the sets. Sets to fit on and sets to report on never share a source.
"""
