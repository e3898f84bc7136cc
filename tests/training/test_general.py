"""The filter of general text keeps prose and drops what is not."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from training.general import read_pairs, usable

ENGLISH = "The window closes when you press the key."
TURKISH = "Tuşa bastığınızda pencere kapanır."


def test_prose_is_kept() -> None:
    assert usable(ENGLISH, TURKISH, "tr")


@pytest.mark.parametrize(
    ("english", "target", "locale"),
    [
        ("Close window", "Pencereyi kapat", "tr"),  # a fragment
        ("The value of %s is not known here.", "%s değeri burada bilinmiyor.", "tr"),
        ("Press <b>any</b> key to go on now.", "Devam etmek için bir <b>tuşa</b> basın.", "tr"),
        (ENGLISH, "Pencere.", "tr"),  # much shorter
        (ENGLISH, "Окно закрывается при нажатии клавиши.", "tr"),
        (ENGLISH, "Tuşa bastığınızda pencere kapanır.", "kk"),
        (ENGLISH, ENGLISH, "tr"),
        ("The window closes after 5 more seconds.", "Pencere 6 saniye sonra kapanır.", "tr"),
        ("word " * 61, "kelime " * 61, "tr"),
    ],
)
def test_what_is_not_prose_is_dropped(english: str, target: str, locale: str) -> None:
    assert not usable(english, target, locale)


def test_an_english_text_is_read_once(tmp_path: Path) -> None:
    lines = (
        f"{ENGLISH}\t{TURKISH}\tone\n{ENGLISH.lower()}\tBaşka bir çeviri daha var.\ttwo\nbroken\n"
    )
    (tmp_path / "tr.tsv.gz").write_bytes(gzip.compress(lines.encode()))
    assert [pair.target for pair in read_pairs(tmp_path, "tr")] == [TURKISH]
