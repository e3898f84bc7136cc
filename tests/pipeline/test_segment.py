from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.markup import copy, join
from pipeline.model import Inline, Mark, MarkKind, Segment
from pipeline.segments import clauses, fit, split
from pipeline.segments.abbreviations import hide

from .inlines import TEXTS, inlines


def texts(text: str, *marks: Mark) -> list[str]:
    return [segment.text for segment in split(Inline(text=text, marks=marks))]


def span(start: int, end: int, opening: str = "**") -> Mark:
    return Mark(kind=MarkKind.SPAN, start=start, end=end, open=opening, close=opening)


def code(start: int, end: int) -> Mark:
    return Mark(kind=MarkKind.VERBATIM, start=start, end=end, open="`", close="`")


def void(place: int, opening: str) -> Mark:
    return Mark(kind=MarkKind.VOID, start=place, end=place, open=opening)


@pytest.mark.parametrize(
    "sentence",
    [
        "Lt. Gen. A. K. Smith met Maj. Gen. (Ret.) Zh. Tokayev, Sh. Mirziyoyev and Yu. Ivanov.",
        "Prof. Dr. Aliyev, Ph.D., arrived on Oct. 3 at 10:30 a.m. Monday from St. Petersburg.",
        "The U.S. Dept. of State said U.S. President Biden and the U.N. Secretary-General met.",
        "Mr. and Mrs. Lee of Kazmunaygas Inc. paid approx. 300 dollars vs. 200 before.",
        "Flags, e.g. the blue one, i.e. ours, are in No. 5 and Nos. 6-7, p. 12, Fig. 3.",
        "See https://www.mod.gov.kz/a.b?c=1.2 or mail press.office@mod.gov.kz at 7.30 p.m. GMT.",
        "It rose 3.5 percent, to 4.000 tons (approx. 40 pct.) in Jan. 2024.",
        "“We need peace,” he said.",
        '"Will it rain?" he asked.',
        '"Stop!" Gen. Ruslan Zhaksylykov said.',
        'The drill ("Unity. Strength") began.',
        'He said "Stop. Go away." and left.',
        "Well... he left, and… nothing.",
        "(He left.)",
        "1. The first item.",
        "3.2. Scope of the law",
        "A. Purpose",
        "Text with a note.[12]",
        "Node.js and Booking.com are U.S.-led.",
        "eBay and iPhone sales rose.",
    ],
)
def test_one_sentence_stays_one_segment(sentence: str) -> None:
    assert texts(sentence) == [sentence]


@pytest.mark.parametrize(
    "sentences",
    [
        ["He left.", "“I will return.”"],
        ["He left.", '"I will return."', "Then he did."],
        ["He said “I go.”", "Then he left."],
        ["(He left.)", "She stayed."],
        ['"We can.', 'We will," he said.'],
        ["“One,” he said.", "“Two,” she said.", "“Three.”"],
        ["They are in the U.S.", "The minister left at 5 p.m.", "It rained."],
        ["It happened in Oct.", "We saw it.", "So do I.", "He did not."],
        ["What?!", "Yes.", "Really…", "The end."],
        ["1. First.", "2. Second.", "3. Third."],
        ["It was so.[1]", "That was not.²", "Nor this."],
        ["Did he go?", "No.", "He stayed."],
        ["It was founded in 2009.", "In 2010 it grew."],
        ["Visit birlestik.kz.", "Then write to a@b.kz.", "Bye."],
        ["Vitamin C.", "It helps.", "World War II.", "The end."],
        ["“Why?”", "The crowd left."],
        ["eBay is big.", "eBay grows."],
    ],
)
def test_sentences_are_split_where_they_end(sentences: list[str]) -> None:
    assert texts(" ".join(sentences)) == sentences


def test_white_space_between_sentences_is_in_the_gaps() -> None:
    first, second, third = split(Inline(text="  One.\u00a0 Two."))
    assert (first.text, first.start, first.gap, first.translatable) == ("", 0, "  ", False)
    assert (second.text, second.gap) == ("One.", "\u00a0 ")
    assert (third.text, third.start, third.end, third.gap) == ("Two.", 8, 12, "")


def test_an_empty_block_is_one_empty_segment_with_its_marks() -> None:
    image = void(0, "![map](map.png)")
    assert split(Inline(text="", marks=(image,))) == (
        Segment(text="", start=0, end=0, marks=(image,), translatable=False),
    )


@pytest.mark.parametrize("mark", ["<br>", "<br />", "<BR class='x'>", "  \n", "\\\n", "   \r\n  "])
def test_a_hard_break_ends_a_segment(mark: str) -> None:
    first, second = split(Inline(text="line onetwo lines", marks=(void(8, mark),)))
    assert (first.text, first.marks) == ("line one", (void(8, mark),))
    assert (second.text, second.marks) == ("two lines", ())


def test_an_image_or_a_tag_ends_no_segment() -> None:
    assert texts("See Baku today.", void(4, "![flag](f.png)"), void(8, "<wbr>")) == [
        "See Baku today."
    ]


def test_code_is_never_split_and_may_begin_a_sentence() -> None:
    text = "Run it now. a.b. C d. Then stop."
    assert texts(text, code(12, 21)) == ["Run it now.", "a.b. C d. Then stop."]
    assert texts("Run x. Y now.", code(4, 8)) == ["Run x. Y now."]


