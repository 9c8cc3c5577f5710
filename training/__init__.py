"""Fit the learned numbers of this program over many question sets.

Run its modules from the root of the repository, in this order:

1. ``python -m training.written_questions SETS CORPORA --work DIR``: make question sets from ``training/questions``;
2. ``python -m training.query_layers SETS --work DIR --output embeddings/query_layers.safetensors``: train the bundled
   model's last layers for questions; all later steps depend on these layers;
3. ``python -m training.passage_layers SETS --work DIR --output embeddings/passage_layers.safetensors``: train its last
   layers for passages; bring libraries that were measured before to the new layers with ``qa reembed``;
4. ``python -m training.answer_projection SETS --work DIR --output embeddings/answer_projection.safetensors``: learn the
   maps that compare a question with sentences;
5. ``python -m training.reader SETS --work DIR --output embeddings/reader.safetensors``: train the layers that read a
   question together with a passage;
6. ``python -m training.measure SETS --work DIR``: ask the questions of all sets and store what is found;
7. ``python -m training.ranking_weights --work DIR``: fit ``WEIGHTS`` in ``qa/search/ranked_passage.py``,
   ``COSINE_WEIGHT`` in ``qa/answering/sentence_reader.py`` and ``LOGIT_WEIGHT`` in ``qa/answering/read_together.py``;
8. after changing the weights, delete the stored measurements and repeat step 6, since the signals depend on them; then
   ``python -m training.confidence_model --work DIR``: fit ``CALIBRATIONS`` in ``qa/answering/confidence.py``.

``training/data_files.tsv`` has the checksums of the sets that were used;
``python -m training.data_files SETS --work DIR --check`` names the files that differ.
``python -m training.plot_log LOG FILE.svg`` draws the losses that steps 2, 3 and 5 print.

:data:`training.manifest.SETS` lists the sets. Sets to fit on and sets to report on never share a source.
"""
