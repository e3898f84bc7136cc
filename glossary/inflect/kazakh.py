"""Kazakh: endings, and how a word becomes a stem.

Rules by Muhamedowa 2016, "Kazakh: A Comprehensive Grammar" (ch. 2.1 and 3.1) and by the spelling
rules of 1983 (with the changes of 2013), «Қазақ тілінің орфографиялық ережелері».
"""

from __future__ import annotations

import re
from typing import Final

from glossary.casing import graft, lower
from glossary.inflect import exceptions as words
from glossary.inflect.reading import aloud
from glossary.inflect.turkic import Grammar, Stem
from glossary.model import Case, Harmony, Possessor, Term

# Letters that an ending takes for vowels: и, у and ю end in a glide (тау -> тауды, ми -> миы).
VOWELS: Final = "аәеёоөұүыіэя"
_BACK: Final = "аоұыя"
_FRONT: Final = "әеёөүіэ"
_VOICED: Final = str.maketrans("пкқ", "бгғ")

# The classes of Muhamedowa 2016, table 2.2, in the order of the strings below.
_CLASSES: Final = (VOWELS, "рйуию", "л", "мнң", "зж")
_FOREIGN_LETTERS: Final = re.compile(r"[вёфцчщъьэ]")
# Other marks of a loan: two consonants at the start, о after the first syllable, double п.
_FOREIGN_SHAPE: Final = re.compile(r"^[^аәеёиоөуұүыіэюя]{2}|[аәеёиоөуұүыіэюя].*о|пп$")
_SURNAME: Final = re.compile(r"(?<=.)(?:[оеё]в)$")
_OWN_SIBILANT: Final = re.compile(r"(?:[^аәеёиоөұүыіэюяғгқкш][ыі]|[иу])с[ыі]$")
_IZAFET: Final = re.compile(r"(?:[аәеоөұүыіэяиую]с[ыі]|[лдт](?:ығы|ігі))$")


def sound_class(said: str) -> int:
    """Return the class of the last sound; ь is silent, everything unnamed is voiceless.

    So are в, г, б, д at the end of loans, which Kazakh devoices: клубқа, Назарбаевтан.
    """
    last = said.rstrip("ьъ")[-1:]
    return next((i for i, letters in enumerate(_CLASSES) if last and last in letters), 5)


def stems(word: str, term: Term) -> tuple[Stem, ...]:
    """Return the stems of ``word``: two where a foreign name wavers between front and back."""
    said = lower(word, "kk")
    read = aloud(word, "kk")
    sound = lower(term.spoken, "kk") if term.spoken else read or said
    short = term.acronym or read is not None
    yielding = said if short else _yielding(said, term.soften)
    joints = ("-", "") if short else ("",)
    rows: tuple[bool, ...]
    if term.harmony:
        rows = (term.harmony is Harmony.FRONT,)
    else:
        front, certain = _harmony(re.split(r"[\s-]", sound)[-1], name=word[:1].isupper())
        rows = (front,) if certain else (front, not front)
    found = tuple(
        Stem(
            text=word,
            yielding=graft(word, yielding, "kk"),
            sound=sound,
            yielding_sound=sound,
            front=row,
            joints=joints,
            plural_joints=joints,
        )
        for row in rows
    )
    return (_linked(word, sound), *found) if said.endswith("ск") and not short else found


def _linked(word: str, sound: str) -> Stem:
    """Return the stem of a loan in -ск, which takes its endings through і: Минскіге, дискілер.

    So the spelling guides for loans («Шет тілден енген сөздердің емлесі»); endings joined to the
    bare word (Минскке) are a variant.
    """
    return Stem(
        text=word,
        yielding=word + "і",
        sound=sound + "і",
        yielding_sound=sound + "і",
        front=True,
        closed=word + "і",
    )


def _harmony(sound: str, *, name: bool) -> tuple[bool, bool]:
    """Return whether endings are front, and whether that is certain.

    The last vowel decides (Muhamedowa 2016, 1.3), but for loans: a soft sign, and к or г after a
    consonant or у, where a back word would have қ or ғ, call for front endings (Нью-Йоркте,
    округке); after -нкт they are always front (пунктке). A Russian surname suffix leaves it to
    the name (Назарбаевқа, Әлиевке), and place names in -су hold the back word су, water
    (Жетісуда).
    """
    root = _SURNAME.sub("", sound)
    if root != sound and any(letter in _BACK + _FRONT for letter in root):
        return _is_front(root), False
    if name and sound.endswith("су"):
        return False, True
    if sound.endswith("нкт"):
        return True, True
    if re.search(r"[^аәеёиоөұүыіэюя][кг]$", sound) or sound.endswith("ь"):
        return True, False
    return _is_front(sound), _FOREIGN_LETTERS.search(sound) is None


