"""What each impact category measures, in a sentence of our own."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy

from scoring.web.explorer.columns import Text

IMPACT_DESCRIPTIONS: Mapping[str, Text] = {
    "acd": gettext_lazy(
        "Substances qui, retombées avec la pluie, rendent les sols et les eaux plus acides et "
        "abîment forêts et lacs."
    ),
    "cch": gettext_lazy(
        "Gaz à effet de serre émis, ramenés à la quantité de dioxyde de carbone qui réchaufferait "
        "autant l'atmosphère en cent ans."
    ),
    "etf": gettext_lazy(
        "Substances toxiques rejetées dans les eaux douces, selon la part des espèces vivantes "
        "qu'elles touchent."
    ),
    "etf-c": gettext_lazy(
        "L'écotoxicité des eaux douces, corrigée : c'est elle que compte le coût environnemental."
    ),
    "fru": gettext_lazy(
        "Énergie tirée de ressources fossiles et d'uranium, qui ne se reconstituent pas à "
        "l'échelle d'une vie humaine."
    ),
    "fwe": gettext_lazy(
        "Phosphore apporté aux eaux douces, qui y nourrit les algues et prive d'oxygène les "
        "autres espèces."
    ),
    "htc": gettext_lazy("Substances dont l'exposition peut provoquer des cancers."),
    "htc-c": gettext_lazy(
        "La toxicité humaine cancérogène, corrigée : c'est elle que compte le coût environnemental."
    ),
    "htn": gettext_lazy(
        "Substances dont l'exposition peut provoquer d'autres maladies que des cancers."
    ),
    "htn-c": gettext_lazy(
        "La toxicité humaine non cancérogène, corrigée : c'est elle que compte le coût "
        "environnemental."
    ),
    "ior": gettext_lazy(
        "Rayonnements dus aux matières radioactives, surtout lors de la production d'électricité "
        "nucléaire."
    ),
    "ldu": gettext_lazy(
        "Occupation et transformation des sols, selon ce qu'elles font perdre à leur qualité."
    ),
    "mru": gettext_lazy("Métaux et minéraux extraits, selon leur rareté."),
    "ozd": gettext_lazy(
        "Gaz qui détruisent l'ozone des hautes couches de l'atmosphère, lequel protège du "
        "rayonnement ultraviolet."
    ),
    "pco": gettext_lazy(
        "Gaz qui forment, sous l'effet du soleil, l'ozone de l'air que l'on respire."
    ),
    "pma": gettext_lazy("Particules fines de l'air, selon les maladies qu'elles provoquent."),
    "swe": gettext_lazy("Azote apporté aux mers et aux côtes, qui y fait proliférer les algues."),
    "tre": gettext_lazy(
        "Azote apporté aux sols, qui avantage quelques espèces aux dépens de toutes les autres."
    ),
    "wtu": gettext_lazy("Eau consommée, selon sa rareté là où elle est prélevée."),
    "ecs": gettext_lazy(
        "Le score de l'affichage environnemental français, en points : les impacts normalisés et "
        "pondérés, puis les compléments propres à chaque secteur."
    ),
    "pef": gettext_lazy(
        "Le score de l'empreinte environnementale de produit européenne, en points : les impacts "
        "normalisés et pondérés, sans complément."
    ),
}
