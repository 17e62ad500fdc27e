import csv
import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from dimos.kernel.greek import fold, transliterate

DATA = Path(__file__).parent.parent / "data"

Row = dict[str, str]

# Municipalities of each region, by its id (1 Eastern Macedonia and Thrace … 13 Crete).
MUNICIPALITIES_PER_REGION = dict(enumerate((22, 38, 13, 18, 25, 11, 19, 25, 66, 26, 11, 34, 24), start=1))

# Census totals of Greece without Mount Athos (1,779 people in 2021, 1,811 in 2011).
POPULATION_2021 = 10_430_702
POPULATION_2011 = 10_814_475

WITHOUT_ACCENT = {"Κω", "Κως", "και"}
SPOKEN_APART = {"Βόιο"}

# Places with an English name in use; every other one is spelled by ELOT 743.
ENGLISH_NAMES = {
    "Σαμοθράκη": "Samothrace",
    "Αμφίπολη": "Amphipolis",
    "Βόρεια Τζουμέρκα": "North Tzoumerka",
    "Κεντρικά Τζουμέρκα": "Central Tzoumerka",
    "Λάρισα": "Larissa",
    "Λίμνη Πλαστήρα": "Lake Plastiras",
    "Νότιο Πήλιο": "South Pelion",
    "Θήβα": "Thebes",
    "Δελφοί": "Delphi",
    "Κεντρική Κέρκυρα και Διαπόντια Νησιά": "Central Corfu and Diapontia Islands",
    "Βόρεια Κέρκυρα": "North Corfu",
    "Νότια Κέρκυρα": "South Corfu",
    "Παξοί": "Paxos",
    "Ιθάκη": "Ithaca",
    "Πάτρα": "Patras",
    "Δυτική Αχαΐα": "West Achaea",
    "Μεσολόγγι": "Missolonghi",
    "Αρχαία Ολυμπία": "Ancient Olympia",
    "Βόρεια Κυνουρία": "North Kynouria",
    "Νότια Κυνουρία": "South Kynouria",
    "Άργος-Μυκήνες": "Argos-Mycenae",
    "Επίδαυρος": "Epidaurus",
    "Κόρινθος": "Corinth",
    "Σπάρτη": "Sparta",
    "Ανατολική Μάνη": "East Mani",
    "Δυτική Μάνη": "West Mani",
    "Πύλος-Νέστορας": "Pylos-Nestor",
    "Αθήνα": "Athens",
    "Ηράκλειο Αττικής": "Irakleio, Attica",
    "Μαραθώνας": "Marathon",
    "Πειραιάς": "Piraeus",
    "Αγκίστρι": "Agistri",
    "Αίγινα": "Aegina",
    "Ύδρα": "Hydra",
    "Μυτιλήνη": "Mytilene",
    "Δυτική Λέσβος": "West Lesvos",
    "Λήμνος": "Lemnos",
    "Ανατολική Σάμος": "East Samos",
    "Δυτική Σάμος": "West Samos",
    "Θήρα": "Santorini (Thira)",
    "Λειψοί": "Lipsi",
    "Νάξος και Μικρές Κυκλάδες": "Naxos and Small Cyclades",
    "Ρόδος": "Rhodes",
    "Μεγίστη": "Megisti (Kastellorizo)",
    "Ηράκλειο": "Heraklion",
    "Φαιστός": "Phaistos",
    "Οροπέδιο Λασιθίου": "Lasithi Plateau",
}


def read(name: str) -> list[Row]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


REGIONS, UNITS, MUNICIPALITIES = read("regions"), read("regional_units"), read("municipalities")
GREEK_NAMES = sorted(
    {row["name_el"] for row in REGIONS + UNITS}
    | {row[column] for row in MUNICIPALITIES for column in ("name_el", "genitive_el", "place_el")}
)
GREEK_WORDS = {word for name in GREEK_NAMES for word in re.split("[ -]", name)}


def column(rows: list[Row], name: str) -> list[str]:
    return [row[name] for row in rows]


def accents(word: str) -> int:
    return unicodedata.normalize("NFD", word).count("\u0301")


def test_there_are_13_regions_74_units_and_332_municipalities() -> None:
    assert [int(code) for code in column(REGIONS, "id")] == list(range(1, 14))
    assert [int(code) for code in column(UNITS, "id")] == list(range(1, 75))
    assert len(MUNICIPALITIES) == len(set(column(MUNICIPALITIES, "elstat_code"))) == 332


def test_every_unit_lies_in_a_region_and_every_municipality_in_the_unit_of_its_code() -> None:
    assert set(column(UNITS, "region")) == set(column(REGIONS, "id"))
    assert all(row["elstat_code"][:2] == row["regional_unit"].zfill(2) for row in MUNICIPALITIES)
    region_of = {unit["id"]: int(unit["region"]) for unit in UNITS}
    assert Counter(region_of[row["regional_unit"]] for row in MUNICIPALITIES) == MUNICIPALITIES_PER_REGION


