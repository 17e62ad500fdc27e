"""What is said to people about files and rows: one sentence of what is wrong, one of what to do."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Wording:
    """What is wrong, and the remedy."""

    what: Text
    remedy: Text


FIELD_NAMES: dict[str, Text] = {
    "afm": _("ΑΦΜ (tax number)"),
    "amka": _("ΑΜΚΑ (social security number)"),
    "last_name": _("Last name"),
    "first_name": _("First name"),
    "father_name": _("Father's name"),
    "mother_name": _("Mother's name"),
    "birth_date": _("Date of birth"),
    "address": _("Street, or street and number"),
    "street_number": _("Street number, if it has its own column"),
    "postal_code": _("Postal code"),
    "settlement": _("Town or village"),
    "resident_since": _("Resident since"),
    "household_number": _("Family record number"),
}

_IN_THE_SOURCE = _("Correct it in the program the file comes from, and export it again.")
_LOOK_AT_THE_DOCUMENT = _("Check the number on one of the person's documents.")

PROBLEMS: dict[str, Wording] = {
    "too_many_cells": Wording(
        _("The row has more values than the file has headings."),
        _("A value probably holds the separator. Put it in quotation marks, or save the file as Excel (.xlsx)."),
    ),
    "unreadable_characters": Wording(
        _("The value holds characters that can't be read."),
        _("Save the file as “CSV UTF-8” or as Excel (.xlsx)."),
    ),
    "too_long": Wording(_("The value is too long."), _("Check whether two columns have run into each other.")),
    "formula": Wording(_("The value starts like a formula."), _("Replace the formula by its value.")),
    "afm_invalid": Wording(_("This is not a valid ΑΦΜ: its nine digits don't check."), _LOOK_AT_THE_DOCUMENT),
    "amka_invalid": Wording(_("This is not a valid ΑΜΚΑ: its eleven digits don't check."), _LOOK_AT_THE_DOCUMENT),
    "no_key": Wording(
        _("The row has neither an ΑΦΜ nor an ΑΜΚΑ."), _("Add one of them: without it the person can't be recognised.")
    ),
    "name_missing": Wording(_("A name that is required is missing."), _IN_THE_SOURCE),
    "name_characters": Wording(_("The name holds digits or signs that names don't have."), _IN_THE_SOURCE),
    "mixed_alphabets": Wording(
        _("Latin letters that look Greek were replaced by the Greek ones."), _("Nothing, if the name is Greek.")
    ),
    "date_impossible": Wording(_("There is no such day."), _IN_THE_SOURCE),
    "date_short_year": Wording(_("The year has only two digits."), _("Write the year with four digits.")),
    "date_unknown_form": Wording(_("This is not a date we can read."), _("Write it as 31/12/1980 or 1980-12-31.")),
    "date_out_of_range": Wording(_("The date is in the future, or before 1880."), _IN_THE_SOURCE),
    "postal_code_invalid": Wording(
        _("A postal code has five digits. It was left empty."), _("Correct it and import the file again.")
    ),
    "amka_birth_date": Wording(
        _("The date of birth is not the one in the ΑΜΚΑ."), _("Check which of the two is right.")
    ),
    "resident_before_birth": Wording(_("The person lived here before being born."), _("Check the two dates.")),
    "duplicate_afm": Wording(_("The same ΑΦΜ is in an earlier row of the file."), _("Keep one row for each person.")),
    "duplicate_amka": Wording(_("The same ΑΜΚΑ is in an earlier row of the file."), _("Keep one row for each person.")),
    "duplicate_person": Wording(
        _("An earlier row of the file is about the same person of the register."), _("Keep one row for each person.")
    ),
    "keys_of_two_people": Wording(
        _("In the register, this ΑΦΜ and this ΑΜΚΑ belong to two different people."), _LOOK_AT_THE_DOCUMENT
    ),
    "other_afm": Wording(_("The register knows another ΑΦΜ for this ΑΜΚΑ."), _LOOK_AT_THE_DOCUMENT),
    "other_amka": Wording(_("The register knows another ΑΜΚΑ for this ΑΦΜ."), _LOOK_AT_THE_DOCUMENT),
}

FAILURES: dict[str, Wording] = {
    "empty": Wording(_("The file is empty."), _("Choose the file that holds the people.")),
    "not_a_table": Wording(
        _("This is not a table: neither CSV nor Excel."), _("Save it as “CSV UTF-8” or as Excel (.xlsx).")
    ),
    "old_excel": Wording(
        _("This is an old Excel file (.xls), or one that is locked by a password."),
        _("Open it, and save it as Excel (.xlsx) without password."),
    ),
    "damaged_workbook": Wording(_("The Excel file is damaged."), _("Open it in Excel, save it again and retry.")),
    "workbook_too_large": Wording(
        _("The Excel file is too large when unpacked."), _("Save it as “CSV UTF-8”, which has no such limit.")
    ),
    "line_too_long": Wording(
        _("A line of the file is too long to be a row of a table."), _("Check that the file is a CSV file.")
    ),
    "unclosed_quote": Wording(
        _("A quotation mark in the file is not closed."), _("Save the file as Excel (.xlsx), or close the mark.")
    ),
    "file_too_large": Wording(_("The file is larger than 100 MB."), _("Divide it into several files.")),
    "file_is_gone": Wording(_("The file is no longer kept."), _("Upload it again.")),
    "mapping_incomplete": Wording(
        _("The last name, the first name, and the ΑΦΜ or the ΑΜΚΑ need a column each."),
        _("Choose a column for each of them."),
    ),
    "mapping_invalid": Wording(
        _("A column was chosen twice, or the file does not have it."), _("Choose one column for each.")
    ),
    "interrupted": Wording(
        _("The work was interrupted. Nothing was changed."), _("Try again. If it happens again, tell your technician.")
    ),
}


def explanation(code: str) -> Wording:
    """The wording of a problem or failure; an unknown code gets that of an interruption."""
    return PROBLEMS.get(code) or FAILURES.get(code) or FAILURES["interrupted"]
