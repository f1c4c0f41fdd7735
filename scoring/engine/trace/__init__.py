"""A calculation that proves itself: its lines, recorded while it computes.

Recording is asked for by handing a ``Recorder`` to the engine's functions; an ordinary call hands
none. ``formula`` reads the formulas that lines show, so that anybody can work them out again.
"""
