from hypothesis import given
from hypothesis import strategies as st

from pipeline.catalogs import Author, Provenance, digest
from pipeline.catalogs.provenance import author, parse, without_notes

TOKEN = st.text("abcdefghijklmnopqrstuvwxyz0123456789@/-.", min_size=1, max_size=12)
PROVENANCE = st.builds(
    Provenance,
    model=TOKEN,
    settings=TOKEN,
    terms=st.lists(st.text("0123456789abcdef", min_size=6, max_size=6)).map(tuple),
    pins=TOKEN,
    flagged=st.booleans(),
    text=TOKEN,
    source=st.just("") | TOKEN,
)


def draft_comment(text: str, *, flagged: bool = False) -> str:
    return Provenance(
        model="m@1", settings="s", pins="0/0", flagged=flagged, text=digest(text)
    ).comment()


def rewrapped(provenance: Provenance, data: st.DataObject) -> str:
    words = provenance.comment().split(" ")
    gaps = [data.draw(st.sampled_from([" ", "\n", " \n"])) for _ in words[1:]]
    return words[0] + "".join(gap + word for gap, word in zip(gaps, words[1:], strict=True))


@given(PROVENANCE)
def test_a_comment_gives_back_the_provenance_it_was_made_of(provenance: Provenance) -> None:
    assert parse(provenance.comment()) == provenance


@given(PROVENANCE, st.data())
def test_rewrapping_the_comment_does_not_hide_it(
    provenance: Provenance, data: st.DataObject
) -> None:
    assert parse(rewrapped(provenance, data)) == provenance


def test_an_untranslated_entry_is_nobodys() -> None:
    assert author(text="", comment="", fuzzy=False) is Author.NOBODY


def test_plural_forms_that_are_all_empty_are_nobodys() -> None:
    assert author(text="\0\0", comment="", fuzzy=False) is Author.NOBODY


def test_a_draft_is_the_machines() -> None:
    assert author(text="Сәлем", comment=draft_comment("Сәлем"), fuzzy=False) is Author.MACHINE


def test_an_edited_draft_is_the_persons() -> None:
    assert author(text="Сәлем!", comment=draft_comment("Сәлем"), fuzzy=False) is Author.PERSON


def test_a_text_without_our_comment_is_a_persons() -> None:
    assert author(text="Сәлем", comment="", fuzzy=False) is Author.PERSON


def test_clearing_the_fuzzy_flag_of_a_flagged_draft_approves_it() -> None:
    comment = draft_comment("Сәлем", flagged=True)
    assert author(text="Сәлем", comment=comment, fuzzy=True) is Author.MACHINE
    assert author(text="Сәлем", comment=comment, fuzzy=False) is Author.PERSON


@given(PROVENANCE, st.data())
def test_rewrapping_the_comment_leaves_nothing_of_it_behind(
    provenance: Provenance, data: st.DataObject
) -> None:
    wrapped, mine = rewrapped(provenance, data), "text=mine, by Anna"
    assert without_notes(f"Ask the desk.\n{wrapped}\n{mine}") == f"Ask the desk.\n{mine}"


def test_a_persons_comment_lines_outlive_ours() -> None:
    comment = f"Ask the desk.\n{draft_comment('x')}\nbirlestik: needs eyes: odd\nSecond line."
    assert without_notes(comment) == "Ask the desk.\nSecond line."
