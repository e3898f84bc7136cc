from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.alignment import words
from pipeline.engines.base import Hypothesis
from pipeline.markup import Placed, copy, describe, join, place
from pipeline.model import Inline, Mark, MarkKind, Segment
from pipeline.segments import split

from .inlines import TEXTS, inlines

_MARKUP = re.compile(r"<(/?)(b|i|a|sup|code|img|fn)>")


def parse(source: str) -> Inline:
    """``<b>`` and the like are spans, ``<code>`` is verbatim, ``<img>`` and ``<fn>`` are void."""
    text, marks, opened, done = "", [], [], 0
    for found in _MARKUP.finditer(source):
        text += source[done : found.start()]
        done = found.end()
        if found[1]:
            at, start = opened.pop()
            kind = MarkKind.VERBATIM if found[2] == "code" else MarkKind.SPAN
            name = found[2]
            marks[at] = Mark(
                kind=kind, start=start, end=len(text), open=f"<{name}>", close=f"</{name}>"
            )
        elif found[2] in {"img", "fn"}:
            marks.append(Mark(kind=MarkKind.VOID, start=len(text), end=len(text), open=found[0]))
        else:
            opened.append((len(marks), len(text)))
            marks.append(Mark(kind=MarkKind.VOID, start=0, end=0, open=""))
    return Inline(text=text + source[done:], marks=tuple(marks))


def write(inline: Inline) -> str:
    """The opposite of ``parse``."""
    written, done = "", 0
    opened: list[Mark] = []
    for mark in (*inline.marks, Mark(kind=MarkKind.VOID, start=10_000, end=10_000, open="")):
        while opened and opened[-1].end <= mark.start:
            last = opened.pop()
            written += inline.text[done : last.end] + last.close
            done = last.end
        written += inline.text[done : mark.start] + mark.open
        done = mark.start
        opened.append(mark)
    return written


def translate(source: str, text: str, links: str = "", *, sharp: float = 0.95) -> Placed:
    """Place the marks of ``source`` on ``text``; ``links`` are pairs "target-source" of words."""
    (segment,) = split(parse(source))
    tokens = [f"▁{word}" for word in text.split()]
    source_tokens = [f"▁{word}" for word in segment.text.split()]
    attention = np.full((len(tokens), len(source_tokens)), 1 - sharp, np.float32)
    for pair in links.split():
        target, origin = pair.split("-")
        attention[int(target), int(origin)] = sharp * len(source_tokens)
    return place(
        segment,
        Hypothesis(
            text=text,
            tokens=tuple(tokens),
            source_tokens=tuple(source_tokens),
            score=0.0,
            attention=attention / attention.sum(axis=1, keepdims=True),
        ),
    )


def placed(source: str, text: str, links: str = "", *, sharp: float = 0.95) -> str:
    result = translate(source, text, links, sharp=sharp)
    assert result.reasons == ()
    return write(result.inline)


def test_a_text_without_marks_is_the_translation() -> None:
    assert placed("It rained.", "Жаңбыр жауды.") == "Жаңбыр жауды."


@pytest.mark.parametrize(
    ("source", "text", "links", "expected"),
    [
        (
            "He met <b>two farmers</b> in the <a>village</a>.",
            "O, köyde iki çiftçiyle görüştü.",
            "0-0 1-6 2-2 3-3 4-1",
            "O, <a>köyde</a> <b>iki çiftçiyle</b> görüştü.",
        ),
        (
            "The <b>news</b>, he said, was <a>good</a>.",
            "Жаңалық, деді ол, жақсы болды.",
            "0-1 1-3 2-2 3-5 4-4",
            "<b>Жаңалық</b>, деді ол, <a>жақсы</a> болды.",
        ),
        (
            "<b>Note:</b> roads are closed.",
            "Qeyd: yollar bağlıdır.",
            "0-0 1-1 2-3",
            "<b>Qeyd:</b> yollar bağlıdır.",
        ),
        (
            "They call it <b>“Silk Road”</b> here.",
            "Здесь его называют «Шёлковый путь».",
            "0-5 1-2 2-1 3-3 4-4",
            "Здесь его называют <b>«Шёлковый путь»</b>.",
        ),
        (
            "They call it “<b>Silk Road</b>” here.",
            "Здесь его называют «Шёлковый путь».",
            "0-5 1-2 2-1 3-3 4-4",
            "Здесь его называют «<b>Шёлковый путь</b>».",
        ),
        (
            "He reads <a>a <b>good</b> book</a> daily.",
            "Ол күнде жақсы кітап оқиды.",
            "0-0 1-5 2-3 3-4 4-1",
            "Ол күнде <a><b>жақсы</b> кітап</a> оқиды.",
        ),
        (
            "See the <a><b>old map</b></a> now.",
            "Şimdi eski haritaya bakın.",
            "0-4 1-2 2-3 3-0",
            "Şimdi <a><b>eski haritaya</b></a> bakın.",
        ),
        (
            "The area is 5 km<sup>2</sup> now.",
            "Қазір аумақ 5 км2 болады.",
            "0-5 1-1 2-3 3-4 4-2",
            "Қазір аумақ 5 км<sup>2</sup> болады.",
        ),
    ],
)
def test_spans_stand_on_the_words_that_render_theirs(
    source: str, text: str, links: str, expected: str
) -> None:
    assert placed(source, text, links) == expected


