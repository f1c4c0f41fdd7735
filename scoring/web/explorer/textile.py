"""The data sets of textile (web.md 6)."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy

from scoring.engine.method import Method
from scoring.engine.records import Example, Material
from scoring.engine.textile.complements import MICROFIBRES
from scoring.engine.textile.query import parse
from scoring.engine.textile.results import compute_totals
from scoring.engine.textile.simulate import simulate
from scoring.web.explorer import words
from scoring.web.explorer.columns import Column, Context, Dataset, Kind, Link, Sector
from scoring.web.explorer.examples import ExampleScore, example_columns, examples
from scoring.web.explorer.products import PRODUCTS
from scoring.web.explorer.shared import (
    IDENTIFIER,
    IMPACTS,
    NAME,
    components,
    countries,
    process_link,
    processes,
)
from scoring.web.labels import label

SCOPE = "textile"


# Examples ---------------------------------------------------------------------------------------


def _score(context: Context, example: Example) -> ExampleScore:
    method = context.method
    query = parse(method.dataset, example.query)
    totals = compute_totals(simulate(method.textile, query), method.scores)
    return ExampleScore(method.scores.named(totals.impacts)["ecs"], query.mass)


# Materials --------------------------------------------------------------------------------------


def _recycling(context: Context, material: Material) -> Link | None:
    identifier = material.recycled_process_id
    process = context.method.dataset.processes.get(identifier or "")
    return None if process is None else process_link(context, process)


def _material_columns(method: Method) -> tuple[Column, ...]:
    return (
        IDENTIFIER,
        NAME,
        Column(
            "origine",
            gettext_lazy("Origine"),
            lambda _c, m: words.in_words(m.origin, words.FIBRE_ORIGINS),
        ),
        Column(
            "recyclee",
            gettext_lazy("Recyclée ?"),
            lambda _c, m: m.recycled_from is not None,
            Kind.BOOLEAN,
        ),
        Column(
            "microfibres",
            gettext_lazy("Complément Microfibres"),
            lambda _c, m: MICROFIBRES[m.origin],
            Kind.NUMBER,
            "Pts/kg",
        ),
        Column(
            "procede",
            gettext_lazy("Procédé"),
            lambda c, m: process_link(c, m.process),
            Kind.LINK,
        ),
        Column("recyclage", gettext_lazy("Procédé de recyclage"), _recycling, Kind.LINK),
        Column(
            "origine-geographique",
            gettext_lazy("Origine géographique"),
            lambda _c, m: label(m.geographic_origin),
        ),
        Column(
            "pays",
            gettext_lazy("Pays de production et de filature par défaut"),
            lambda c, m: Link(
                label(m.default_country), f"explorateur/textile/pays/{m.default_country.code}/"
            ),
            Kind.LINK,
        ),
        Column(
            "cff-allocation",
            gettext_lazy("CFF: Coefficient d'allocation"),
            lambda _c, m: m.manufacturer_allocation,
            Kind.NUMBER,
        ),
        Column(
            "cff-qualite",
            gettext_lazy("CFF: Rapport de qualité"),
            lambda _c, m: m.recycled_quality_ratio,
            Kind.NUMBER,
        ),
    )


def _material_records(context: Context) -> Sequence[tuple[str, Material]]:
    return list(context.method.dataset.materials.items())


_MATERIALS = Dataset(
    "matieres",
    gettext_lazy("Matières"),
    gettext_lazy(
        "Les fibres, leurs procédés, et la formule de l'empreinte circulaire (CFF) de celles qui "
        "sont recyclées."
    ),
    _material_columns,
    _material_records,
    label,
)

TEXTILE = Sector(
    "textile",
    SCOPE,
    gettext_lazy("Textile"),
    (
        examples(
            SCOPE,
            gettext_lazy("Des vêtements types, leur score et le simulateur pour les ouvrir."),
            example_columns("textile", _score),
        ),
        PRODUCTS,
        _MATERIALS,
        components(
            SCOPE,
            "accessoires",
            gettext_lazy("Accessoires"),
            gettext_lazy("Boutons et fermetures, et ce qu'une pièce pèse et coûte."),
        ),
        countries(SCOPE),
        processes(SCOPE),
        IMPACTS,
    ),
)
