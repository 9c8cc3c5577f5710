"""Start the page: ``python app.py``."""

from qa.web.serving import main, serve

__all__ = ["main", "serve"]

if __name__ == "__main__":
    main()
