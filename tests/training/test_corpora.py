"""The corpora are valid, and the held-out rows are held out."""

from __future__ import annotations

from pathlib import Path

import pytest

from training.check import check_corpora, numbers
from training.corpora import (
    CORPORA,
    Row,
    is_development,
    read_rows,
    read_split,
    sentence_key,
    without_near_copies,
)

GOOD = "\t".join(
    (
        "The summit opened on May 5.",
        "Саммит 5 мамырда ашылды.",
        "Саммит открылся 5 мая.",
        "Zirve 5 Mayıs'ta başladı.",
        "Sammit mayın 5-də açılıb.",
    )
)


def faults(folder: Path, *lines: str, held_out: tuple[Path, ...] = ()) -> str:
    path = folder / "part-01.tsv"
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return "\n".join(str(fault) for fault in check_corpora([path], held_out))


def test_the_corpora_have_no_faults() -> None:
    assert check_corpora(sorted(CORPORA.rglob("*.tsv"))) == []


def test_a_good_row_passes(tmp_path: Path) -> None:
    assert faults(tmp_path, GOOD) == ""


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("\tZirve", " Zirve", "4 columns"),
        ("5 мая", "6 мая", "ru: numbers differ"),
        ("Sammit mayın", "Саммит mayın", "az: Cyrillic"),
        ("Саммит 5 мамырда", "Cаммит 5 мамырда", "kk: a word of two alphabets"),
        ("Саммит открылся", "Саммит әлі открылся", "ru: Kazakh letters"),
        ("Zirve", "Zirvə", "tr: the letter ə"),
        ("Zirve 5", "Zirve  5", "tr: odd space"),
        ("Sammit mayın", "Sammit\u200b mayın", "az: invisible"),
    ],
)
def test_a_fault_is_named(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in GOOD
    assert message in faults(tmp_path, GOOD.replace(old, new))


def test_a_sentence_stands_once(tmp_path: Path) -> None:
    assert "same English as part-01.tsv:1" in faults(tmp_path, GOOD, GOOD)


def test_a_sentence_of_an_evaluation_set_is_refused(tmp_path: Path) -> None:
    held_out = tmp_path / "en.txt"
    held_out.write_text("the summit opened on May 6\n", encoding="utf-8")
    assert "evaluation set" in faults(tmp_path, GOOD, held_out=(held_out,))


def test_separators_of_thousands_and_decimals_do_not_matter() -> None:
    assert numbers("5,000 and 21.3") == numbers("5.000 ve 21,3") == numbers("5\u00a0000 и 21,3")


def test_held_out_rows_are_a_fixed_small_share_of_the_news() -> None:
    split = read_split()
    share = len(split.development) / (len(split.development) + len(split.train))
    assert 0.02 < share < 0.04
    assert all(is_development(row.english) for row in split.development)


def test_no_held_out_sentence_is_trained_on_not_even_with_other_numbers() -> None:
    split = read_split()
    held_out = {sentence_key(row.english) for row in split.development}
    assert not held_out & {sentence_key(row.english) for row in split.train}


def test_a_near_copy_of_a_held_out_sentence_is_dropped() -> None:
    english = "The minister told reporters that the bridge would be rebuilt by autumn."
    near = Row(english=english.replace("autumn", "spring"), targets=("a", "b", "c", "d"))
    far = Row(english="Wheat prices rose by a tenth in the last week of May.", targets=("a",) * 4)
    assert without_near_copies([near, far], [english]) == [far]


def test_a_line_with_a_missing_column_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "part-01.tsv"
    path.write_text("one\ttwo\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"part-01\.tsv:1: 2 columns"):
        read_rows([path])
