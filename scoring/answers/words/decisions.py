"""The sentences of levers, differences and estimates (decisions.md 2 to 4)."""

from collections.abc import Mapping

from scoring.answers.marking import N_
from scoring.answers.words import textile

# What a lever proposes: the field, its new value, the current one.
CHANGED = N_("{field} : {after} plutôt que {before}")
# To state a value that the request omits, and the default that applies instead.
STATED = N_("{field} : {after}, à préciser si c'est le cas (par défaut : {before})")
LIGHTER = N_("Masse du produit fini : {after}, soit {share} de moins")
UNPRINTED = N_("Impression : aucune, plutôt que {before}")
FEWER = N_("{field} : {after} au lieu de {before}")
# A field of one fibre of the composition.
OF_A_FIBRE = N_("{field} ({fibre})")

KINDS: Mapping[str, str] = {
    "origin": N_("Origine"),
    "material": N_("Matière"),
    "design": N_("Conception"),
    "transport": N_("Transport"),
    "durability": N_("Durabilité"),
    "information": N_("Information à préciser"),
}
HONESTY = N_(
    "Ces leviers disent ce que la méthode compte, et non ce qui est bien : n'indiquez que ce qui "
    "est vrai du vêtement."
)
SHARED_OUT = N_(
    "La part d'un champ est ce que son changement ajoute au score, en moyenne sur tous les ordres "
    "dans lesquels les champs peuvent changer (règle de Shapley)."
)
NO_DECLARATION = N_(
    "Ceci est une estimation : elle ne vaut jamais pour une déclaration, qui demande les "
    "informations de la marque."
)
CONFIDENCE: Mapping[str, str] = {
    "low": N_("Confiance faible : tout vient de l'étiquette."),
    "medium": N_("Confiance moyenne : les pays de fabrication sont connus."),
    "high": N_("Confiance élevée : les six informations obligatoires sont connues."),
}
# Fields by the last part of their path, for those that are not fields of the form.
FIELDS: Mapping[str, str] = {
    **textile.FIELDS,
    "materials.id": textile.FIELDS["material"],
    "materials.share": N_("Parts des matières"),
    "materials.country": N_("Origine de la matière"),
    "materials.spinning": textile.FIELDS["spinning"],
    "printing.kind": N_("Type d'impression"),
    "printing.ratio": textile.FIELDS["printing-ratio"],
    "trims.quantity": textile.FIELDS["trim"],
}
UNKNOWN_COUNTRY = N_("pays inconnu")
NONE = N_("aucune")
YES = N_("oui")
NO = N_("non")
UNITS: Mapping[str, str] = {
    "mass": "kg",
    "price": "€",
    "yarnSize": "Nm",
    "surfaceMass": "g/m²",
    "numberOfReferences": "",
}