def test_a_bold_name_is_placed_by_its_letters_and_not_flagged() -> None:
    source = "The minister met <b>Zhaksylykov</b> in <a>Aktau</a> on Monday."
    text = "Министр дүйсенбіде Ақтауда Жақсылықовпен кездесті."
    expected = "Министр дүйсенбіде <a>Ақтауда</a> <b>Жақсылықовпен</b> кездесті."
    assert placed(source, text, sharp=0.0) == expected


def test_a_span_over_the_whole_segment_stays_over_the_whole_segment() -> None:
    assert placed("<b>He left early.</b>", "O erken", sharp=0.0) == "<b>O erken</b>"
    assert placed("<b>He left early</b>.", "«O erken.»", sharp=0.0) == "<b>«O erken</b>.»"


def test_doubtful_places_are_reported_in_words() -> None:
    result = translate("Some <b>old</b> men sang <fn> there.", "оо аа ии уу ээ", sharp=0.0)
    assert result.reasons == (
        "the bold “old” may stand on the wrong words",
        "the markup “<fn>” may stand in the wrong place",
    )
    assert _MARKUP.sub("", write(result.inline)).split() == ["оо", "аа", "ии", "уу", "ээ"]


def test_two_spans_on_one_word_are_both_kept_and_reported() -> None:
    result = translate("<b>good</b> old <a>men</a>", "жақсылар", "0-0")
    assert write(result.inline) == "<b><a>жақсылар</a></b>"
    assert result.reasons


def test_an_empty_translation_keeps_the_marks() -> None:
    result = translate("see <b>this</b> <img> now", "")
    assert (result.inline.text, len(result.inline.marks)) == ("", 2)
    assert result.reasons


@pytest.mark.parametrize(
    ("text", "links", "expected"),
    [
        ("Şimdi git pull çalıştır.", "0-3 1-1 2-2 3-0", "Şimdi <code>git pull</code> çalıştır."),
        ("Şimdi Git-Pull çalıştır.", "0-3 1-1 2-0", "Şimdi <code>git pull</code> çalıştır."),
        ("Şimdi gitpull'u çalıştır.", "0-3 1-1 2-0", "Şimdi <code>git pull</code>'u çalıştır."),
    ],
)
def test_code_comes_out_exactly(text: str, links: str, expected: str) -> None:
    assert placed("Run <code>git pull</code> now.", text, links) == expected


def test_code_that_was_translated_is_put_back() -> None:
    source = "Run <code>pull</code> before you start the server."
    text = "Серверді бастамас бұрын тартуды іске қос."
    assert placed(source, text, "0-6 1-4 2-2 3-1 4-0 5-0") == (
        "Серверді бастамас бұрын <code>pull</code> іске қос."
    )


def test_lost_code_is_put_where_its_neighbours_are_and_reported() -> None:
    result = translate("Run <code>git pull</code> now.", "Енді іске қос.", "0-3 1-0 2-0")
    assert "<code>git pull</code>" in write(result.inline)
    assert _MARKUP.sub("", write(result.inline)).replace(" git pull", "") == "Енді іске қос."
    assert result.reasons == (
        "the code “git pull” was not found in the translation; see where it stands",
    )


