import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dimos.kernel.greek import (
    fold,
    from_keyboard_layout,
    greeklish_key,
    latin_lookalikes_to_greek,
    strip_accents,
    transliterate,
    upper_greek,
)

GREEK = "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩΆΈΉΊΌΎΏΪΫ"
greek_text = st.text(alphabet=GREEK + " -", max_size=40)
any_text = st.text(max_size=40)


@pytest.mark.parametrize(
    ("greek", "latin"),
    [
        ("Ευάγγελος", "Evangelos"),
        ("Εύβοια", "Evvoia"),
        ("Ελευθερία", "Eleftheria"),
        ("αυτός", "aftos"),
        ("αυλή", "avli"),
        ("ΑΥΛΗ", "AVLI"),
        ("Ιησούς Ναυή", "Iisous Navi"),
        ("Ταυ", "Taf"),
        ("εφηύρα", "efivra"),
        ("ηυξημένος", "ifximenos"),
        ("άυλος", "aylos"),
        ("Ταΰγετος", "Taygetos"),
        ("πραΰνω", "prayno"),
        ("Μάιος", "Maios"),
        ("προϋπόθεση", "proypothesi"),
        ("Ουρανία", "Ourania"),
        ("ΟΥΡΑΝΙΑ", "OURANIA"),
        ("Μπάμπης", "Bampis"),
        ("ΜΠΑΜΠΗΣ", "BAMPIS"),
        ("Λάμπρος", "Lampros"),
        ("ρομπ", "rob"),
        ("Κολόμπ-Μπενετό", "Kolob-Beneto"),
        ("Αγγελική", "Angeliki"),
        ("Γκίκας", "Gkikas"),
        ("Άγκιστρο", "Agkistro"),
        ("Μελάγχολη", "Melancholi"),
        ("ΜΕΛΑΓΧΟΛΗ", "MELANCHOLI"),
        ("Σφίγξ", "Sfinx"),
        ("Θεσσαλονίκη", "Thessaloniki"),
        ("ΘΕΣΣΑΛΟΝΙΚΗ", "THESSALONIKI"),
        ("Θ.", "Th."),
        ("Χ Ψ", "Ch Ps"),
        ("ΣΑΧ", "SACH"),
        ("Χίος ΧΙΟΣ", "Chios CHIOS"),
        ("Ψαρά ΨΑΡΑ", "Psara PSARA"),
        ("Τζουμέρκα Ντόλτσι Τσάκωνας", "Tzoumerka Ntoltsi Tsakonas"),
        ("Ὀρχομενὸς ᾳ", "Orchomenos a"),
        ("ΑΧΑΪΑ", "ACHAIA"),
        ("École 28 Οκτωβρίου, Αθήνα!", "École 28 Oktovriou, Athina!"),
    ],
)
def test_a_name_is_spelled_as_elot_743_spells_it(greek: str, latin: str) -> None:
    assert transliterate(greek) == latin


@given(greek_text)
def test_spelling_leaves_no_greek_letter_behind(text: str) -> None:
    assert transliterate(text).isascii()


@given(greek_text)
def test_capitals_and_small_letters_are_spelled_alike(text: str) -> None:
    assert transliterate(text).lower() == transliterate(text.lower()).lower()


@given(st.text(alphabet=st.characters(max_codepoint=0x24F), max_size=40).map(lambda text: text.replace("µ", "")))
def test_spelling_leaves_latin_text_alone(text: str) -> None:
    assert transliterate(text) == unicodedata.normalize("NFC", text)


@given(any_text)
def test_no_function_stumbles_over_any_text(text: str) -> None:
    for function in (
        fold,
        strip_accents,
        transliterate,
        greeklish_key,
        from_keyboard_layout,
        upper_greek,
        latin_lookalikes_to_greek,
    ):
        assert isinstance(function(text), str)


def test_folding_forgets_case_accents_dialytika_and_the_final_sigma() -> None:
    assert fold("Άγιος ΝΙΚΌΛΑΟΣ Αχαΐας ΄Αρτα") == "αγιοσ νικολαοσ αχαιασ αρτα"


@given(any_text)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(greek_text)
def test_capitals_fold_to_what_their_small_letters_fold_to(text: str) -> None:
    assert fold(upper_greek(text)) == fold(text)


@pytest.mark.parametrize(
    ("small", "capital"),
    [
        ("Δήμος Καλαμάτας", "ΔΗΜΟΣ ΚΑΛΑΜΑΤΑΣ"),
        ("Μάιος", "ΜΑΪΟΣ"),
        ("άυλος", "ΑΫΛΟΣ"),
        ("ρολόι", "ΡΟΛΟΪ"),
        ("Αχαΐα", "ΑΧΑΪΑ"),
        ("προϋπόθεση", "ΠΡΟΫΠΟΘΕΣΗ"),
        ("εύλογο", "ΕΥΛΟΓΟ"),
        ("ναι ή όχι", "ΝΑΙ Ή ΟΧΙ"),
        ("ήταν", "ΗΤΑΝ"),
        ("Ἀθῆναι", "ΑΘΗΝΑΙ"),
        ("café Ρόδος", "CAFÉ ΡΟΔΟΣ"),
    ],
)
def test_capitals_carry_no_accents_but_keep_vowels_apart(small: str, capital: str) -> None:
    assert upper_greek(small) == capital


