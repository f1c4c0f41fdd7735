"""Types of the textile responses (textile.md 13.1); the OpenAPI document is generated from them."""

from typing import Annotated, Any, Literal, NotRequired, TypeAlias, TypedDict

from scoring.api.shapes import Complements, Figure, Impacts, Meta, Transport
from scoring.engine.records import AQUATIC_POLLUTION_RATIOS, FIBRE_ORIGINS
from scoring.engine.scopes import SCOPES
from scoring.engine.vocabulary import textile as vocabulary

Step = Literal[vocabulary.STEPS]  # type: ignore[valid-type]
Fabric = Literal[vocabulary.FABRICS]  # type: ignore[valid-type]
Dyeing = Literal[vocabulary.DYEINGS]  # type: ignore[valid-type]
Business = Literal[vocabulary.BUSINESSES]  # type: ignore[valid-type]
Spinning = Literal[vocabulary.SPINNINGS]  # type: ignore[valid-type]
Origin = Literal[FIBRE_ORIGINS]  # type: ignore[valid-type]
Scope = Literal[SCOPES]  # type: ignore[valid-type]
Scenario: TypeAlias = Literal[tuple(AQUATIC_POLLUTION_RATIOS)]  # type: ignore[valid-type]
PrintingKind = Literal[vocabulary.PRINTINGS]  # type: ignore[valid-type]
Complexity = Literal[vocabulary.COMPLEXITIES]  # type: ignore[valid-type]
# A response spells the last complexity differently from a request (textile.md 2.3).
EchoedComplexity: TypeAlias = Literal[(*vocabulary.COMPLEXITIES[:-1], "non-applicable")]  # type: ignore[valid-type]
StepLabel: TypeAlias = Literal[tuple(vocabulary.STEP_LABELS.values())]  # type: ignore[valid-type]


class Quantity(TypedDict):
    """Un accessoire en nombre."""

    id: Annotated[str, "Identifiant de l'accessoire."]
    quantity: Annotated[float, "Nombre de pièces."]


class EchoedTrim(Quantity):
    """Un accessoire de la demande."""

    custom: NotRequired[Annotated[dict[str, Any], "Composition propre à la demande."]]


class EchoedPrinting(TypedDict):
    """Une impression, sa part de surface toujours donnée."""

    kind: PrintingKind
    ratio: Annotated[float, "Part de la surface imprimée, de 0 à 0,8."]


class EchoedMaterial(TypedDict):
    """Une matière de la demande."""

    country: NotRequired[str]
    id: str
    share: float
    spinning: NotRequired[Spinning]


class TextileEcho(TypedDict):
    """La demande normalisée : ce qu'elle disait, sans clé inconnue ni valeur absente."""

    airTransportRatio: NotRequired[float]
    business: NotRequired[Business]
    countryDyeing: NotRequired[str]
    countryFabric: NotRequired[str]
    countryMaking: NotRequired[str]
    countrySpinning: NotRequired[str]
    disabledSteps: NotRequired[list[Step]]
    dyeingProcessType: NotRequired[Dyeing]
    fabricProcess: NotRequired[Fabric]
    fading: NotRequired[bool]
    makingComplexity: NotRequired[EchoedComplexity]
    makingDeadStock: NotRequired[float]
    makingWaste: NotRequired[float]
    mass: float
    materials: list[EchoedMaterial]
    numberOfReferences: NotRequired[int]
    physicalDurability: NotRequired[float]
    price: NotRequired[float]
    printing: NotRequired[EchoedPrinting]
    product: str
    surfaceMass: NotRequired[int]
    trims: NotRequired[list[EchoedTrim]]
    upcycled: bool
    yarnSize: NotRequired[float]


class TextileItemEcho(TextileEcho):
    """Un article, tel que la demande le dit."""

    numberOfItem: NotRequired[Annotated[int, "Nombre d'exemplaires, s'il y en a plusieurs."]]


class TextileAnswer(TypedDict):
    """Impacts d'un vêtement, après durabilité."""

    webUrl: Annotated[
        str, "Adresse qui ouvre la même simulation dans l'application, dans la même version."
    ]
    impacts: Impacts
    description: Annotated[str, "Les paramètres en une phrase."]
    query: TextileEcho
    meta: Meta


