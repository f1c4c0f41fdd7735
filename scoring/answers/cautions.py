"""The sentence of each caution, in French; pages translate it.

One sentence per code, used by the API, the pages and the files alike.
"""

from collections.abc import Callable, Mapping
from typing import Any

from scoring.answers.marking import N_
from scoring.engine.cautions import Amounts, Caution, Named
from scoring.engine.french import percentage, quantity

# Enough decimals for a percentage beyond the tolerance to differ visibly from 100.
SHARE_DIGITS = 8

SENTENCES: Mapping[str, str] = {
    "materials-sum": N_(
        "La somme des parts de matières devrait être égale à 100 % (ici : {total})."
    ),
    "trims-heavier-than-garment": N_("Les accessoires sont plus lourds que le vêtement fini."),
    "not-finite": N_(
        "Une valeur du résultat n'est pas un nombre fini : elle n'est pas donnée (null)."
    ),
    "nothing-prepared": N_(
        "La masse préparée est nulle : les valeurs par kg et les scores ne sont pas donnés (null)."
    ),
    "ingredient-density-unknown": N_(
        "La densité de l'ingrédient « {name} » n'est pas connue dans cette version : vendu seul, "
        "son volume en magasin et les valeurs qui en dépendent ne sont pas donnés (null). Sans "
        "distribution, tout est calculé."
    ),
    "process-not-food-transformation": N_(
        "Le procédé « {name} » n'est pas une transformation alimentaire : il est compté tel quel."
    ),
    "process-not-food-packaging": N_(
        "Le procédé « {name} » n'est pas un emballage : il est compté tel quel."
    ),
    "amount-negative": N_(
        "La quantité de « {name} » est négative : elle est comptée telle quelle."
    ),
    "density-unknown": N_("La densité de « {name} » n'est pas connue : sa masse compte pour 0 kg."),
    "process-not-material": N_(
        "Le procédé « {name} » n'est pas une matière : il est compté tel quel."
    ),
    "process-not-transformation": N_(
        "Le procédé « {name} » n'est pas une transformation : il est compté tel quel."
    ),
    "mass-unusual": N_(
        "La masse de {mass} est loin de celles des vêtements de cette catégorie qui sont publiés "
        "en exemple ({usual}). La masse se donne en kilogrammes."
    ),
    "price-unusual": N_(
        "Le prix de {price} est loin de ceux qui sont connus de cette catégorie ({usual}). Le prix "
        "se donne en euros."
    ),
    "thread-density-unusual": N_(
        "Le titrage et le grammage donnent {density} : un tissu en a de 10 à 80."
    ),
    "ingredients-mass-unusual": N_(
        "Les ingrédients pèsent {mass}, loin des recettes publiées en exemple ({usual}). Les "
        "masses se donnent en grammes."
    ),
    "transform-mass-unusual": N_(
        "La transformation porte sur {mass}, plus de dix fois la masse des ingrédients ({raw})."
    ),
    "packaging-mass-unusual": N_(
        "Les emballages pèsent {mass}, plus de dix fois les ingrédients ({raw})."
    ),
    "shared-price-clamped": N_(
        "La part du prix du lot qui revient à « {name} » est de {part} : elle compte pour {counts}."
    ),
    "main-part-not-heaviest": N_(
        "La partie principale pèse {mass}, moins que la plus lourde ({heaviest}) : la notice veut "
        "que ce soit la plus lourde."
    ),
    "making-of-the-main-part": N_(
        "La confection ne compte que pour la partie principale : cette valeur est sans effet."
    ),
    "misspelt-key": N_("La clé « {key} » est inconnue et ignorée. Vouliez-vous dire « {known} » ?"),
    "renamed-key": N_(
        "La clé « {key} » est celle d'une autre version de la méthode, et ignorée. Elle s'appelle "
        "ici « {known} »."
    ),
    "removed-key": N_("La clé « {key} » est celle d'un paramètre retiré, et ignorée."),
    "renamed-id": N_(
        "L'identifiant « {former} » est un ancien nom de « {name} », qui a maintenant "
        "l'identifiant {current} dans cette version."
    ),
    "unknown-key": N_("La clé « {key} » est inconnue et ignorée."),
    "unknown-keys": N_("Autres clés inconnues et ignorées : {count}."),
    "details-left-out": N_(
        "Aucun impact détaillé indicatif n'est donné : les procédés sans valeur ouverte ({name}) "
        "font plus de {limit} du coût environnemental de cette simulation."
    ),
    "own-details-left-out": N_(
        "Impacts sans valeur pour cette simulation ({impacts}) : les procédés que les valeurs de "
        "l'exploitant ne couvrent pas ({name}) font plus de {limit} de son coût environnemental."
    ),
}


def worded(
    caution: Caution,
    *,
    translate: Callable[[str], str] = str,
    name: Callable[[Named], str] = lambda record: record.name,
    ratio: Callable[[float, int], str] = percentage,
    amount: Callable[[float, str], str] = quantity,
) -> str:
    """The sentence of a caution, in French unless the four functions say otherwise."""
    written = {}
    for key, value in caution.values.items():
        match value:
            case float():
                written[key] = ratio(value, SHARE_DIGITS)
            case str():
                written[key] = value
            case Amounts(figures, unit):
                ends = dict.fromkeys(amount(figure, unit) for figure in figures)
                written[key] = " – ".join(ends)
            case _:
                written[key] = ", ".join(name(record) for record in value)
    return translate(SENTENCES[caution.code]).format(**written)


def warning(caution: Caution) -> dict[str, Any]:
    """A caution in the form used in responses."""
    said = {"code": caution.code, "message": worded(caution)}
    return said | {"field": caution.field} if caution.field else said
