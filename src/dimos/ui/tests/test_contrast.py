"""Our own colours, computed: WCAG 2.2 AA wants 4.5 for text and 3 for what is drawn."""

import re
from pathlib import Path

import pytest

TOKENS = Path(__file__).parents[4] / "assets" / "css" / "tokens.css"
COLOURS = dict(re.findall(r"--dm-([a-z-]+):\s*(#[0-9a-f]{6})", TOKENS.read_text(encoding="utf-8")))
PAIRS = sorted(name.removesuffix("-ink") for name in COLOURS if name.endswith("-ink"))


def luminance(colour):
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4 for channel in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first, second):
    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_black_on_white_measures_twenty_one():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("pair", PAIRS)
def test_every_ink_reads_on_its_paper(pair):
    assert contrast(COLOURS[f"{pair}-ink"], COLOURS[f"{pair}-paper"]) >= 7


@pytest.mark.parametrize("ink", ["link", "error", "success", "soft-ink", "red-ink", "yellow-ink", "purple-ink"])
@pytest.mark.parametrize("paper", ["page-paper", "soft-paper", "grey-paper"])
def test_coloured_text_reads_on_every_ground(ink, paper):
    assert contrast(COLOURS[ink], COLOURS[paper]) >= 4.5


@pytest.mark.parametrize("ground", ["header-paper", "accent"])
def test_white_reads_on_the_blues(ground):
    assert contrast(COLOURS["header-ink"], COLOURS[ground]) >= 4.5


@pytest.mark.parametrize("line", ["accent", "line-strong"])
def test_drawn_lines_stand_out(line):
    assert contrast(COLOURS[line], COLOURS["page-paper"]) >= 3