class TextileImpactAnswer(TypedDict):
    """Un seul impact d'un vêtement, après durabilité."""

    webUrl: Annotated[
        str, "Adresse qui ouvre la même simulation dans l'application, dans la même version."
    ]
    impacts: Annotated[dict[str, Figure], "La seule clé demandée."]
    description: Annotated[str, "Les paramètres en une phrase."]
    query: TextileEcho
    meta: Meta


class Country(TypedDict):
    """Un pays, avec ses énergies."""

    aquaticPollutionScenario: Annotated[Scenario, "Part des rejets qui atteint l'eau."]
    code: Annotated[str, "Code du pays ou de la région."]
    electricityProcessUuid: Annotated[str, "Identifiant du procédé d'électricité."]
    heatProcessUuid: Annotated[str, "Identifiant du procédé de chaleur."]
    name: Annotated[str, "Nom en français."]
    scopes: Annotated[list[Scope], "Secteurs où ce pays peut être choisi."]


class MaterialRecord(TypedDict):
    """Une matière de la base."""

    id: Annotated[str, "Identifiant de la matière."]
    name: Annotated[str, "Nom en français."]
    shortName: Annotated[str, "Nom court."]
    origin: Annotated[Origin, "Origine de la fibre."]
    materialProcessUuid: Annotated[str, "Identifiant du procédé de la matière."]
    recycledProcessUuid: Annotated[
        str | None, "Identifiant du procédé de recyclage ; null pour une matière vierge."
    ]
    recycledFrom: Annotated[str | None, "Identifiant de la matière vierge."]
    geographicOrigin: Annotated[str, "Provenance habituelle, en toutes lettres."]
    defaultCountry: Annotated[str, "Code du pays de provenance par défaut."]


class InputMaterial(TypedDict):
    """Une matière de la demande, résolue."""

    material: MaterialRecord
    share: float
    country: NotRequired[Annotated[str, "Code donné par la demande."]]
    spinning: NotRequired[Spinning]


class ProductMaking(TypedDict):
    """Confection de la catégorie."""

    pcrWaste: Annotated[float, "Taux de perte."]
    complexity: Annotated[Complexity, "Complexité de la confection."]


class ProductUse(TypedDict):
    """Utilisation de la catégorie."""

    nonIroningProcessUuid: Annotated[str, "Identifiant du procédé d'entretien hors repassage."]
    wearsPerCycle: Annotated[float, "Nombre de jours portés entre deux entretiens."]
    defaultNbCycles: Annotated[float, "Nombre de cycles d'entretien, pour information."]
    ratioDryer: Annotated[float, "Part du séchage en machine, pour information."]
    ratioIroning: Annotated[float, "Part du repassage, pour information."]
    timeIroning: Annotated[float, "Durée du repassage, pour information."]
    daysOfWear: Annotated[float, "Nombre de jours portés, avant la durabilité."]


class ProductEndOfLife(TypedDict):
    """Fin de vie de la catégorie."""

    volume: Annotated[float, "Volume en m³."]


class Product(TypedDict):
    """La catégorie de produit."""

    id: Annotated[str, "Identifiant de la catégorie."]
    name: Annotated[str, "Nom en français."]
    fabric: Annotated[Fabric, "Procédé de tissage ou de tricotage par défaut."]
    making: ProductMaking
    trims: Annotated[list[Quantity], "Accessoires par défaut de la catégorie."]
    use: ProductUse
    endOfLife: ProductEndOfLife


class Inputs(TypedDict):
    """La demande résolue ; ce qu'elle ne dit pas est null, et non le défaut en vigueur."""

    airTransportRatio: float | None
    business: Business | None
    countryDyeing: Country
    countryFabric: Country
    countryMaking: Country
    countrySpinning: Country
    disabledSteps: list[Step]
    dyeingProcessType: Dyeing | None
    fabricProcess: Fabric | None
    fading: bool | None
    makingComplexity: EchoedComplexity | None
    makingDeadStock: float | None
    makingWaste: float | None
    mass: Annotated[float, "Masse du vêtement fini, en kg."]
    materials: list[InputMaterial]
    numberOfReferences: int | None
    physicalDurability: float | None
    price: float | None
    printing: EchoedPrinting | None
    product: Product
    surfaceMass: int | None
    trims: Annotated[list[Quantity], "Accessoires en vigueur."]
    upcycled: bool
    yarnSize: float | None


