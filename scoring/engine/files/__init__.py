"""The files of a method version, one reader each; ids become the records they name."""
