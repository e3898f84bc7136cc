"""The card of the embedded model stands beside its recipe and beside its weights."""

from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_both_copies_of_the_card_say_the_same() -> None:
    recipe = (ROOT / "training/MODEL_CARD.md").read_text(encoding="utf-8")
    assert recipe == (ROOT / "pipeline/models/embedded/MODEL_CARD.md").read_text(encoding="utf-8")
    assert "@" not in recipe.replace("embedded@", "")
