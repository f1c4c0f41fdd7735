"""How many of one unit make one of another."""

GRAMS_PER_KG = 1000
KG_PER_TONNE = 1000
LITRES_PER_M3 = 1000
MJ_PER_KWH = 3.6
