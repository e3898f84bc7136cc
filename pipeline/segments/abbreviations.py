"""Full stops that end no sentence: titles, initials, months, acronyms, numbers of list items.

A sentence splitter looks at a full stop and at the capital after it. Newsroom English has both in
the middle of sentences: "Lt. Gen. A. K. Smith", "on Oct. 3", "U.S. Dept. of State". `hide` shows
the splitter a text in which such full stops are gone.
"""

from __future__ import annotations

import re
from typing import Final

FILLER: Final = "É"
"""A capital letter that no list of abbreviations holds; stands for what is hidden."""

# A name follows: these never end a sentence.
_BEFORE_NAMES: Final = """
    Mr Mrs Ms Messrs Mme Mlle Dr Drs Prof Rev Fr Hon Amb Acad Atty Gov Sen Rep Reps Sens Pres Supt
    Insp Asst Assoc Ret Gen Lt Maj Col Capt Cmdr Cdr Cpl Sgt Pvt Pfc Spc Adm Brig Lieut Ens Mgr Msgr
    vs viz cf e.g i.e approx esp incl ret
"""
# A number follows; otherwise it is a word like any other ("He said no.").
_BEFORE_NUMBERS: Final = """
    No Nos no nos Art art Sec sec Fig fig Figs figs Vol vol Par par Para para p pp c ca v
    Ex ex Eq eq Tab tab Tel tel ext
"""
# These end a sentence when the next word is one that begins sentences.
_AMBIGUOUS: Final = """
    Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun
    Inc Ltd Corp Co Cos Bros LLC PLC plc Dept dept Govt govt Univ Assn Inst Est est Bldg Div Jr Sr
    St Ste Mt Ft Ave Blvd Rd Hwy Sq etc al min max avg ft sq mi hr hrs yr yrs ed eds trans
    Mass Conn Calif Colo Fla Ga Ill Ind Kan Ky La Mich Minn Mo Mont Neb Okla Ore Pa Penn Tenn Tex
    Va Vt Wash Wis Wyo Ariz Ark Ala Del Md Nev
"""
# Initials as Cyrillic names spell them in English: Zh. Tokayev, Sh. Mirziyoyev, Yu. Gagarin.
_INITIALS: Final = "Zh Sh Ch Kh Gh Ts Dz Dzh Yu Ya Ye Yo"

_STARTERS_LIST: Final = """
    A About Above According Across After Again Against All Also Although Among An And Another Any
    As At Because Before Being Both But By Can Could Despite Did Do Does During Each Earlier Either
    Even Every Finally First For From Further Had Has Have He Her Here His How However I If In
    Indeed Instead Is It Its Last Later Less Many May Meanwhile Might More Moreover Most Much My
    Neither Nevertheless No Nobody None Nor Not Nothing Now Of On Once One Only Or Other Others Our
    Over Perhaps Shall She Should Since So Some Soon Still Such That The Their Then There Therefore
    These They This Those Though Thus To Today Together Tomorrow Under Until Upon Was We Were What
    When Where Whether Which While Who Whose Why Will With Within Without Would Yesterday Yet You
    Your
    """


def _alternatives(*lists: str) -> str:
    return "|".join(sorted({re.escape(word) for words in lists for word in words.split()}))


_STARTERS: Final = frozenset(_STARTERS_LIST.split())
_ABBREVIATION: Final = re.compile(
    rf"""(?<![\w.])
    (?: (?P<names>{_alternatives(_BEFORE_NAMES, _BEFORE_NAMES.upper(), _BEFORE_NAMES.title())})
      | (?P<acronym>[A-Za-z]{{1,2}}(?:\.[A-Za-z]{{1,2}})+)
      | (?P<initial>[A-Z]|{_alternatives(_INITIALS)})
      | (?P<number>{_alternatives(_BEFORE_NUMBERS)})
      | (?P<other>{_alternatives(_AMBIGUOUS)})
    )\.""",
    re.VERBOSE,
)
_NEXT_WORD: Final = re.compile(r"[)\]}\"'”’»›]*\s+[(\[{\"'“‘«‹]*(?P<word>\w*)(?P<stop>\.?)")
_NUMBER: Final = re.compile(r"\s*(?:\d|[IVXLC]+\b)")
_NOTHING: Final = re.compile(r"\s*\Z")
# "1. First", "2.3. Scope", "A. One" at the start; "1. One. 2. Two" further on.
_ITEM: Final = re.compile(
    r"(?:^\s*|(?<=[.!?;])\s+|:\s+(?=\(?1\.))"
    r"(?P<item>\(?(?:\d{1,3}(?:\.\d{1,3})*|[A-Za-z]|[IVX]+)\.)(?=\s+\S)"
)


def hide(text: str) -> str:
    """Return ``text``, as long as it was, with abbreviations and item numbers made plain words.

    A full stop stays where it ends a sentence too, as the word after it tells: "in the U.S. The"
    does, "the U.S. President" does not.

    >>> hide("Lt. Col. Ray of the U.S. Army came on Oct. 3 to the U.S. He left at 5 p.m. sharp.")
    'ÉÉÉ ÉÉÉÉ Ray of the ÉÉÉÉ Army came on ÉÉÉÉ 3 to the ÉÉÉ. He left at 5 ÉÉÉÉ sharp.'
    >>> hide("1. No. 5 won. Did B. A. Lee? No. He did not.")
    'ÉÉ ÉÉÉ 5 won. Did ÉÉ ÉÉ Lee? ÉÉ. He did not.'
    """
    hidden = _ABBREVIATION.sub(_hidden, text)
    return _ITEM.sub(lambda item: item[0].replace(item["item"], FILLER * len(item["item"])), hidden)


def _hidden(found: re.Match[str]) -> str:
    size = len(found[0])
    return FILLER * (size - 1) + "." if _ends_sentence(found) else FILLER * size


def _ends_sentence(found: re.Match[str]) -> bool:
    text, end = found.string, found.end()
    following = _NEXT_WORD.match(text, end)
    if found["names"] or (found["number"] and _NUMBER.match(text, end)):
        return False
    if following is None:  # the text ends here, or the abbreviation goes on: "U.S.-led"
        return _NOTHING.match(text, end) is not None
    if found["number"]:
        return following["word"][:1].isupper()
    return following["word"] in _STARTERS and not (
        following["stop"] and len(following["word"]) == 1
    )