def test_the_codes_of_a_unit_are_numbered_without_a_gap() -> None:
    by_unit: dict[str, list[int]] = {}
    for code in column(MUNICIPALITIES, "elstat_code"):
        assert re.fullmatch(r"\d{4}", code)
        by_unit.setdefault(code[:2], []).append(int(code[2:]))
    assert len(by_unit) == 74
    assert all(numbers == list(range(1, len(numbers) + 1)) for numbers in by_unit.values())


def test_slugs_are_unique_labels_of_a_host() -> None:
    slugs = column(MUNICIPALITIES, "slug")
    assert len(set(slugs)) == 332
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", slug) and len(slug) <= 63 for slug in slugs)
    assert not set(slugs) & {"www", "api", "static", "mail", "admin", "localhost", "demo"}


def test_names_are_unique_in_both_languages() -> None:
    for name in ("name_el", "name_en", "genitive_el", "place_el"):
        assert len(set(column(MUNICIPALITIES, name))) == 332
    for rows in (REGIONS, UNITS):
        assert len(set(column(rows, "name_el"))) == len(set(column(rows, "name_en"))) == len(rows)


def test_the_genitive_is_the_name_after_the_article() -> None:
    for row in MUNICIPALITIES:
        assert row["name_el"].startswith("Δήμος ")
        assert row["genitive_el"] == row["name_el"].replace("Δήμος ", "Δήμου ", 1)


def test_greek_names_hold_greek_letters_alone() -> None:
    letters = {letter for name in GREEK_NAMES for letter in name} - set(" -")
    assert not {letter for letter in letters if not unicodedata.name(letter).startswith("GREEK ")}
    assert all(unicodedata.is_normalized("NFC", name) for name in GREEK_NAMES)
    assert all(re.fullmatch(r"[^ -]+([ -][^ -]+)*", name) for name in GREEK_NAMES)


def test_greek_words_begin_with_a_capital_and_go_on_in_small_letters() -> None:
    assert [word for word in GREEK_WORDS if not (word[0].isupper() and word[1:].islower())] == ["και"]


def test_greek_words_carry_one_accent() -> None:
    assert {word for word in GREEK_WORDS if accents(word) != 1} == WITHOUT_ACCENT
    assert not [word for word in WITHOUT_ACCENT if accents(word)]


def test_the_accent_stands_on_one_of_the_last_three_syllables() -> None:
    after_accent = {word: re.split("[άέήίόύώΐΰΆΈΉΊΌΎΏ]", word)[-1] for word in GREEK_WORDS}
    syllables = {word: len(re.findall("αι|ει|οι|ου|αυ|ευ|[αεηιουωϊϋ]", end)) for word, end in after_accent.items()}
    assert not [word for word in GREEK_WORDS - WITHOUT_ACCENT if syllables[word] > 2]


def test_the_accent_of_a_pair_of_vowels_stands_on_the_second() -> None:
    assert {word for word in GREEK_WORDS if re.search("[άέό]ι|[άέήό]υ", word.lower())} == SPOKEN_APART


def test_the_english_name_is_the_one_in_use_or_the_official_spelling() -> None:
    for row in MUNICIPALITIES:
        place = row["place_el"]
        assert row["name_en"] == f"Municipality of {ENGLISH_NAMES.get(place) or transliterate(place)}"


def test_every_english_name_in_use_belongs_to_a_municipality_and_differs_from_the_spelling() -> None:
    assert ENGLISH_NAMES.keys() <= set(column(MUNICIPALITIES, "place_el"))
    assert all(english != transliterate(place) for place, english in ENGLISH_NAMES.items())


def test_english_names_hold_no_greek_letter() -> None:
    assert all(row["name_en"].isascii() for row in REGIONS + UNITS + MUNICIPALITIES)


def test_the_population_adds_up_to_the_census() -> None:
    assert sum(int(count) for count in column(MUNICIPALITIES, "population_2021")) == POPULATION_2021
    assert sum(int(count) for count in column(MUNICIPALITIES, "population_2011")) == POPULATION_2011


def test_the_two_municipalities_of_heraklion_hold_their_own_people() -> None:
    by_code = {row["elstat_code"]: row for row in MUNICIPALITIES}
    assert (by_code["4604"]["slug"], by_code["4604"]["population_2021"]) == ("irakleio-attica", "50495")
    assert (by_code["7101"]["slug"], by_code["7101"]["population_2021"]) == ("heraklion", "177064")


def test_the_divisions_of_2019_are_there() -> None:
    divided = {"3201", "3202", "3203", "3501", "3502", "3503", "5301", "5302", "5601", "5602", "1402", "1405"}
    assert divided <= set(column(MUNICIPALITIES, "elstat_code"))


@pytest.mark.parametrize(
    "slug", ["kalamata", "athens", "patras", "corfu-central", "thessaloniki", "santorini", "naxos"]
)
def test_well_known_places_have_the_host_one_would_guess(slug: str) -> None:
    assert slug in column(MUNICIPALITIES, "slug")


def test_no_two_places_are_told_apart_by_accents_alone() -> None:
    assert len({fold(place) for place in column(MUNICIPALITIES, "place_el")}) == 332
