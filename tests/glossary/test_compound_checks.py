from __future__ import annotations

from collections.abc import Mapping

import pytest

from glossary import Glossary
from glossary.check import Finding, Level, findings
from glossary.entry import read_concept

Table = Mapping[str, object]

WHOLE: Table = {"en": "unity", "kk": "бірлік", "ru": "единство", "tr": "birlik", "az": "birlik"}


def glossary(*tables: Table) -> Glossary:
    return Glossary(
        read_concept(f"c-{n}", {**WHOLE, **table}, subject="test") for n, table in enumerate(tables)
    )


def found(check: str, *tables: Table) -> tuple[Finding, ...]:
    return findings(glossary(*tables), [check])


def warned(*tables: Table) -> list[str]:
    """Return the locales of the warnings that a compound may be unmarked."""
    every = found("izafet-missing", *tables)
    return [finding.locale for finding in every if finding.level is Level.WARNING]


@pytest.mark.parametrize(
    ("table", "count"),
    [
        ({"tr": {"text": "Türk Teşkilat", "izafet": True}}, 1),
        ({"tr": {"text": "Türk Teşkilatı", "izafet": True}}, 0),
        ({"tr": {"text": "“Türk Teşkilatı”", "izafet": True}}, 0),
        ({"tr": {"text": "savunma sanayii", "izafet": True}}, 0),
        ({"kk": {"text": "бас штаб", "izafet": True}}, 1),
        ({"kk": {"text": "Түркі кеңесі", "izafet": True}}, 0),
        ({"az": {"text": "MÜDAFİƏ NAZİRLİYİ", "izafet": True}}, 0),
    ],
)
def test_a_term_that_is_said_to_be_possessed_ends_in_a_possessive(table: Table, count: int) -> None:
    assert len(found("izafet", table)) == count


@pytest.mark.parametrize(
    "table",
    [
        {"tr": "Türk Devletleri Teşkilatı", "en": "Organization of Turkic States"},
        {"tr": "Kızıl Elma Kurulu", "en": "Red Apple Board"},
        {"tr": "Hazar Limanı", "en": "Caspian Port"},
        {"tr": "Hazar Bankı", "en": "Caspian Bank"},
        {"tr": "Bağımsız Türk Devletleri", "en": "Independent Turkic States"},
        {"kk": "Түркі мемлекеттері ұйымы", "en": "Organization of Turkic States"},
        {"kk": "Каспий порты", "en": "Caspian Harbour"},
        {"kk": "қауіпсіздік тобы", "en": "security group"},
        {"az": "Türk Dövlətləri Təşkilatı", "en": "Organization of Turkic States"},
        {"az": "Bakı Limanı", "en": "Port of Baku"},
        {"az": "Xəzər Bankı", "en": "Caspian Bank"},
    ],
)
def test_a_last_word_that_looks_possessed_and_is_not_said_to_be_is_a_warning(
    table: Table,
) -> None:
    [locale] = {"kk", "tr", "az"} & table.keys()
    assert warned(table) == [locale]
    for answer in (True, False):
        marked = {"text": table[locale], "izafet": answer}
        assert found("izafet-missing", {**table, locale: marked}) == ()


@pytest.mark.parametrize(
    "table",
    [
        {"tr": "Savunma Bakanlığı"},
        {"kk": "Қорғаныс министрлігі"},
        {"az": "Müdafiə Nazirliyi"},
    ],
)
def test_what_the_rules_read_as_possessed_by_themselves_is_a_remark(
    table: Table,
) -> None:
    [finding] = found("izafet-missing", table)
    assert finding.level is Level.INFO


@pytest.mark.parametrize(
    "table",
    [
        {"tr": "Bakanlığı"},  # of one word
        {"tr": "Türk Birlik"},
        {"tr": "özel temsilci", "kk": "Бас хатшы", "az": "xüsusi elçi"},  # derivations
        {"tr": "ikili ilişki", "az": "əlavə vergi"},
        {"tr": "Kuzey Kıbrıslı", "az": "hərbi qulluqçu"},
        {"tr": "yeşil enerji", "az": "yaşıl enerji", "en": "green energy"},  # loans
        {"tr": "Yeni Delhi", "az": "Yeni Dehli", "en": "New Delhi"},  # names
        {"tr": "Orta Doğu"},  # listed
        {"tr": "Gine Bissau"},  # after a vowel
        {"tr": {"text": "Ay Yıldızı", "invariable": True}},
        {"tr": "Narin Modi", "en": "N. M.", "ru": {"text": "Нарин Моди", "person": "male"}},
    ],
)
def test_what_ends_like_a_possessive_for_other_reasons_is_not_warned_of(
    table: Table,
) -> None:
    assert found("izafet-missing", table) == ()


def test_other_terms_of_the_glossary_tell_what_a_word_is() -> None:
    term = {"tr": "hava gücü", "en": "force in the air"}
    marked = {"tr": {"text": "deniz gücü", "izafet": True}, "en": "navy"}
    assert warned(term) == []  # it may be a derivation
    assert warned(term, marked) == ["tr"]
    assert warned(term, {"tr": "güç", "en": "force"}) == ["tr"]
    other = {"kk": "әлеуметтік желі", "en": "social media"}
    assert warned(other) == ["kk"]
    assert warned(other, {"kk": "желі", "en": "grid"}) == []


def test_the_packaged_terms_have_neither_errors_nor_warnings() -> None:
    every = findings(Glossary.load(skip_broken=True))
    assert [finding for finding in every if finding.level is not Level.INFO] == []
