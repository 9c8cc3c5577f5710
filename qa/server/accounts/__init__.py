"""Accounts: users, roles, sign-in, API tokens and the audit log. ``roles.py`` has the table of operations."""
