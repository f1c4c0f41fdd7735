"""The scopes of the data: which records are for which sector."""

FOOD = "food"
OBJECT = "object"
TEXTILE = "textile"
VELI = "veli"

SCOPES = (FOOD, OBJECT, TEXTILE, VELI)
