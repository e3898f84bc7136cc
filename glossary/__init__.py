"""The termbase: what things are called in five languages, and how those names inflect.

It stands alone: nothing here knows of translation models, articles or catalogs.

>>> glossary = Glossary.load()
>>> [m.concept.id for m in Matcher(glossary).match("Türkiye's capital is Ankara.")]
['turkiye', 'ankara']
"""

from glossary.editing import Change, add, edit, retire
from glossary.errors import (
    BrokenEntry,
    BrokenFile,
    ConceptNotFound,
    DuplicateConcept,
    EditConflict,
    GlossaryError,
    SaveError,
    TermsError,
)
from glossary.match import Matcher
from glossary.model import (
    LOCALES,
    SOURCE,
    Case,
    Concept,
    Form,
    Harmony,
    Mention,
    Number,
    Person,
    Possessor,
    Rank,
    Rendition,
    Status,
    Term,
)
from glossary.recognise import Recogniser
from glossary.store import Glossary, Hit, fingerprint, terms_folders

__all__ = [
    "LOCALES",
    "SOURCE",
    "BrokenEntry",
    "BrokenFile",
    "Case",
    "Change",
    "Concept",
    "ConceptNotFound",
    "DuplicateConcept",
    "EditConflict",
    "Form",
    "Glossary",
    "GlossaryError",
    "Harmony",
    "Hit",
    "Matcher",
    "Mention",
    "Number",
    "Person",
    "Possessor",
    "Rank",
    "Recogniser",
    "Rendition",
    "SaveError",
    "Status",
    "Term",
    "TermsError",
    "add",
    "edit",
    "fingerprint",
    "retire",
    "terms_folders",
]
