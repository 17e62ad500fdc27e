"""Reads tables out of files that people bring: CSV in any of the usual forms, or an Excel workbook."""

from dimos.registers.tables.opening import opened_table
from dimos.registers.tables.table import Cell, FileIsNotReadable, Row, Table

__all__ = ["Cell", "FileIsNotReadable", "Row", "Table", "opened_table"]
