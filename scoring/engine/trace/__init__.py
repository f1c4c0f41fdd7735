"""An explained calculation: its lines, recorded while it runs.

To record, pass a ``Recorder`` to the engine's functions; ordinary calls pass none. ``formula``
parses the formulas shown in the lines, so that anyone can recompute them.
"""
