from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from glossary import Glossary
from glossary.check import CHECKS, Finding, Level, findings
from glossary.entry import read_concept

Write = Callable[..., Path]

WHOLE = {"en": "unity", "kk": "бірлік", "ru": "единство", "tr": "birlik", "az": "birlik"}


def glossary(*tables: dict[str, object]) -> Glossary:
    return Glossary(
        read_concept(f"c-{n}", WHOLE | table, subject="test") for n, table in enumerate(tables)
    )


def messages(check: str, *tables: dict[str, object]) -> list[str]:
    return [finding.message for finding in findings(glossary(*tables), [check])]


def test_a_sound_concept_has_no_findings() -> None:
    assert findings(glossary({})) == ()


def test_the_ids_of_the_checks_are_stable() -> None:
    assert sorted(CHECKS) == [
        "capitals",
        "cldr-name",
        "duplicate-concept",
        "duplicate-term",
        "english-clash",
        "english-missing",
        "forbidden-allowed",
        "forbidden-elsewhere",
        "foreign-letter",
        "head",
        "izafet",
        "izafet-missing",
        "locale-missing",
        "look-alike",
        "no-effect",
        "number",
        "quotes",
        "white-space",
        "wrong-alphabet",
    ]


# Each finding with its file and line.

FILE = """\
# places
[baku]
en = "Baku"
kk = "Баку"
ru = "Баку"
az = "Bakı"

[aktau]
en = "Aktau"
kk = [
  "Ақтау",
  "Актaу",
]
ru = "Актау"
tr = "Aktau"
az = "Aktau"
"""


def test_a_finding_has_the_file_and_line_of_its_term_or_concept(write: Write) -> None:
    path = write(FILE)
    missing, alike = findings(Glossary.load([path]))
    assert missing == Finding(
        check="locale-missing",
        level=Level.WARNING,
        message="it has no term in tr, so that nothing is pinned there",
        concept="baku",
        locale="tr",
        path=path,
        line=2,
    )
    assert (alike.check, alike.locale, alike.line) == ("look-alike", "kk", 12)
    assert str(alike).startswith(f"{path}:12: error: aktau kk: 'Актaу' mixes two alphabets")


def test_what_cannot_be_read_is_found_with_the_rest(write: Write, tmp_path: Path) -> None:
    write(FILE + '\n[osh]\nkz = "Ош"\n')
    broken = write("[", "broken.toml")
    found = findings(Glossary.load([tmp_path], skip_broken=True), ["locale-missing"])
    assert [(f.check, f.path, f.line) for f in found] == [
        ("broken", broken, 1),
        ("locale-missing", tmp_path / "places.toml", 2),
        ("broken", tmp_path / "places.toml", 19),
    ]
    assert found[0].level is Level.ERROR


def test_deprecated_concepts_are_not_checked() -> None:
    assert findings(glossary({"status": "deprecated", "kk": "birlik"})) == ()


def test_findings_of_one_check_alone_can_be_asked_for() -> None:
    table = {"kk": "birlik ", "ru": []}
    assert {f.check for f in findings(glossary(table), ["white-space"])} == {"white-space"}
    with pytest.raises(KeyError):
        findings(glossary(table), ["no-such-check"])


# What concepts have, and how they stand to each other.


def test_a_concept_without_english_is_never_found() -> None:
    assert len(messages("english-missing", {"en": []})) == 1
    assert len(messages("english-missing", {"en": [], "forbidden": {"en": "unity"}})) == 1


def test_a_missing_locale_is_a_warning_and_a_remark_while_proposed() -> None:
    for status, level in (("approved", Level.WARNING), ("proposed", Level.INFO)):
        [finding] = findings(glossary({"az": [], "status": status}), ["locale-missing"])
        assert (finding.locale, finding.level) == ("az", level)


