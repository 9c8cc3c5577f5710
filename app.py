"""Start the page: ``python app.py``, the same as ``qa serve --create``."""

import sys

from qa.cli import main

if __name__ == "__main__":
    main(["serve", "--create", *sys.argv[1:]])
