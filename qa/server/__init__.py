"""The server: sign-in and rights, several libraries, operations. The page is in ``qa/web``."""
