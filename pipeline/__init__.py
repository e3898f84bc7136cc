"""Articles in, gettext catalogs out: reading, drafting under the glossary, checking, publishing."""