class PreTreatments(TypedDict):
    """Prétraitements des fibres, avant durabilité ; zéro hors de l'ennoblissement."""

    elecKWh: Annotated[Figure, "Électricité, en kWh."]
    heatMJ: Annotated[Figure, "Chaleur, en MJ."]
    energy: Impacts
    impacts: Annotated[Impacts, "Énergie et toxicité."]
    toxicity: Impacts
    operations: Annotated[list[str], "Noms des procédés, chacun une fois."]


class ProcessInfo(TypedDict):
    """Noms des procédés à l'œuvre."""

    airTransport: Annotated[str | None, "Transport aérien ; null sur une étape désactivée."]
    airTransportRatio: Annotated[str | None, "Toujours null."]
    countryElec: Annotated[str | None, "Électricité du pays de l'étape."]
    countryHeat: Annotated[str | None, "Chaleur du pays de l'étape."]
    distribution: Annotated[str | None, "Transport de la distribution."]
    endOfLife: Annotated[str | None, "Traitement en fin de vie."]
    fabric: Annotated[str | None, "Tissage ou tricotage par défaut de la catégorie."]
    fading: Annotated[str | None, "Délavage, qu'il soit demandé ou non."]
    making: Annotated[str | None, "Toujours null."]
    passengerCar: Annotated[str | None, "Trajet en voiture vers le point de collecte."]
    roadTransport: Annotated[str | None, "Transport routier ; null sur une étape désactivée."]
    seaTransport: Annotated[str | None, "Transport maritime ; null sur une étape désactivée."]
    useIroning: Annotated[str | None, "Électricité d'un repassage, en toutes lettres."]
    useNonIroning: Annotated[str | None, "Entretien hors repassage."]


class LifeCycleStep(TypedDict):
    """Une étape du cycle de vie, impacts avant durabilité, sans le transport."""

    airTransportRatio: Annotated[Figure, "Part par avion au départ de la confection ; 0 ailleurs."]
    complementsImpacts: Annotated[Complements, "Complément de l'étape, avant durabilité."]
    country: Country
    deadstock: Annotated[Figure, "Stocks dormants, en kg."]
    durability: Annotated[int, "Toujours 1."]
    editable: Annotated[bool, "Vrai de la filature à la confection."]
    elecKWh: Annotated[Figure, "Électricité, en kWh."]
    enabled: Annotated[bool, "Faux : l'étape n'entre dans aucun total."]
    heatMJ: Annotated[Figure, "Chaleur, en MJ."]
    impacts: Annotated[Impacts, "Impacts de l'étape avant durabilité, complément compris dans ecs."]
    inputMass: Annotated[Figure, "Masse entrante, en kg."]
    label: Annotated[StepLabel, "Nom de l'étape."]
    makingDeadStock: float | None
    makingWaste: float | None
    outputMass: Annotated[Figure, "Masse sortante, en kg."]
    picking: Annotated[Figure, "Duites.m, tissage seulement."]
    preTreatments: PreTreatments
    processInfo: ProcessInfo
    surfaceMass: int | None
    threadDensity: Annotated[Figure, "Fils par cm, tissage seulement."]
    transport: Annotated[Transport, "Transport vers l'étape suivante, impacts avant durabilité."]
    waste: Annotated[Figure, "Perte, en kg."]
    yarnSize: float | None


class TextileDetailedAnswer(TypedDict):
    """Le cycle de vie d'un vêtement, étape par étape."""

    complementsImpacts: Annotated[Complements, "Compléments de tout le vêtement, après durabilité."]
    daysOfWear: Annotated[int, "Jours portés."]
    durability: Annotated[
        float, "Coefficient, de 0,67 à 1,45 : avant durabilité ÷ coefficient = après durabilité."
    ]
    impacts: Annotated[Impacts, "Total après durabilité."]
    impactsWithoutDurability: Annotated[Impacts, "Total avant durabilité."]
    inputs: Inputs
    lifeCycle: Annotated[list[LifeCycleStep], "Les huit étapes, dans l'ordre."]
    transport: Annotated[Transport, "Somme des transports, impacts avant durabilité."]
    trimsImpacts: Annotated[Impacts, "Accessoires, avant durabilité."]
    useNbCycles: Annotated[int, "Cycles d'entretien."]
    meta: Meta