def test_the_same_code_twice_is_found_twice() -> None:
    source = "Set <code>x1</code> before <code>x1</code> and <code>x12</code>."
    text = "x12 бұрын x1, x1 қойыңыз."
    assert placed(source, text, "0-5 1-2 2-1 3-3 4-0") == (
        "<code>x12</code> бұрын <code>x1</code>, <code>x1</code> қойыңыз."
    )


def test_a_link_around_code_and_marks_within_code_keep_their_code() -> None:
    source = "Open <a>the <code>main.py</code> file</a> first."
    assert placed(source, "Önce main.py dosyasını açın.", "0-4 1-2 2-3 3-0") == (
        "Önce <a><code>main.py</code> dosyasını</a> açın."
    )
    source = "Open <code>ma<b>in</b>.py</code> first."
    assert placed(source, "Önce Main.py açın.", "0-2 1-1 2-0") == (
        "Önce <code>ma<b>in</b>.py</code> açın."
    )


@pytest.mark.parametrize(
    ("source", "text", "links", "expected"),
    [
        ("<img><b>Men</b> sing.", "Поют мужчины.", "0-1 1-0", "<img>Поют <b>мужчины</b>."),
        ("Old men<fn> sing.", "Əyan oxuyur kişilər.", "0-0 1-2 2-1", "Əyan oxuyur kişilər<fn>."),
        ("Men sing<fn>.", "Оо аа.", "0-1 1-0", "Оо аа<fn>."),
        ("Men sing.<fn>", "Оо аа.", "0-1 1-0", "Оо аа.<fn>"),
        ("A <b>man</b><fn> sings.", "Sings a man.", "0-2 1-0 2-1", "Sings a <b>man</b><fn>."),
        ("See <img> the map.", "Haritaya bak.", "0-2 1-0", "Haritaya bak. <img>"),
        ("Old men <img>, go.", "Оо аа, уу.", "0-0 1-1 2-2", "Оо аа <img>, уу."),
        ("Old men <img>, go.", "Оо аа , уу.", "0-0 1-1 3-2", "Оо аа <img>, уу."),
        ("Men <img> see maps.", "Оо ии аа.", "0-0 1-2 2-1", "Оо <img> ии аа."),
        ("Men see <img> maps now.", "Оо ии уу аа.", "0-0 1-3 2-1 3-2", "Оо ии уу <img> аа."),
    ],
)
def test_images_and_notes_stand_where_they_stood(
    source: str, text: str, links: str, expected: str
) -> None:
    assert write(translate(source, text, links).inline) == expected


def test_an_image_in_a_link_stays_in_its_link() -> None:
    result = placed("Go to <a>the <img> map</a> now.", "Енді картаға бар.", "0-4 1-3 2-0")
    assert result == "Енді <a><img> картаға</a> бар."


def translated(source: str, *texts: str) -> str:
    block = parse(source)
    segments = split(block)
    drafts = [
        place(
            segment,
            Hypothesis(text=text, tokens=(), source_tokens=(), score=0.0, attention=None),
        )
        for segment, text in zip(segments, texts, strict=True)
    ]
    assert all(draft.reasons == () for draft in drafts)
    return write(join(segments, [draft.inline for draft in drafts]))


def test_a_bold_paragraph_comes_out_in_one_bold() -> None:
    source = "<b>He came.  She saw Baku.</b> <a>They left.</a>"
    expected = "<b>Ол келді.  Ол Бакуді көрді.</b> <a>Олар кетті.</a>"
    assert translated(source, "Ол келді.", "Ол Бакуді көрді.", "Олар кетті.") == expected


def test_a_span_that_crosses_into_the_next_sentence_is_one_where_its_parts_meet() -> None:
    source = "He met <b>Tokayev. Aliyev</b> stayed."
    assert translated(source, "Он видел Токаева.", "Алиев остался.") == (
        "Он видел <b>Токаева. Алиев</b> остался."
    )
    assert translated(source, "Токаева видел он.", "Алиев остался.") == (
        "<b>Токаева</b> видел он. <b>Алиев</b> остался."
    )


def test_spans_side_by_side_stay_two() -> None:
    source = "<b>He came.</b> <b>She left.</b>"
    assert translated(source, "Ол келді.", "Ол кетті.") == ("<b>Ол келді.</b> <b>Ол кетті.</b>")