@given(greek_text)
def test_setting_in_capitals_twice_changes_nothing_more(text: str) -> None:
    assert upper_greek(upper_greek(text)) == upper_greek(text)


@pytest.mark.parametrize(
    "spellings",
    [
        "βεβαίωση ΒΕΒΑΙΩΣΗ vevaiosi bebaiwsh vevaiwsi bebaiosi vevaiosh veveosi",
        "πιστοποιητικό pistopoiitiko pistopoihtiko pistopiitiko pistopoiitikw",
        "διεύθυνση diefthynsi dieuthunsh dieu8unsh diey8ynsh dieuthinsi",
        "Θεσσαλονίκη thessaloniki 8essalonikh thesaloniki Qessalonikh",
        "χρόνος chronos xronos",
        "χάρτης charths xartis khartis hartis",
        "όχι ochi oxi ohi",
        "Ξάνθη xanthi ksanthi 3an8h",
        "ταυτότητα taftotita tautothta taytotita",
        "αυτός aftos autos aytos",
        "ευχαριστώ efcharisto euxaristw eyxaristo efharisto",
        "άδεια adeia adia",
        "οικογενειακής oikogeneiakis oikogeneiakhs ikogeniakis",
        "δημότης dimotis dhmoths dimoths",
        "της tis ths",
        "την tin thn",
        "τηλέφωνο tilefono thlefwno tilephono",
        "συμβούλιο symvoulio sumboulio simvoulio",
        "μπάνιο banio mpanio",
        "λάμπα lampa lamba",
        "άντρας άνδρας antras andras",
        "Αγγελική angeliki aggelikh",
        "άγκυρα agkyra angyra ankyra",
        "σύγχρονος synchronos sugxronos sigxronos",
        "Λευκάδα lefkada leukada leykada",
        "Ηράκλειο irakleio hrakleio iraklio",
        "Ιωάννης ioannis iwannhs Iwannis",
        "ψηφίζω psifizo pshfizw",
        "υιοθεσία yiothesia uio8esia",
        "σχολείο scholeio sxoleio sholio",
        "Μάιος maios ΜΑΙΟΣ",
        "βιβλιοθήκη vivliothiki biblio8hkh",
        "πρωί proi prwi",
        "κάρτα karta carta",
    ],
)
def test_greek_and_its_greeklish_spellings_share_one_key(spellings: str) -> None:
    assert len({greeklish_key(word) for word in spellings.split()}) == 1


@pytest.mark.parametrize(
    "words", ["δήμος δρόμος", "γάμος γόνος", "φόρος βόρειος", "τέλος θέλω", "Ρόδος Ρούσα", "Άρτα άδεια"]
)
def test_different_words_keep_different_keys(words: str) -> None:
    first, second = words.split()
    assert greeklish_key(first) != greeklish_key(second)


def test_a_key_keeps_words_and_numbers_and_drops_punctuation() -> None:
    assert greeklish_key(" Οδός  Αριστομένους, 28 – Τ.Κ. 24133 ") == "odos aristomenus 28 t k 24133"


@given(greek_text)
def test_the_official_spelling_has_the_key_of_the_greek(text: str) -> None:
    greek = fold(text)
    assert greeklish_key(transliterate(greek)) == greeklish_key(greek)


@given(greek_text)
def test_accents_and_capitals_do_not_change_the_key(text: str) -> None:
    assert greeklish_key(upper_greek(text)) == greeklish_key(strip_accents(text)) == greeklish_key(text)


@given(greek_text)
def test_a_key_is_plain_letters_and_single_spaces(text: str) -> None:
    assert re.fullmatch(r"([a-z]+( [a-z]+)*)?", greeklish_key(text))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("bebaivsh", "βεβαιωση"),
        ("beba;ivsh", "βεβαίωση"),
        ("Kalam;ata", "Καλαμάτα"),
        ("Axa;:ia", "Αχαΐα"),
        ("Ma:ioy", "Μαϊου"),
        ("d;hmow", "δήμος"),
        ("ινφο", "info"),
        ("γμαιλ", "gmail"),
        ("Ελλάς", "Ellaw"),
        ("", ""),
    ],
)
def test_text_typed_on_the_other_layout_becomes_what_was_meant(typed: str, meant: str) -> None:
    assert from_keyboard_layout(typed) == meant


@given(st.text(alphabet="αβγδεζηθικλμνξοπρσςτυφχψωΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ 123", max_size=30))
def test_changing_the_layout_twice_gives_the_text_back(text: str) -> None:
    assert from_keyboard_layout(from_keyboard_layout(text)) == text


@pytest.mark.parametrize(
    ("typed", "greek"),
    [
        ("ΑΘHNA", "ΑΘΗΝΑ"),
        ("Kαλαμάτα", "Καλαμάτα"),
        ("NATO και ΕΕ", "NATO και ΕΕ"),
        ("Gαμμα", "Gαμμα"),
        ("AB 123456", "AB 123456"),
    ],
)
def test_latin_lookalikes_become_greek_inside_greek_words(typed: str, greek: str) -> None:
    assert latin_lookalikes_to_greek(typed) == greek


def test_an_identity_card_number_in_latin_letters_becomes_greek_when_asked() -> None:
    assert latin_lookalikes_to_greek("AB 123456", even_without_greek=True) == "ΑΒ 123456"
    assert latin_lookalikes_to_greek("SQ 123456", even_without_greek=True) == "SQ 123456"
