"""The directory of services and the sheet of each."""
