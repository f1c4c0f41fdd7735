"""How many of one unit make one of another."""

GRAMS_PER_KG = 1000
KG_PER_TONNE = 1000
LITRES_PER_M3 = 1000
MJ_PER_KWH = 3.6
# A yarn of 1 Nm weighs 10 kg in 10 km; finer ones have more Nm and fewer Dtex.
DTEX_TIMES_NM = 10_000
