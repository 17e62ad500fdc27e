"""The pages every public site owes its visitors."""
