"""What the commands report about own figures: coverage, deviations, rejected rows."""

from collections.abc import Iterator

from scoring.engine.own import Own
from scoring.engine.weighting import LARGEST_DEVIATION
from scoring.installation.own_import import OwnImport, told


def report(imported: OwnImport, process_count: int) -> Iterator[str]:
    """The lines of an import's report, in French."""
    own = imported.own
    for sentence in summary(own, process_count):
        yield f"{sentence[0].upper()}{sentence[1:]}."
    counts = (f"{trigram} {count}" for trigram, count in own.coverage.items() if count)
    yield f"Procédés par impact : {', '.join(counts)}."
    absent = [trigram for trigram, count in own.coverage.items() if not count]
    if absent:
        yield f"Impacts sans aucune valeur, qui restent non connus : {', '.join(absent)}."
    for process in own.accepted.values():
        yield f"Accepté malgré son écart : {process.name} ({process.id})."
    for process in imported.needless:
        yield f"--accept {process.id} : inutile, {process.name} n'est pas loin du score publié."
    if imported.ignored:
        yield f"Colonnes ignorées : {', '.join(imported.ignored)}."
    if imported.refused:
        count = len({one.process.id for one in imported.refused})
        yield (
            f"Lignes refusées, à plus de {100 * LARGEST_DEVIATION:g} % d'un score publié : "
            f"{count}. Leurs procédés restent sans valeur. Corrigez-les, ou prenez celles dont "
            "l'écart est voulu avec --accept IDENTIFIANT."
        )
        for one in imported.refused:
            yield f"  {imported.places[one.process.id]}, {told(one)}"


def summary(own: Own, process_count: int) -> Iterator[str]:
    """Coverage and deviations, in parts of a sentence."""
    origin = f" ({own.source})" if own.source else ""
    noun = "procédés" if own.covered > 1 else "procédé"
    yield f"valeurs de l'exploitant{origin} pour {own.covered} {noun} sur {process_count}"
    for score, count in own.compared.items():
        if score in own.ratios:
            ratios = " à ".join(f"{ratio:.4g}".replace(".", ",") for ratio in own.ratios[score])
            yield f"somme pondérée de {ratios} fois le score {score} publié ({count} comparés)"
        else:
            yield f"aucun procédé n'a tout ce qui entre dans {score}, rien n'y est comparé"
    if own.accepted:
        yield f"acceptés à plus de {100 * LARGEST_DEVIATION:g} % : {len(own.accepted)}"
