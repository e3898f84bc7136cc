"""Transliteration of names that the glossary does not have, offered as proposals.

The rules say what is possible, the glossary's own names what is likely:

>>> {locale: found[0].text for locale, found in suggest("Zhaksylykov").items()}
{'kk': 'Жақсылықов', 'ru': 'Жаксылыков', 'tr': 'Jaksılıkov', 'az': 'Jaksılıkov'}
"""

from glossary.transliterate.rules import Source
from glossary.transliterate.suggest import Suggestion, Transliterator, guess_source, suggest

__all__ = ["Source", "Suggestion", "Transliterator", "guess_source", "suggest"]
