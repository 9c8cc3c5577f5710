"""The library's truth: one SQLite database with the documents, their passages and vectors."""
