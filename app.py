"""Start the page: ``python app.py``."""

from qa.server.serving import main

if __name__ == "__main__":
    main()
