"""The wrong language in a catalog: Russian among Kazakh, Turkish among Azerbaijani, and so on.

Neighbours share most of their letters, and a statistical identifier is unsure of short texts. So
letters and function words speak first: a text without one of the nine letters that only Kazakh
has, but with a Russian «и» or «на», is Russian. py3langid, restricted to our languages, is asked
about longer texts, and believed where it is certain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from babel import Locale
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from glossary import LOCALES, SOURCE
from glossary.casing import lower
from pipeline.checks.base import Remark, Severity, check
from pipeline.checks.unit import FILLER, WORD, Unit

_SENTENCE_END: Final = re.compile(r"(?<=[.!?…])\s+")
# Not «не» and «он», which are Kazakh too: what, ten.
_RUSSIAN_WORDS: Final = """
и в на что по для с из к о это был была было были как при его также после между который
которые со об под над или за до у их она так уже
"""
_RUSSIAN: Final = frozenset(_RUSSIAN_WORDS.split())
_RUSSIAN_ENDING: Final = re.compile(r"(?:ого|его|ых|ться|ются|ется|ний|ный|ная|ные|ции|ция)$")
_TURKISH_WORDS: Final = "ve için olarak değil kadar gibi göre çok ama ancak şu ile"
_TURKISH: Final = frozenset(_TURKISH_WORDS.split())
_TURKISH_ENDING: Final = re.compile(
    r"(?:yor|mekte|makta|lerin|leri|mek|erek|mesi|ler|de|den|e|en)$"
)
_LETTERS: Final = {
    "kk": re.compile(r"[әғқңөұүһі]"),
    "az": re.compile(r"[əxq]"),
}
_SCRIPTS: Final = {"Cyrillic": re.compile(r"[\u0400-\u052f]"), "Latin": re.compile(r"[a-zA-ZÀ-ɏə]")}
_OTHER: Final = {"kk": "Latin", "ru": "Latin", "tr": "Cyrillic", "az": "Cyrillic"}
_FEW: Final = 3  # words that may all be names
_CERTAIN: Final = 0.999
_LONG: Final = 7  # words, of which Azerbaijani ones without any ə, x, q are one in a thousand
_ENOUGH: Final = 6  # words that the identifier needs


@check("L01", "wrong-language", Severity.ERROR)
def wrong_language(unit: Unit) -> Iterator[Remark]:
    """The translation, or a sentence of it, is in another language."""
    for sentence in _SENTENCE_END.split(unit.unquoted):
        if _is_in_other_script(sentence, unit.locale):
            script = _OTHER[unit.locale]
            yield Remark(message=f"this is written in {script} letters: {_shown(sentence)}")
            return
        words = [lower(word, unit.locale) for word in WORD.findall(sentence)]
        if language := _TESTS[unit.locale](words):
            yield Remark(message=f"this is {_name(language)}: {_shown(sentence)}")
            return
    words = WORD.findall(unit.unquoted)
    if len(words) >= _ENOUGH:
        likely, certainty = _identifier().classify(unit.unquoted.replace(FILLER, " "))
        if likely != unit.locale and certainty >= _CERTAIN:
            yield Remark(message=f"this looks like {_name(likely)}")


def _is_in_other_script(sentence: str, locale: str) -> bool:
    """Tell whether most words of a sentence are of the other script, and not all are names."""
    words = WORD.findall(sentence)
    others = [word for word in words if _SCRIPTS[_OTHER[locale]].match(word)]
    plain = sum(word.islower() for word in others)
    return len(others) > _FEW and len(others) * 2 > len(words) and plain * 2 > len(others)


def _among_kazakh(words: Sequence[str]) -> str:
    """Tell Russian from Kazakh."""
    kazakh = sum(bool(_LETTERS["kk"].search(word)) for word in words)
    russian = sum(word in _RUSSIAN for word in words)
    russian += sum(bool(_RUSSIAN_ENDING.search(word)) for word in words)
    function = any(word in _RUSSIAN for word in words)
    return "ru" if function and russian > 2 * kazakh else ""


def _among_russian(words: Sequence[str]) -> str:
    """Tell Kazakh from Russian."""
    kazakh = sum(bool(_LETTERS["kk"].search(word)) for word in words)
    return "kk" if kazakh > 1 and kazakh * 4 > len(words) else ""


def _among_turkish(words: Sequence[str]) -> str:
    """Tell Azerbaijani from Turkish: Turkish has no ə at all."""
    azerbaijani = sum("ə" in word for word in words)
    return "az" if azerbaijani > 1 and azerbaijani * 5 > len(words) else ""


def _among_azerbaijani(words: Sequence[str]) -> str:
    """Tell Turkish from Azerbaijani, of whose words every other has ə, x or q."""
    azerbaijani = sum(bool(_LETTERS["az"].search(word)) for word in words)
    turkish = sum(word in _TURKISH for word in words)
    turkish += sum(bool(_TURKISH_ENDING.search(word)) for word in words)
    if turkish and not azerbaijani and len(words) >= _LONG:
        return "tr"
    return "tr" if turkish > 1 and turkish > 4 * azerbaijani else ""


_TESTS: Final = {
    "kk": _among_kazakh,
    "ru": _among_russian,
    "tr": _among_turkish,
    "az": _among_azerbaijani,
}


@cache
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([SOURCE, *LOCALES])
    return identifier


def _name(language: str) -> str:
    return Locale.parse(language).english_name or language


def _shown(sentence: str) -> str:
    text = sentence.replace(FILLER, "").strip()
    return f"“{text}”" if len(text) <= 60 else f"“{text[:59]}…”"
