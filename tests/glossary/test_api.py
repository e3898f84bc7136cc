from __future__ import annotations

import subprocess
import sys
from types import ModuleType

import glossary

STANDS_ALONE = """
import sys

class Blocked:
    names = {"pipeline", "ctranslate2", "transformers", "polib", "torch", "typer", "rich", "numpy"}
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in self.names:
            raise ImportError(f"{name} is blocked")

sys.meta_path.insert(0, Blocked())
import glossary
"""

USE = """
terms = glossary.Glossary.load()
[mention] = glossary.Matcher(terms).match("Kazakhstan's")
for locale in glossary.LOCALES:
    text = mention.concept.preferred(locale).text
    [rendition] = glossary.Recogniser(terms, locale).recognise(text, [mention.concept])
    print(rendition.concept.id)
import glossary.check, glossary.cldr, glossary.extract
"""

LAZY = """
heavy = {"pymorphy3", "pytrovich", "babel", "rapidfuzz"} & set(sys.modules)
print(sorted(heavy))
"""


def python(program: str) -> str:
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    return run.stdout


def test_the_public_names_are_exactly_those() -> None:
    public = {
        name
        for name, value in vars(glossary).items()
        if not name.startswith("_") and not isinstance(value, ModuleType)
    }
    assert public == set(glossary.__all__)
    assert public == {
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
    }


def test_the_glossary_works_with_nothing_of_the_pipeline_installed() -> None:
    assert python(STANDS_ALONE + USE).split() == ["kazakhstan"] * 4


def test_importing_the_glossary_loads_nothing_heavy() -> None:
    assert python(STANDS_ALONE + LAZY).strip() == "[]"


def test_every_error_is_a_glossary_error() -> None:
    errors = [value for value in vars(glossary).values() if isinstance(value, type)]
    raised = [error for error in errors if issubclass(error, Exception)]
    assert len(raised) == 8
    assert all(issubclass(error, glossary.GlossaryError) for error in raised)
