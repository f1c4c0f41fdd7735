"""Types of the responses that all sectors share; the OpenAPI document is generated from them.

An annotation's text is the field's description. A non-finite or unknown figure is null.
"""

from typing import Annotated, Literal, NotRequired, TypedDict

from scoring.engine.impacts import TRIGRAMS

Figure = float | None

# Functional syntax because trigrams are not Python names; labels and units come from the data of
# the method version.
Impacts = TypedDict("Impacts", dict.fromkeys(TRIGRAMS, Figure))  # type: ignore[misc]
Impacts.__doc__ = (
    "Tous les impacts. Sans jeton valide, les scores seuls sont servis, les autres sont 0. Aux "
    "niveaux own et indicative, un impact qui n'est pas connu est null : voir "
    "/pages/impacts-detailles/."
)


class Complements(TypedDict):
    """Compléments hors analyse de cycle de vie, en points d'ecs ; un malus est positif."""

    cropDiversity: Annotated[Figure, "Diversité culturale (alimentaire)."]
    hedges: Annotated[Figure, "Haies (alimentaire)."]
    livestockDensity: Annotated[Figure, "Chargement territorial (alimentaire)."]
    microfibers: Annotated[Figure, "Microfibres (textile)."]
    outOfEuropeEOL: Annotated[Figure, "Fin de vie hors d'Europe (textile)."]
    permanentPasture: Annotated[Figure, "Prairies permanentes (alimentaire)."]
    plotSize: Annotated[Figure, "Taille de parcelles (alimentaire)."]


class Transport(TypedDict):
    """Un transport : kilomètres par mode, et impacts."""

    air: Annotated[Figure, "Kilomètres par avion."]
    impacts: Impacts
    road: Annotated[Figure, "Kilomètres par route."]
    roadCooled: Annotated[Figure, "Kilomètres par route réfrigérée."]
    sea: Annotated[Figure, "Kilomètres par mer."]
    seaCooled: Annotated[Figure, "Kilomètres par mer réfrigérée."]


class Indicative(TypedDict):
    """D'où viennent les valeurs indicatives, et ce qu'elles valent : /pages/impacts-detailles/."""

    sources: Annotated[list[str], "Sources ouvertes utilisées."]
    ratios: Annotated[
        dict[str, list[float]],
        "Par trigramme, rapport mesuré au total officiel publié : le plus petit, le plus grand.",
    ]
    missingProcesses: Annotated[
        list[dict[str, str]], "Procédés de cette simulation qui n'ont pas de valeur ouverte."
    ]


class LackingProcess(TypedDict):
    """Un procédé de cette simulation auquel des valeurs de l'exploitant manquent."""

    id: Annotated[str, "Identifiant du procédé."]
    name: Annotated[str, "Nom en français."]
    impacts: Annotated[list[str], "Trigrammes des impacts qui lui manquent."]


class Own(TypedDict):
    """Ce que couvrent les valeurs de l'exploitant : /pages/impacts-detailles/."""

    source: Annotated[str, "D'où elles viennent, d'après l'exploitant ; vide s'il ne le dit pas."]
    processes: Annotated[int, "Nombre de procédés qui ont des valeurs."]
    coverage: Annotated[dict[str, int], "Par trigramme, nombre de procédés qui ont une valeur."]
    compared: Annotated[
        dict[str, int],
        "Par score, nombre de procédés dont la somme pondérée est comparée au score publié.",
    ]
    ratios: Annotated[
        dict[str, list[float]],
        "Par score, rapport de la somme pondérée au score publié : le plus petit, le plus grand.",
    ]
    acceptedProcesses: Annotated[
        list[dict[str, str]],
        "Procédés de cette simulation que l'exploitant a acceptés à plus d'un dixième du score "
        "publié.",
    ]
    missingProcesses: Annotated[
        list[LackingProcess], "Procédés de cette simulation auxquels des valeurs manquent."
    ]


class Notice(TypedDict):
    """Ce qu'il faut savoir d'un résultat, exact par ailleurs."""

    code: Annotated[str, "Code stable de l'avertissement."]
    message: Annotated[str, "Phrase en français."]
    field: NotRequired[Annotated[str, "Champ de la demande dont il s'agit."]]


class Meta(TypedDict):
    """Ce qui a donné ces figures, et ce qu'il faut en savoir."""

    methodVersion: Annotated[str, "Version de la méthode."]
    dataVersion: Annotated[str, "Version des données."]
    engineVersion: Annotated[str, "Version du programme."]
    impactsLevel: Annotated[
        Literal["official", "own", "indicative", "aggregated"],
        "Niveau des impacts servis : valeurs officielles, valeurs de l'exploitant, valeurs "
        "indicatives ouvertes, ou les scores agrégés seulement.",
    ]
    methodStatus: Annotated[
        Literal["regulatory", "other"],
        "regulatory pour le seul textile de la version v7.0.0, à laquelle la loi renvoie.",
    ]
    warnings: Annotated[list[Notice], "Vide quand il n'y a rien à signaler."]
    indicative: NotRequired[Indicative]
    own: NotRequired[Own]


class Refusal(TypedDict):
    """Un refus : un message par champ."""

    error: Annotated[
        dict[str, str],
        "Un message par champ fautif. La clé decoding, seule, dit que le corps n'a pas la forme "
        "attendue ; la clé general, seule, dit une faute qui n'est celle d'aucun champ.",
    ]
    documentation: Annotated[str, "Adresse de la documentation."]


class VersionError(TypedDict):
    """La version demandée n'existe pas, ou n'en est pas une."""

    error: Annotated[
        Literal["Version not found", "Invalid version format"],
        "La version n'est pas installée, ou n'a pas la forme d'une version.",
    ]


class TooManyRequests(TypedDict):
    """Trop de requêtes depuis cette adresse."""

    error: Annotated[str, "Message qui rappelle la limite."]


class NamedItem(TypedDict):
    """Un élément d'une liste."""

    id: Annotated[str, "Identifiant, stable dans le temps."]
    name: Annotated[str, "Nom en français."]


class CountryItem(TypedDict):
    """Un pays ou une région."""

    code: Annotated[str, "Code du pays ou de la région."]
    name: Annotated[str, "Nom en français."]
