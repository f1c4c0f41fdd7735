"""Readers for the files of a method version, one each; ids are resolved to records."""
