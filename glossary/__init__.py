"""The termbase: what things are called in five languages, and how those names inflect.

It stands alone: nothing here knows of models, articles or catalogs.
"""
