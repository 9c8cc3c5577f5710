"""Scripts behind the published figures; each states in its docstring what it measures, prints and requires.

Run them from the root of the repository: ``python -m benchmarks.NAME``.

Quality:

- ``quality``: answers, rankings and confidence on all question sets;
- ``number_answers``: questions for years, amounts and house numbers;
- ``articles``: articles asked for by their number;
- ``answer_cases``: answers from small files, beside the expected ones;
- ``followups``: questions that depend on the previous question;
- ``spelling_errors``: questions with a wrong character of the same sound;
- ``bundled_model``: the bundled model against the engine of its wheel.

Time and memory:

- ``latency``: a question over a library;
- ``parallel``: several threads against a single one;
- ``page_load``: the web page, alone and with many users;
- ``startup``: from the command to the first answer;
- ``large_library``: adding a large corpus;
- ``document_size``: reading and adding one large document;
- ``evaluation_time``: evaluating a question set;
- ``api_overhead``: the time that the HTTP API adds to an answer;
- ``api_throughput``: the HTTP API with many clients.

Robustness:

- ``cases``: small files, each written for an error in reading;
- ``same_text``: the same text in every format;
- ``word_text``: Word files against the text that LibreOffice exports;
- ``recognition``: text recognition on rendered pages;
- ``reading_table``: what the document reader finds in each file, for a check by eye;
- ``reading_coverage``: lines and articles of real files;
- ``metadata``: issuers, numbers and dates of real files;
- ``fuzz``: damaged files;
- ``crash``: programs killed while they change a library;
- ``damage``: bits flipped in the database;
- ``soak``: the memory during a day of use;
- ``flood``: the waiting time of a person while clients flood the page.
"""
