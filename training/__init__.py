"""How the embedded model is made: corpora, tokenizer, training, export, evaluation.

Run ``python -m training --help`` for the stages. Nothing in ``glossary`` or ``pipeline`` imports
this package: it is needed to make a model, never to use one.
"""

LOCALES: tuple[str, ...] = ("kk", "ru", "tr", "az")
"""The target locales, in the order of the corpus columns after English."""
