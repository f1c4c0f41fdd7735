"""The categories of garments, with their default values (web.md 6)."""

from django.utils.translation import gettext_lazy

from scoring.engine.method import Method
from scoring.engine.records import Product
from scoring.engine.textile.durability import base_cycles
from scoring.engine.textile.resolve import DEFAULT_DEAD_STOCK
from scoring.engine.textile.stages.fabric import thread_density
from scoring.engine.textile.vocabulary import (
    BUSINESS_LABELS,
    COMPLEXITY_LABELS,
    FABRIC_LABELS,
    MAKING_MINUTES,
    WEAVING,
)
from scoring.web.explorer.columns import Column, Context, Dataset, Kind, Link
from scoring.web.explorer.shared import IDENTIFIER, process_link, record_link
from scoring.web.labels import label

# It changes with the category; it depends on other parameters.
_CHANGES = "*"
_DEPENDS = "**"


def _thread_density(product: Product) -> float | None:
    if product.fabric != WEAVING:
        return None
    return thread_density(product.surface_mass, product.yarn_size)


def _picks(product: Product) -> float | None:
    """Pick-metres of one square metre of the category's own fabric (textile.md 7.3)."""
    density = _thread_density(product)
    return None if density is None else density * 100


def _trims(context: Context, product: Product) -> tuple[Link, ...]:
    links = []
    for trim in product.trims:
        link = record_link(context, "accessoires", trim.component)
        links.append(link._replace(text=f"{trim.quantity} × {link.text}"))
    return tuple(links)


def _product_columns(method: Method) -> tuple[Column, ...]:
    return (
        IDENTIFIER,
        Column("nom", gettext_lazy("Produit(s) concerné(s)"), lambda _c, p: label(p)),
        Column("accessoires", gettext_lazy("Accessoires par défaut"), _trims, Kind.LIST),
        Column(
            "titrage",
            gettext_lazy("Titrage"),
            lambda _c, p: p.yarn_size,
            Kind.NUMBER,
            "Nm",
            _CHANGES,
        ),
        Column(
            "grammage",
            gettext_lazy("Grammage"),
            lambda _c, p: p.surface_mass,
            Kind.NUMBER,
            "g/m²",
            _CHANGES,
        ),
        Column(
            "densite-fils",
            gettext_lazy("Densité de fils"),
            lambda _c, p: _thread_density(p),
            Kind.NUMBER,
            gettext_lazy("fils/cm"),
            _DEPENDS,
        ),
        Column(
            "volume", gettext_lazy("Volume"), lambda _c, p: p.volume, Kind.NUMBER, "m³", _CHANGES
        ),
        Column(
            "etoffe",
            gettext_lazy("Étoffe"),
            lambda _c, p: label(FABRIC_LABELS[p.fabric]),
            note=_CHANGES,
        ),
        Column(
            "duites",
            gettext_lazy("Duites.m"),
            lambda _c, p: _picks(p),
            Kind.NUMBER,
            gettext_lazy("par m² d'étoffe"),
            _DEPENDS,
        ),
        Column(
            "stocks-dormants",
            gettext_lazy("Stocks dormants"),
            lambda _c, _p: DEFAULT_DEAD_STOCK,
            Kind.SHARE,
        ),
        Column(
            "complexite",
            gettext_lazy("Confection (complexité)"),
            lambda _c, p: label(COMPLEXITY_LABELS[p.making_complexity]),
            note=_CHANGES,
        ),
        Column(
            "minutes",
            gettext_lazy("Confection (# minutes)"),
            lambda _c, p: MAKING_MINUTES[p.making_complexity],
            Kind.NUMBER,
            "min",
            _CHANGES,
        ),
        Column(
            "perte",
            gettext_lazy("Confection (taux de perte)"),
            lambda _c, p: p.making_waste,
            Kind.SHARE,
            note=_CHANGES,
        ),
        *_use_columns(),
        *_price_columns(),
    )


def _use_columns() -> tuple[Column, ...]:
    return (
        Column(
            "jours-porte",
            gettext_lazy("Nombre de jours porté"),
            lambda _c, p: p.days_of_wear,
            Kind.NUMBER,
            note=_CHANGES,
        ),
        Column(
            "utilisations",
            gettext_lazy("Utilisations avant lavage"),
            lambda _c, p: p.wears_per_cycle,
            Kind.NUMBER,
            note=_CHANGES,
        ),
        Column(
            "cycles",
            gettext_lazy("Cycles d'entretien (par défaut)"),
            lambda _c, p: base_cycles(p),
            Kind.NUMBER,
            note=_DEPENDS,
        ),
        Column(
            "repassage-kwh",
            gettext_lazy("Repassage"),
            lambda _c, p: p.ironing_kwh,
            Kind.NUMBER,
            "kWh",
            _CHANGES,
        ),
        Column(
            "utilisation",
            gettext_lazy("Procédé d'utilisation hors-repassage"),
            lambda c, p: process_link(c, p.care_process),
            Kind.LINK,
            note=_DEPENDS,
        ),
        Column(
            "sechage",
            gettext_lazy("Séchage électrique"),
            lambda _c, p: p.ratio_dryer,
            Kind.SHARE,
            note=_CHANGES,
        ),
        Column(
            "repassage-part",
            gettext_lazy("Repassage (part)"),
            lambda _c, p: p.ratio_ironing,
            Kind.SHARE,
            note=_CHANGES,
        ),
        Column(
            "repassage-temps",
            gettext_lazy("Repassage (temps)"),
            lambda _c, p: p.time_ironing,
            Kind.NUMBER,
            "h",
            _CHANGES,
        ),
    )


def _price_columns() -> tuple[Column, ...]:
    return (
        Column("prix", gettext_lazy("Prix par défaut"), lambda _c, p: p.price, Kind.NUMBER, "€"),
        Column(
            "reparation",
            gettext_lazy("Coût de réparation par défaut"),
            lambda _c, p: p.repair_cost,
            Kind.NUMBER,
            "€",
            _CHANGES,
        ),
        Column(
            "entreprise",
            gettext_lazy("Type d'entreprise"),
            lambda _c, p: label(BUSINESS_LABELS[p.business]),
        ),
        Column(
            "references",
            gettext_lazy("Nombre de références"),
            lambda _c, p: p.number_of_references,
            Kind.NUMBER,
        ),
    )


PRODUCTS = Dataset(
    "categories",
    gettext_lazy("Catégories de produits"),
    gettext_lazy("Les catégories de vêtements et les valeurs par défaut qui vont avec."),
    _product_columns,
    lambda context: list(context.method.dataset.products.items()),
    label,
    gettext_lazy(
        "* Paramètre qui change avec la catégorie. ** Paramètre qui change parce qu'il dépend "
        "d'autres paramètres."
    ),
)
