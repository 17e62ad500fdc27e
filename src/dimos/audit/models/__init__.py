from dimos.audit.models.journal import JournalEntry, JournalHead

__all__ = ["JournalEntry", "JournalHead"]
