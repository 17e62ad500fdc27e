"""Databases for tests: one throw-away server for a test run, a migrated template, a copy for each test process."""

from dimos.operations.rehearsal.client import Rehearsal, ask_for_database, open_rehearsal

__all__ = ["Rehearsal", "ask_for_database", "open_rehearsal"]