@pytest.mark.parametrize(
    ("one", "other", "clashes"),
    [
        ({"en": "Georgia"}, {"en": "georgia"}, True),
        ({"en": ["union", "unity"]}, {"en": ["Unity", "oneness"]}, True),
        ({"en": "Türkiye"}, {"en": "Turkiye"}, True),
        ({"en": "Georgia"}, {"en": "Georgian"}, False),
        ({"pos": "proper noun", "en": "Turkey"}, {"en": "turkey"}, False),
        ({"pos": "proper noun", "en": "Osh"}, {"en": {"text": "OSH", "acronym": True}}, False),
        ({"pos": "proper noun", "en": "Osh"}, {"pos": "proper noun", "en": "Osh"}, True),
        ({"pos": "proper noun", "en": "Osh"}, {"en": "Osh"}, True),
        ({"en": "Osh"}, {"pos": "proper noun", "en": "Osh"}, True),
    ],
)
def test_an_english_term_names_one_concept(
    one: dict[str, object], other: dict[str, object], clashes: bool
) -> None:
    found = messages("english-clash", one, other)
    assert len(found) == clashes
    assert all("'c-0'" in message for message in found)


def test_concepts_with_the_same_terms_everywhere_may_be_one() -> None:
    assert len(messages("duplicate-concept", {}, {"en": "oneness"})) == 1
    assert messages("duplicate-concept", {}, {"kk": "бірлестік"}) == []
    assert messages("duplicate-concept", {"kk": []}, {"kk": []}) == []


def test_a_term_stands_once_in_its_locale() -> None:
    twice, alike = findings(
        glossary({"tr": ["birlik", "birlik"], "az": ["a’b", "a'b"]}), ["duplicate-term"]
    )[::-1]
    assert (twice.locale, twice.level) == ("tr", Level.WARNING)
    assert (alike.locale, alike.level) == ("az", Level.INFO)
    assert messages("duplicate-term", {"tr": ["Birlik", "birlik"]}) == []


def test_a_term_is_not_both_allowed_and_forbidden() -> None:
    table = {"ru": ["единство", "союз"], "forbidden": {"ru": ["союз"], "tr": ["единство"]}}
    assert messages("forbidden-allowed", table) == ["'союз' is both allowed and forbidden; decide"]


def test_a_forbidden_term_that_another_concept_prefers_is_remarked() -> None:
    [message] = messages("forbidden-elsewhere", {"forbidden": {"ru": "союз"}}, {"ru": "союз"})
    assert "'c-1'" in message


def test_names_that_differ_from_cldr_are_remarked() -> None:
    table = {
        "en": "Hungary",
        "kk": "Мажарстан",
        "ru": "Венгрия",
        "tr": "MACARISTAN",
        "az": "Macarıstan",
    }
    [finding] = findings(glossary(table), ["cldr-name"])
    assert (finding.locale, finding.level) == ("kk", Level.INFO)
    assert "CLDR has 'Венгрия'" in finding.message
    assert messages("cldr-name", table | {"en": "Hungarian"}) == []


# One term at a time.