def test_a_span_across_a_boundary_is_cut_and_reaches_over_the_gap() -> None:
    first, second = split(Inline(text="We go. We stay.", marks=(span(3, 10),)))
    assert first.marks == (span(3, 7),)  # the text ends at 6, its gap at 7
    assert second.marks == (span(0, 3),)


def test_marks_in_a_gap_lie_after_the_text_of_their_segment() -> None:
    first, second = split(Inline(text="Go.  Stay.", marks=(void(4, "<a>"), void(5, "<b>"))))
    assert first.marks == (void(4, "<a>"),)
    assert second.marks == (void(0, "<b>"),)


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("", ()),
        (" \n", ()),
        ("70,000", ()),
        ("***", ()),
        ("12.04.2024, 15:30 – 10%", ()),
        ("https://birlestik.kz/a", ()),
        ("www.mod.gov.kz, press@mod.gov.kz", ()),
        ("#Birlestik2024 @mod_kz", ()),
        ("git pull", (code(0, 8),)),
        ("😀", ()),
    ],
)
def test_what_has_no_words_is_not_translatable(text: str, marks: tuple[Mark, ...]) -> None:
    assert not any(segment.translatable for segment in split(Inline(text=text, marks=marks)))


@pytest.mark.parametrize("text", ["Baku", "10 km", "No. 5", "Қазақстан", "See https://a.kz"])
def test_what_has_a_word_is_translatable(text: str) -> None:
    assert all(segment.translatable for segment in split(Inline(text=text)))


def test_a_segment_that_fits_comes_back_alone() -> None:
    (segment,) = split(Inline(text="He came, she left."))
    assert fit(segment, len, 18) == (segment,)


def test_a_long_sentence_is_split_between_its_clauses() -> None:
    text = (
        "The minister, who arrived in Baku on Monday, said the drill was over; "
        "the troops, tanks and guns would be home by Friday, because the ferries were ready."
    )
    (segment,) = split(Inline(text=text))
    assert [part.text for part in fit(segment, len, 90)] == [
        "The minister, who arrived in Baku on Monday, said the drill was over;",
        "the troops, tanks and guns would be home by Friday, because the ferries were ready.",
    ]
    assert [part.text for part in fit(segment, len, 70)][1:] == [
        "the troops, tanks and guns would be home by Friday,",
        "because the ferries were ready.",
    ]


def test_a_word_too_long_is_split_but_code_and_combined_letters_are_not() -> None:
    (word,) = split(Inline(text="ab" * 8))
    assert [part.text for part in fit(word, len, 4)] == ["abab"] * 4
    (letters,) = split(Inline(text="ae\u0301" * 4))
    assert all(part.text[0] != "\u0301" for part in fit(letters, len, 4))
    (mixed,) = split(Inline(text="word" + "c.c" * 9 + "word", marks=(code(4, 31),)))
    assert [part.text for part in fit(mixed, len, 8)] == ["word", "c.c" * 9, "word"]


def test_the_parts_of_a_segment_keep_its_marks_and_its_gap() -> None:
    text = "He came in May; she left. Next."
    segment = split(Inline(text=text, marks=(span(3, 25),)))[0]
    first, second = fit(segment, len, 20)
    assert (first.marks, second.marks) == ((span(3, 16),), (span(0, 9),))
    assert (second.start, second.end, second.gap) == (16, 25, " ")


def test_a_huge_text_without_a_sentence_end_is_cut_in_time() -> None:
    text = "lorem ipsum, dolor and " * 20_000
    (segment,) = split(Inline(text=text.strip()))
    parts = fit(segment, len, 400)
    assert "".join(part.text + part.gap for part in parts) == segment.text
    assert max(len(part.text) for part in parts) <= 400


@given(inlines())
@settings(max_examples=400, deadline=None)
def test_nothing_of_a_block_is_lost_in_its_segments(block: Inline) -> None:
    segments = split(block)
    assert "".join(s.text + s.gap for s in segments) == block.text
    assert all(block.text[s.start : s.end] == s.text and not s.gap.strip() for s in segments)
    assert all(s.text for s in segments[1:])
    assert join(segments, [copy(s).inline for s in segments]) == block


@given(inlines())
@settings(max_examples=200, deadline=None)
def test_no_boundary_falls_inside_code(block: Inline) -> None:
    parts = [part for segment in split(block) for part in fit(segment, len, 3)]
    for mark in block.marks:
        if mark.kind is MarkKind.VERBATIM:
            assert not any(mark.start < part.start < mark.end for part in parts)


@given(inlines(), st.integers(1, 12))
@settings(max_examples=300, deadline=None)
def test_a_fitted_segment_is_complete_and_short_enough(block: Inline, maximum: int) -> None:
    for segment in split(block):
        parts = fit(segment, len, maximum)
        joined = join(parts, [copy(part).inline for part in parts])
        assert (joined.text, joined.marks) == (segment.text + segment.gap, segment.marks)
        for part in parts:
            assert block.text[part.start : part.end] == part.text
            whole = sorted((m.start, m.end) for m in part.marks if m.kind is MarkKind.VERBATIM)
            uncuttable = not part.translatable or clauses.cut(part.text, whole) is None
            assert len(part.text) <= maximum or uncuttable


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_hiding_abbreviations_keeps_the_length_and_is_done_once(text: str) -> None:
    assert len(hide(text)) == len(text)
    assert hide(hide(text)) == hide(text)


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_a_text_is_cut_between_two_of_its_characters(text: str) -> None:
    place = clauses.cut(text)
    assert place is None or 0 < place < len(text)
