"""The API's change log for its users: in French, translated by pages."""

from dataclasses import dataclass
from datetime import date

from scoring.answers.marking import N_


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """A change of the API; a major one requires clients to adapt."""

    day: date
    major: bool
    sectors: tuple[str, ...]
    text: str


# Newest first.
JOURNAL = (
    JournalEntry(
        day=date(2026, 11, 26),
        major=False,
        sectors=(N_("Textile"),),
        text=N_(
            "Ajout de /api/textile/sets et /api/textile/garments : un lot de vêtements vendus "
            "sous une référence, et un vêtement en plusieurs parties, par les règles de la notice "
            "et ses deux formes simplifiées ; chacun s'explique ligne à ligne."
        ),
    ),
    JournalEntry(
        day=date(2026, 11, 26),
        major=False,
        sectors=(
            N_("Textile"),
            N_("Alimentaire"),
            N_("Objets"),
            N_("Véhicules"),
        ),
        text=N_(
            "Ajout des lots : /api/textile/simulator/batch, /api/food/batch, "
            "/api/object/simulator/batch et /api/veli/simulator/batch prennent plusieurs milliers "
            "de demandes en une, et donnent à chacune les chiffres qu'elle aurait eus seule. "
            "/api/textile/catalogue prend un catalogue en un fichier, celui du portail de "
            "déclaration compris, et le rend avec ses scores."
        ),
    ),
    JournalEntry(
        day=date(2026, 11, 24),
        major=False,
        sectors=(N_("Objets"), N_("Véhicules")),
        text=N_(
            "Ajout de /api/object et /api/veli : composants, procédés et calcul d'un produit. Le "
            "service public n'a pas d'API pour ces secteurs ; celle-ci peut encore changer."
        ),
    ),
    JournalEntry(
        day=date(2026, 11, 24),
        major=False,
        sectors=(N_("Alimentaire"),),
        text=N_(
            "Ajout de /api/food : listes et calcul d'une recette, au format du service public. La "
            "méthode alimentaire est en concertation : ses résultats peuvent changer d'une version "
            "à l'autre."
        ),
    ),
    JournalEntry(
        day=date(2026, 11, 24),
        major=True,
        sectors=(N_("Textile"),),
        text=N_(
            "Première version : l'API textile du service public, méthode v7.0.0. S'y ajoutent, "
            "sans rien retirer : meta, trimsImpacts, inputs.countrySpinning, l'en-tête "
            "X-Ecobalyse-Impacts, et null pour une valeur qui n'est pas connue."
        ),
    ),
)
