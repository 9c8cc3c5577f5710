"""Start the page: ``python app.py`` is the same as ``qa serve --create``, with the same options."""

import sys

from qa.cli import main

if __name__ == "__main__":
    main(["serve", "--create", *sys.argv[1:]])
