"""The data sets of textile: categories of garments with their default values, fibres (web.md 6)."""

from django.utils.translation import gettext_lazy as _

from scoring.answers.textile.sector import TEXTILE as TEXTILE_SECTOR
from scoring.engine.records import Material, Product
from scoring.engine.textile.complements import MICROFIBRES
from scoring.engine.textile.durability import base_cycles
from scoring.engine.textile.resolve import DEFAULT_DEAD_STOCK
from scoring.engine.textile.stages.fabric import pick_metres, thread_density
from scoring.engine.textile.vocabulary import (
    BUSINESS_LABELS,
    COMPLEXITY_LABELS,
    FABRIC_LABELS,
    MAKING_MINUTES,
    WEAVING,
)
from scoring.web.explorer import words
from scoring.web.explorer.columns import (
    IDENTIFIER,
    NAME,
    Column,
    Context,
    Dataset,
    Kind,
    Link,
    Sector,
    in_words,
    linked,
    process_link,
    record_link,
)
from scoring.web.explorer.shared import COUNTRIES, IMPACTS, PROCESSES, components, examples
from scoring.web.labels import label

# It changes with the category; it depends on other parameters.
_CHANGES = "*"
_DEPENDS = "**"


def _density(_context: Context, product: Product) -> float | None:
    """Threads a cm of the category's own fabric, where it is woven."""
    if product.fabric != WEAVING:
        return None
    return thread_density(product.surface_mass, product.yarn_size)


def _picks(context: Context, product: Product) -> float | None:
    """Pick-metres of 1 m² of that fabric."""
    density = _density(context, product)
    return None if density is None else pick_metres(density, 1.0)


def _trims(context: Context, product: Product) -> tuple[Link, ...]:
    links = [record_link(context, "accessoires", trim.component) for trim in product.trims]
    return tuple(
        link._replace(text=f"{trim.quantity} × {link.text}")
        for trim, link in zip(product.trims, links, strict=True)
    )


_NUMBER, _SHARE = Kind.NUMBER, Kind.SHARE
_PRODUCTS = Dataset(
    slug="categories",
    name=_("Catégories de produits"),
    introduction=_("Les catégories de vêtements et les valeurs par défaut qui vont avec."),
    legend=_(
        "* Paramètre qui change avec la catégorie. ** Paramètre qui change parce qu'il dépend "
        "d'autres paramètres."
    ),
    records=lambda context: context.method.dataset.products.values(),
    columns=(
        IDENTIFIER,
        Column("nom", _("Produit(s) concerné(s)"), lambda _c, p: label(p)),
        Column("accessoires", _("Accessoires par défaut"), _trims, Kind.LIST),
        Column("titrage", _("Titrage"), "yarn_size", _NUMBER, unit="Nm", note=_CHANGES),
        Column("grammage", _("Grammage"), "surface_mass", _NUMBER, unit="g/m²", note=_CHANGES),
        Column(
            "densite-fils",
            _("Densité de fils"),
            _density,
            kind=_NUMBER,
            unit=_("fils/cm"),
            note=_DEPENDS,
        ),
        Column("volume", _("Volume"), "volume", _NUMBER, unit="m³", note=_CHANGES),
        Column("etoffe", _("Étoffe"), lambda _c, p: label(FABRIC_LABELS[p.fabric]), note=_CHANGES),
        Column(
            "duites",
            _("Duites.m"),
            _picks,
            kind=_NUMBER,
            unit=_("par m² d'étoffe"),
            note=_DEPENDS,
        ),
        Column("stocks-dormants", _("Stocks dormants"), lambda _c, _p: DEFAULT_DEAD_STOCK, _SHARE),
        Column(
            "complexite",
            _("Confection (complexité)"),
            lambda _c, p: label(COMPLEXITY_LABELS[p.making_complexity]),
            note=_CHANGES,
        ),
        Column(
            "minutes",
            _("Confection (# minutes)"),
            lambda _c, p: MAKING_MINUTES[p.making_complexity],
            kind=_NUMBER,
            unit="min",
            note=_CHANGES,
        ),
        Column("perte", _("Confection (taux de perte)"), "making_waste", _SHARE, note=_CHANGES),
        Column("jours-porte", _("Nombre de jours porté"), "days_of_wear", _NUMBER, note=_CHANGES),
        Column(
            "utilisations",
            _("Utilisations avant lavage"),
            "wears_per_cycle",
            kind=_NUMBER,
            note=_CHANGES,
        ),
        Column(
            "cycles",
            _("Cycles d'entretien (par défaut)"),
            lambda _c, p: base_cycles(p),
            kind=_NUMBER,
            note=_DEPENDS,
        ),
        Column("repassage-kwh", _("Repassage"), "ironing_kwh", _NUMBER, unit="kWh", note=_CHANGES),
        Column(
            "utilisation",
            _("Procédé d'utilisation hors-repassage"),
            linked("care_process"),
            kind=Kind.LINK,
            note=_DEPENDS,
        ),
        Column("sechage", _("Séchage électrique"), "ratio_dryer", _SHARE, note=_CHANGES),
        Column("repassage-part", _("Repassage (part)"), "ratio_ironing", _SHARE, note=_CHANGES),
        Column(
            "repassage-temps",
            _("Repassage (temps)"),
            "time_ironing",
            kind=_NUMBER,
            unit="h",
            note=_CHANGES,
        ),
        Column("prix", _("Prix par défaut"), "price", _NUMBER, unit="€"),
        Column(
            "reparation",
            _("Coût de réparation par défaut"),
            "repair_cost",
            kind=_NUMBER,
            unit="€",
            note=_CHANGES,
        ),
        Column(
            "entreprise", _("Type d'entreprise"), lambda _c, p: label(BUSINESS_LABELS[p.business])
        ),
        Column("references", _("Nombre de références"), "number_of_references", _NUMBER),
    ),
)


