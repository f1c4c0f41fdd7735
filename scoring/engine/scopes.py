"""The scopes of the data: which records belong to which sector."""

FOOD = "food"
OBJECT = "object"
TEXTILE = "textile"
VELI = "veli"

SCOPES = (FOOD, OBJECT, TEXTILE, VELI)