def test_what_is_not_translatable_is_copied() -> None:
    (segment,) = split(parse("<b>70,000</b> – <code>x = 1</code><img>"))
    assert copy(segment) == Placed(inline=Inline(text=segment.text, marks=segment.marks))


def test_a_missing_translation_is_noticed() -> None:
    with pytest.raises(ValueError, match="shorter"):
        join(split(Inline(text="One. Two.")), [Inline(text="Bir.")])


@pytest.mark.parametrize(
    ("opening", "name"),
    [
        ("[", "the link “Baku”"),
        ("<a href='x'>", "the link “Baku”"),
        ("**", "the bold “Baku”"),
        ("<em>", "the emphasis “Baku”"),
        ("`", "the code “Baku”"),
        ("<u>", "the markup “Baku”"),
    ],
)
def test_a_mark_is_named_for_an_editor(opening: str, name: str) -> None:
    mark = Mark(kind=MarkKind.SPAN, start=0, end=4, open=opening, close="")
    assert describe(Segment(text="Baku", start=0, end=4, marks=(mark,)), 0) == name


@st.composite
def translations(draw: st.DrawFn, source: str) -> Hypothesis:
    """Any translation of ``source``, with any attention, odd values too."""
    text = draw(TEXTS | st.just(source.replace("git", "Git")))

    def pieces(words: str) -> tuple[str, ...]:
        cut = [(f"▁{word}", draw(st.integers(1, len(word)))) for word in words.split()]
        parts = [part for word, at in cut for part in (word[:at], word[at:])]
        return tuple(draw(st.sampled_from([part, part, part, "<unk>"])) for part in parts)

    tokens, source_tokens = pieces(text), pieces(source)
    attention = None
    if seed := draw(st.integers(0, 20)):
        numbers = np.random.default_rng(seed)
        attention = numbers.random((len(tokens), len(source_tokens)), np.float32)
        attention[attention > 1 - seed / 40] = np.nan if seed % 2 else 1.0
    return Hypothesis(
        text=text, tokens=tokens, source_tokens=source_tokens, score=0.0, attention=attention
    )


def assert_nested(marks: Sequence[Mark]) -> None:
    opened: list[Mark] = []
    for mark in marks:
        while opened and opened[-1].end <= mark.start and opened[-1] is not mark:
            if opened[-1].end == mark.start == mark.end == opened[-1].start:
                break
            opened.pop()
        assert not opened or (opened[-1].start <= mark.start and mark.end <= opened[-1].end)
        opened.append(mark)


@given(inlines(), st.data())
@settings(max_examples=600, deadline=None)
def test_whatever_the_alignment_marks_nest_and_nothing_is_lost(
    block: Inline, data: st.DataObject
) -> None:
    for segment in split(block):
        translation = data.draw(translations(segment.text))
        result = place(segment, translation).inline
        shown = result.text + segment.gap
        assert_nested(result.marks)
        assert sorted(m.open for m in result.marks) == sorted(m.open for m in segment.marks)
        assert all(0 <= m.start <= m.end <= len(shown) for m in result.marks)
        whole = segment.text + segment.gap
        sources = {mark.open: mark for mark in segment.marks}
        verbatim = [m for m in result.marks if m.kind is MarkKind.VERBATIM and m.start < m.end]
        for mark in verbatim:
            source = sources[mark.open]
            assert shown[mark.start : mark.end] == whole[source.start : source.end]
        if not verbatim:
            assert result.text.replace(" ", "") == translation.text.replace(" ", "")


@given(inlines(), st.data())
@settings(max_examples=300, deadline=None)
def test_whatever_the_alignment_spans_stand_on_whole_words(
    block: Inline, data: st.DataObject
) -> None:
    # Readers make a VOID mark of an element without text; a span always holds some.
    marks = tuple(m for m in block.marks if m.kind is MarkKind.SPAN and m.start < m.end)
    for segment in split(Inline(text=block.text, marks=marks)):
        result = place(segment, data.draw(translations(segment.text))).inline
        inner = {p for start, end in words(result.text) for p in range(start + 1, end)}
        sources = {mark.open: mark for mark in segment.marks}
        for mark in result.marks:
            source = sources[mark.open]
            ends = (source.start, source.end)
            if not any(segment.text[max(p - 1, 0) : p + 1].isalnum() for p in ends):
                assert mark.start not in inner, (segment, result)
                assert mark.end not in inner, (segment, result)
