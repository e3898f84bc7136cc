"""A message as words and marks: placeholders, tags, entities, accelerators, lines."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.messages import accelerators
from pipeline.messages.format import MessageFormat
from pipeline.messages.syntax import syntax_of
from pipeline.messages.verify import faults
from pipeline.model import Inline, Mark, MarkKind

FLAGS = [
    "",
    "c-format",
    "no-c-format",
    "python-format",
    "python-brace-format",
    "lua-format",
    "php-format",
    "qt-format",
    "sh-format",
    "ruby-format",
]
PIECES = [
    "%s",
    "%d",
    "%1$s",
    "%2$d",
    "%(name)s",
    "%(n)d",
    "{name}",
    "{0}",
    "{}",
    "{{",
    "}}",
    "${x}",
    "$x",
    "%%",
    "%",
    "%*d",
    "%.2f",
    "%ld",
    "%<PRIu64>",
    "%1",
    "%n",
    "<b>",
    "</b>",
    "<a_href='%s'>",
    "</a>",
    "<br/>",
    "<br>",
    "<file>",
    "</p>",
    "&amp;",
    "&nbsp;",
    "&rsquo;",
    "&lt;",
    "&",
    "&&",
    "_",
    "__",
    "_File",
    "&File",
    "E_xit",
    "file_name",
    "--all",
    "-a",
    "-",
    "/usr/bin",
    "...",
    "…",
    ":",
    ".",
    ",",
    "!",
    "(",
    ")",
    "<",
    ">",
    "5",
    "X",
    "Save",
    "the",
    "Don",
    "can",
    "t",
    "İ",
    "😀",
]
MESSAGES = st.lists(
    st.sampled_from([*PIECES, " ", " ", " ", "\n", "\n  ", "  ", "\t", "\n- "]), max_size=14
).map("".join)


def message(text: str, *flags: str, locale: str = "ru") -> MessageFormat:
    return MessageFormat.of(text, syntax_of(flags), locale)


def translated(text: str, words: str, *flags: str, locale: str = "ru") -> str:
    """Write ``words`` as the translation, stand-ins where the source has them."""
    format_ = message(text, *flags, locale=locale)
    marks = []
    for mark in format_.parse(text).marks:
        if mark.kind is MarkKind.VERBATIM:
            shown = format_.shown[mark.open]
            found = re.search(rf"\b{shown}\b", words)
            assert found, (shown, words)
            marks.append(Mark(kind=mark.kind, start=found.start(), end=found.end(), open=mark.open))
    marks.sort(key=lambda mark: mark.start)
    return format_.write(Inline(text=words, marks=tuple(marks)))


@given(MESSAGES | st.text(max_size=30), st.sampled_from(FLAGS))
@settings(max_examples=400)
def test_a_message_that_nobody_touched_is_written_as_it_was(text: str, flag: str) -> None:
    format_ = message(text, flag)
    assert format_.write(format_.parse(text)) == text


@given(MESSAGES, st.sampled_from(FLAGS))
def test_the_marks_of_a_message_nest_and_lie_within_its_words(text: str, flag: str) -> None:
    inline = message(text, flag).parse(text)
    for at, mark in enumerate(inline.marks):
        assert 0 <= mark.start <= mark.end <= len(inline.text)
        for other in inline.marks[at + 1 :]:
            assert other.start >= mark.end or other.end <= mark.end


@given(MESSAGES | st.text(max_size=30), st.sampled_from(FLAGS))
@settings(max_examples=400)
def test_words_bring_in_no_placeholder_and_no_tag(words: str, flag: str) -> None:
    format_ = message("Save", flag)
    target = format_.write(Inline(text=words))
    assert [fault for fault in faults("Save", target, format_) if "made up" in fault] == []


@pytest.mark.parametrize(
    ("text", "flag", "shown"),
    [
        ("%s and %d", "c-format", "X and 2"),
        ("%(who)s has %(n)d", "python-format", "X has 2"),
        ("{who} has {}", "python-brace-format", "X has Y"),
        ("{who} has ${n} of %s", "", "X has Y of Z"),
        ("at 100%% of %d", "c-format", "at 100% of 2"),
        ("100% of it", "", "100% of it"),
        ("%s:%d: bad", "c-format", "X: bad"),
        ("see <file> or --help", "", "see X or Y"),
        ("<b>%s</b> is <i>in</i>", "c-format", "X is in"),
        ("can&rsquo;t go", "", "can’t go"),
        ("Version X of %s", "c-format", "Version X of Y"),
        ("2 of %d", "c-format", "2 of 3"),
        ("%1 of %n", "qt-format", "X of Y"),
        ("%%s is %s", "c-format", "X is Y"),
        ("[y,n,d%s] file%d.txt", "c-format", "[y,n,X] Y.txt"),
        ("%<PRIu64> bytes", "c-format", "2 bytes"),
    ],
)
def test_the_model_is_shown_words_instead_of_placeholders(text: str, flag: str, shown: str) -> None:
    assert message(text, flag).parse(text).text == shown


def test_placeholders_that_change_places_are_numbered() -> None:
    source = "%s of %d"
    assert translated(source, "из 2 X", "c-format") == "из %2$d %1$s"
    assert translated(source, "X из 2", "c-format") == "%s из %d"


def test_equal_placeholders_that_change_places_are_told_apart() -> None:
    assert translated("%s after %s", "после Y X", "php-format") == "после %2$s %1$s"


def test_a_width_that_is_an_argument_is_numbered_too() -> None:
    assert translated("%s: %*d", "2 X".replace("2", "Y"), "c-format") == "%3$*2$d %1$s"


def test_python_has_no_numbers_so_the_order_stays_and_needs_eyes() -> None:
    format_ = message("%s of %d", "python-format")
    text = translated("%s of %d", "из 2 X", "python-format")
    assert format_.finished(text) == ("из %s %d", True)
    assert format_.finished("%s из %d") == ("%s из %d", False)


def test_named_placeholders_may_stand_anywhere() -> None:
    text = translated("%(a)s of %(n)d", "из 2 X", "python-format")
    assert text == "из %(n)d %(a)s"
    assert message("%(a)s of %(n)d", "python-format").finished(text) == (text, False)


def test_a_percent_sign_of_the_words_is_escaped_in_a_format_string() -> None:
    assert translated("half of %s", "50 % от X %d", "c-format") == "50 %% от %s %%d"
    assert translated("{a}", "X {b}", "python-brace-format") == "{a} {{b}}"


def test_a_placeholder_that_the_model_made_up_is_left_out() -> None:
    assert translated("half of {n}", "половина X {other}<b>") == "половина {n} "


@pytest.mark.parametrize(
    ("source", "words", "locale", "target"),
    [
        ("_File", "Файл", "ru", "_Файл"),
        ("&Save", "Сохранить", "ru", "&Сохранить"),
        ("E&xit", "Шығу", "kk", "&Шығу"),
        ("_Copy", "Yapıştır ve Çoğalt", "tr", "_Yapıştır ve Çoğalt"),
        ("_Import", "Yeni içe aktar", "tr", "_Yeni içe aktar"),
        ("_Import", "Veriyi Import et", "ru", "Veriyi _Import et"),
        ("Find _Next", "R&D a_b", "az", "_R&D a__b"),
        ("Rock && _Roll", "2 рок", "ru", "2 _рок"),
        ("_Open", "5", "ru", "_5"),
        ("_Open", "…", "ru", "…"),
    ],
)
def test_the_accelerator_goes_on_a_letter_of_the_translation(
    source: str, words: str, locale: str, target: str
) -> None:
    format_ = message(source, locale=locale)
    assert format_.write(Inline(text=words)) == target


@pytest.mark.parametrize(
    "text", ["file_name", "AT&T", "R&D", "Tom & Jerry", "__init__", "a=1&b=2", "the _source field"]
)
def test_names_have_no_accelerator(text: str) -> None:
    assert accelerators.find(text) is None
    assert message(text).mark == ""


def test_the_ellipsis_stands_once() -> None:
    source = "Open..."
    format_ = message(source)
    (edge,) = format_.parse(source).marks
    words = "Открыть."
    at_end = Mark(kind=MarkKind.VOID, start=8, end=8, open=edge.open)
    assert format_.write(Inline(text=words, marks=(at_end,))) == "Открыть..."


def test_entities_are_written_as_in_the_source() -> None:
    format_ = message("It can&rsquo;t be")
    assert format_.write(Inline(text="Bakü’de olmaz")) == "Bakü&rsquo;de olmaz"


@pytest.mark.parametrize(
    ("source", "target", "flag", "fault"),
    [
        ("%s %d", "%s", "c-format", "placeholder lost: %2$d"),
        ("%s", "%s %s", "c-format", "placeholder made up: %2$s"),
        ("{a}", "{b}", "python-brace-format", "placeholder lost: {a}"),
        ("<b>a</b>", "<b>a", "", "tag lost or made up: </b>"),
        ("a&nbsp;b", "a b", "", "entity lost or made up: &nbsp;"),
        ("a\n", "a", "", "source and translation must end with a line break alike"),
    ],
)
def test_what_a_program_could_not_use_is_found(
    source: str, target: str, flag: str, fault: str
) -> None:
    assert fault in [*faults(source, target, message(source, flag))]
