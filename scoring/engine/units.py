"""Conversion factors between units."""

GRAMS_PER_KG = 1000
KG_PER_TONNE = 1000
LITRES_PER_M3 = 1000
MJ_PER_KWH = 3.6
# A yarn of 1 Nm weighs 10 kg per 10 km; finer yarns have a higher Nm and a lower Dtex.
DTEX_TIMES_NM = 10_000