def _recycling(context: Context, material: Material) -> Link | None:
    process = context.method.dataset.processes.get(material.recycled_process_id or "")
    return None if process is None else process_link(context, process)


_MATERIALS = Dataset(
    slug="matieres",
    name=_("Matières"),
    introduction=_(
        "Les fibres, leurs procédés, et la formule de l'empreinte circulaire (CFF) de celles qui "
        "sont recyclées."
    ),
    records=lambda context: context.method.dataset.materials.values(),
    columns=(
        IDENTIFIER,
        NAME,
        Column("origine", _("Origine"), in_words("origin", words.FIBRE_ORIGINS)),
        Column(
            "recyclee",
            _("Recyclée ?"),
            lambda _c, material: material.recycled_from is not None,
            Kind.BOOLEAN,
        ),
        Column(
            "microfibres",
            _("Complément Microfibres"),
            lambda _c, material: MICROFIBRES[material.origin],
            kind=_NUMBER,
            unit="Pts/kg",
        ),
        Column("procede", _("Procédé"), linked("process"), Kind.LINK),
        Column("recyclage", _("Procédé de recyclage"), _recycling, Kind.LINK),
        Column(
            "origine-geographique",
            _("Origine géographique"),
            lambda _c, material: label(material.geographic_origin),
        ),
        Column(
            "pays",
            _("Pays de production et de filature par défaut"),
            lambda c, material: record_link(c, "pays", material.default_country, "code"),
            Kind.LINK,
        ),
        Column(
            "cff-allocation",
            _("CFF: Coefficient d'allocation"),
            "manufacturer_allocation",
            _NUMBER,
        ),
        Column("cff-qualite", _("CFF: Rapport de qualité"), "recycled_quality_ratio", _NUMBER),
    ),
)

TEXTILE = Sector(
    TEXTILE_SECTOR.pages,
    TEXTILE_SECTOR.name,
    (
        examples(_("Des vêtements types, leur score et le simulateur pour les ouvrir.")),
        _PRODUCTS,
        _MATERIALS,
        components(
            "accessoires",
            _("Accessoires"),
            _("Boutons et fermetures, et ce qu'une pièce pèse et coûte."),
        ),
        COUNTRIES,
        PROCESSES,
        IMPACTS,
    ),
)
