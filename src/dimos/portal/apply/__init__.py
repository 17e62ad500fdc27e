"""The application: one thing per page, drafts, check answers, submit."""