@pytest.mark.parametrize(
    ("check", "table", "count"),
    [
        # Letters of another script within a word.
        ("look-alike", {"kk": "Бiрлік"}, 1),
        ("look-alike", {"kk": "Бəрі"}, 1),
        ("look-alike", {"ru": "Bоенный союз"}, 1),
        ("look-alike", {"tr": "Bаkü"}, 1),
        ("look-alike", {"az": "Gəncә"}, 1),
        ("look-alike", {"en": "Bаku"}, 1),
        ("look-alike", {"az": "Gəncə", "kk": "Гәнжә"}, 0),
        # Words of another script.
        ("wrong-alphabet", {"kk": "Birlik"}, 1),
        ("wrong-alphabet", {"ru": "Baku и Bakı"}, 2),
        ("wrong-alphabet", {"tr": "Баку"}, 1),
        ("wrong-alphabet", {"az": "АТЕТ"}, 1),
        ("wrong-alphabet", {"en": "Баку"}, 1),
        ("wrong-alphabet", {"ru": {"text": "BRICS", "acronym": True}}, 0),
        ("wrong-alphabet", {"ru": "BRICS"}, 1),
        ("wrong-alphabet", {"ru": "Пётр I", "kk": "XX ғасыр"}, 0),
        ("wrong-alphabet", {"forbidden": {"kk": "Birlik"}}, 1),
        # Letters that the alphabet lacks.
        ("foreign-letter", {"ru": "Қорғас"}, 1),
        ("foreign-letter", {"ru": "область Жетісу", "kk": "Жетісу облысы"}, 0),
        ("foreign-letter", {"tr": "Gəncə"}, 1),
        ("foreign-letter", {"az": "Washington"}, 1),
        ("foreign-letter", {"tr": "Washington", "az": "Vaşinqton"}, 0),
        ("foreign-letter", {"tr": "São Tomé", "en": "São Tomé"}, 0),
        # Typography.
        ("white-space", {"kk": " бірлік"}, 1),
        ("white-space", {"kk": "бірлік "}, 1),
        ("white-space", {"kk": "бір  лік"}, 1),
        ("white-space", {"kk": "бір\u00a0лік"}, 1),
        ("white-space", {"kk": "бір\u200bлік"}, 1),
        ("white-space", {"kk": "бір лік"}, 0),
        ("quotes", {"kk": "«Бірлік"}, 1),
        ("quotes", {"kk": "Бірлік»"}, 1),
        ("quotes", {"tr": '"Birlik'}, 1),
        ("quotes", {"tr": "(Birlik]"}, 1),
        ("quotes", {"tr": "“Birlik” (birlik)", "kk": "«Бірлік»"}, 0),
        # Capitals.
        ("capitals", {"tr": {"text": "birlik", "proper": True}}, 1),
        ("capitals", {"tr": {"text": "izmir Birliği", "proper": True}}, 0),
        ("capitals", {"tr": {"text": "2030", "proper": True}}, 0),
        ("capitals", {"tr": {"text": "Tdt", "acronym": True}}, 1),
        ("capitals", {"tr": {"text": "G7", "acronym": True}}, 0),
        # Number.
        ("number", {"en": {"text": "Armed Force", "number": "plural"}}, 1),
        ("number", {"en": {"text": "Armed Forces", "number": "plural"}}, 0),
        ("number", {"en": {"text": "heads of state", "number": "plural"}}, 0),
        ("number", {"en": {"text": "servicemen", "number": "plural"}}, 0),
        ("number", {"tr": {"text": "Silahlı Kuvvet", "number": "plural"}}, 1),
        ("number", {"tr": {"text": "Silahlı Kuvvetleri", "number": "plural"}}, 0),
        ("number", {"kk": {"text": "Қарулы күш", "number": "plural"}}, 1),
        ("number", {"kk": {"text": "Қарулы күштер", "number": "plural"}}, 0),
        ("number", {"az": {"text": "Silahlı Qüvvələr", "number": "plural"}}, 0),
        ("number", {"ru": {"text": "Вооружённая сила", "number": "plural"}}, 1),
        ("number", {"ru": {"text": "Вооружённые силы", "number": "plural"}}, 0),
        ("number", {"ru": {"text": "Силы воздушной обороны", "number": "plural"}}, 0),
        ("number", {"ru": {"text": "союз", "number": "plural"}}, 1),
        # Heads.
        ("head", {"ru": {"text": "глава государства", "head": [0, 2]}}, 1),
        ("head", {"ru": {"text": "глава государства", "head": [0, 1]}}, 0),
        # Grammar in vain.
        ("no-effect", {"ru": {"text": "союз", "izafet": True, "harmony": "front"}}, 2),
        ("no-effect", {"kk": {"text": "одақ", "gender": "masc", "animate": False}}, 2),
        ("no-effect", {"tr": {"text": "Birlik", "case_sensitive": True}}, 1),
        ("no-effect", {"ru": {"text": "союз", "irregular": {"ABL.SG": "союза"}}}, 1),
        ("no-effect", {"kk": {"text": "одақ", "irregular": {"ESS.SG": "одақ"}}}, 1),
        ("no-effect", {"kk": {"text": "одақ", "irregular": {"ABL.SG": "одақтан"}}}, 0),
    ],
)
def test_what_is_wrong_with_a_term_is_found_and_what_is_right_is_not(
    check: str, table: dict[str, object], count: int
) -> None:
    assert len(messages(check, table)) == count


def test_a_broken_head_does_not_break_the_other_checks() -> None:
    table = {"tr": {"text": "Türk Teşkilatı", "head": [9], "izafet": True}}
    assert {finding.check for finding in findings(glossary(table))} == {"head"}


def test_an_invariable_term_has_no_irregular_forms() -> None:
    term = {"text": "Баку", "invariable": True, "irregular": {"GEN.SG": "Баку"}}
    assert messages("no-effect", {"ru": term}) == [
        "it is invariable and has irregular forms; remove one"
    ]
