"""The data sets of textile: categories of garments with their default values, fibres (web.md 6)."""

from django.utils.translation import gettext_lazy as _

from scoring.answers.textile.sector import TEXTILE as TEXTILE_SECTOR
from scoring.answers.unit_costs import default_density, default_picks, fibre_points_per_kg
from scoring.engine.records import Material, Product
from scoring.engine.textile.complements import MICROFIBRES
from scoring.engine.textile.durability import base_cycles
from scoring.engine.textile.resolve import DEFAULT_DEAD_STOCK
from scoring.engine.vocabulary.textile import (
    BUSINESS_LABELS,
    COMPLEXITY_LABELS,
    FABRIC_LABELS,
    MAKING_MINUTES,
)
from scoring.web.explorer.columns import (
    IDENTIFIER,
    NAME,
    Column,
    ColumnKind,
    Context,
    DataTable,
    ExplorerSector,
    Link,
    in_words,
    link,
    linked,
    listed,
    number,
    process_link,
    record_link,
    score,
    share,
)
from scoring.web.explorer.shared import (
    COUNTRIES,
    IMPACTS,
    PROCESSES,
    components,
    examples,
)
from scoring.web.labels import label
from scoring.web.words import data as words

# Legend marks: the value changes with the category; it depends on other parameters.
_CHANGES = "*"
_DEPENDS = "**"


def _trims(context: Context, product: Product) -> tuple[Link, ...]:
    links = [record_link(context, "accessoires", trim.component) for trim in product.trims]
    return tuple(
        found._replace(text=f"{trim.quantity} × {found.text}")
        for trim, found in zip(product.trims, links, strict=True)
    )


_PRODUCTS = DataTable(
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
        listed("accessoires", _("Accessoires par défaut"), _trims),
        number("titrage", _("Titrage"), "yarn_size", unit="Nm", note=_CHANGES),
        number("grammage", _("Grammage"), "surface_mass", unit="g/m²", note=_CHANGES),
        number(
            "densite-fils",
            _("Densité de fils"),
            lambda _c, p: default_density(p),
            unit=_("fils/cm"),
            note=_DEPENDS,
        ),
        number("volume", _("Volume"), "volume", unit="m³", note=_CHANGES),
        Column("etoffe", _("Étoffe"), lambda _c, p: label(FABRIC_LABELS[p.fabric]), note=_CHANGES),
        number(
            "duites",
            _("Duites.m"),
            lambda _c, p: default_picks(p),
            unit=_("par m² d'étoffe"),
            note=_DEPENDS,
        ),
        share("stocks-dormants", _("Stocks dormants"), lambda _c, _p: DEFAULT_DEAD_STOCK),
        Column(
            "complexite",
            _("Confection (complexité)"),
            lambda _c, p: label(COMPLEXITY_LABELS[p.making_complexity]),
            note=_CHANGES,
        ),
        number(
            "minutes",
            _("Confection (# minutes)"),
            lambda _c, p: MAKING_MINUTES[p.making_complexity],
            unit="min",
            note=_CHANGES,
        ),
        share("perte", _("Confection (taux de perte)"), "making_waste", note=_CHANGES),
        number("jours-porte", _("Nombre de jours porté"), "days_of_wear", note=_CHANGES),
        number("utilisations", _("Utilisations avant lavage"), "wears_per_cycle", note=_CHANGES),
        number(
            "cycles",
            _("Cycles d'entretien (par défaut)"),
            lambda _c, p: base_cycles(p),
            note=_DEPENDS,
        ),
        number("repassage-kwh", _("Repassage"), "ironing_kwh", unit="kWh", note=_CHANGES),
        link(
            "utilisation",
            _("Procédé d'utilisation hors-repassage"),
            linked("care_process"),
            note=_DEPENDS,
        ),
        share("sechage", _("Séchage électrique"), "ratio_dryer", note=_CHANGES),
        share("repassage-part", _("Repassage (part)"), "ratio_ironing", note=_CHANGES),
        number("repassage-temps", _("Repassage (temps)"), "time_ironing", unit="h", note=_CHANGES),
        number("prix", _("Prix par défaut"), "price", unit="€"),
        number(
            "reparation", _("Coût de réparation par défaut"), "repair_cost", unit="€", note=_CHANGES
        ),
        Column(
            "entreprise", _("Type d'entreprise"), lambda _c, p: label(BUSINESS_LABELS[p.business])
        ),
        number("references", _("Nombre de références"), "number_of_references"),
    ),
)


def _recycling(context: Context, material: Material) -> Link | None:
    process = context.method.dataset.processes.get(material.recycled_process_id or "")
    return None if process is None else process_link(context, process)


_MATERIALS = DataTable(
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
        score(
            "pour-1-kg",
            _("Pour 1 kg, hors complément"),
            lambda context, material: fibre_points_per_kg(context.method, material),
            unit="Pts",
        ),
        Column("origine", _("Origine"), in_words("origin", words.FIBRE_ORIGINS)),
        Column(
            "recyclee",
            _("Recyclée ?"),
            lambda _c, material: material.recycled_from is not None,
            kind=ColumnKind.BOOLEAN,
        ),
        number(
            "microfibres",
            _("Complément Microfibres"),
            lambda _c, material: MICROFIBRES[material.origin],
            unit="Pts/kg",
        ),
        link("procede", _("Procédé"), linked("process")),
        link("recyclage", _("Procédé de recyclage"), _recycling),
        Column(
            "origine-geographique",
            _("Origine géographique"),
            lambda _c, material: label(material.geographic_origin),
        ),
        link(
            "pays",
            _("Pays de production et de filature par défaut"),
            lambda c, material: record_link(c, "pays", material.default_country, "code"),
        ),
        number("cff-allocation", _("CFF: Coefficient d'allocation"), "manufacturer_allocation"),
        number("cff-qualite", _("CFF: Rapport de qualité"), "recycled_quality_ratio"),
    ),
)

TEXTILE = ExplorerSector(
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
