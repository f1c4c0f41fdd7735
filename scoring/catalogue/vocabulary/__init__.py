"""How columns and values of a catalogue are named, and what they turn into (catalogue.md 2)."""