def _is_front(word: str) -> bool:
    """Read harmony off the vowels, from the last.

    и and у tell nothing by themselves and leave it to the vowel before (тарихқа, жүзуге). But и is
    front in loans, where no қ, ғ, һ, final х, ұ or ы marks a native word (магазинге, Малиде); у
    between consonants is back (Стамбулға, клубқа), and front at the end after к or г (Бакуге).
    """
    if word in words.KAZAKH_BACK:
        return False
    native = re.search(r"[қғұыһ]|х$", word) is not None
    for place in reversed(range(len(word))):
        letter = word[place]
        if letter in _BACK:
            return False
        if letter in _FRONT:
            return True
        before, follows = word[place - 1 : place], word[place + 1 : place + 2]
        if letter == "и" and not native:
            return True
        if letter == "у" and follows and before and before not in VOWELS + "и":
            return False
        if letter in "ую" and not follows and before in {"к", "г"}:
            return True
    return not native and "у" not in word


def _yielding(said: str, soften: bool | None) -> str:
    """Return the stem before a vowel: кітап -> кітаб, орын -> орн, рубль -> рубл.

    Muhamedowa 2016, 3.1: п, к, қ after a vowel are voiced; not п in loans (принципі).
    """
    if said.endswith("ь"):
        return said[:-1]
    stem = said[:-2] + said[-1] if said in words.KAZAKH_DROPPING else said
    if soften is False or stem[-1:] not in {"п", "к", "қ"}:
        return stem
    if soften or (
        said[-2:-1] in VOWELS + "иуюй"
        and not (said.endswith("п") and _is_foreign(said))
        and stem == said
    ):
        return stem[:-1] + stem[-1].translate(_VOICED)
    return stem


def _is_foreign(said: str) -> bool:
    return bool(_FOREIGN_LETTERS.search(said) or _FOREIGN_SHAPE.search(said))


def is_izafet(text: str) -> bool:
    """Whether ``text``, of several words, ends in a noun's possessive: Қорғаныс министрлігі.

    Only where the ending can be nothing else: -сы after a vowel, and -лығы, -лігі.
    """
    return len(text.split()) > 1 and _IZAFET.search(lower(text, "kk")) is not None


def bare(word: str) -> str:
    """Return ``word`` without its third person possessive: ұйымы -> ұйым, одағы -> одақ.

    The с of verbal nouns in -ыс, -іс (жұмыс, өзгеріс) and of loans in -ис, -ус (офис, статус) is
    their own; elsewhere after a vowel it is the possessive's, but for the listed nouns.
    """
    said = lower(word, "kk")
    if said[:-1] in words.KAZAKH_SIBILANT or (
        _OWN_SIBILANT.search(said) and said[:-2] not in words.KAZAKH_HIGH_VOWEL
    ):
        return word[:-1]
    if re.search(r"[аәеёиоөұүыіэяую]с[ыі]$", said):
        return word[:-2]
    short = said[:-1] or said  # A letter by itself bears no ending.
    for full in words.KAZAKH_DROPPING:
        if _yielding(full, None) == short:
            return graft(word, full, "kk")
    if short[-2:-1] in VOWELS + "иуюй" and not _is_foreign(short):
        short = short[:-1] + short[-1:].translate(str.maketrans("бгғ", "пкқ"))
    return graft(word, short, "kk")


_THIRD: Final = {
    Case.DATIVE: ("нA",),
    Case.ACCUSATIVE: ("н",),
    Case.LOCATIVE: ("ндA",),
    Case.ABLATIVE: ("нAн",),
    Case.RELATIONAL: ("ндAGI",),
}
_SHORT: Final = {Case.DATIVE: ("A",)}

KAZAKH: Final = Grammar(
    locale="kk",
    vowels=VOWELS,
    rounded="",
    harmony={"A": "ае", "I": "ыі"},
    # Indexed by the classes above: vowel, glide, л, nasal, sibilant, voiceless.
    assimilation={
        "L": ("ллдддт", "ллдддт"),
        "N": ("нддндт", "нддндт"),
        "Z": ("нддддт", "нддддт"),
        "D": ("дддддт", "дддддт"),
        "B": ("дддндт", "дддндт"),
        "M": ("ммммбп", "ммммбп"),
        "G": ("ғғғғғқ", "гггггк"),
    },
    sound_class=sound_class,
    plural="LAр",
    possessives={
        Possessor.FIRST_SINGULAR: ("(I)м",),
        Possessor.SECOND_SINGULAR: ("(I)ң", "(I)ңIз"),
        Possessor.THIRD_SINGULAR: ("(с)I",),
        Possessor.FIRST_PLURAL: ("(I)мIз",),
        Possessor.SECOND_PLURAL: ("LAрIңIз", "LAрIң"),
        Possessor.THIRD_PLURAL: ("(с)I", "LAрI"),
    },
    cases={
        Case.GENITIVE: ("NIң",),
        Case.DATIVE: ("GA",),
        Case.ACCUSATIVE: ("ZI",),
        Case.LOCATIVE: ("DA",),
        Case.ABLATIVE: ("BAн",),
        Case.RELATIONAL: ("DAGI",),
    },
    # The pronominal n of the third person; dative -а after the singular persons (3.1.2).
    cases_after={"I": _THIRD, "м": _SHORT, "ң": _SHORT},
    instrumental=lambda _term, _after_vowel: ("Mен",),
    stems=stems,
    izafet=is_izafet,
    bare=bare,
    quoted_inside=True,
)
