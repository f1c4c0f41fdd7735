"""What each impact category measures, in a sentence of our own."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from scoring.web.explorer.words import Text

IMPACT_DESCRIPTIONS: Mapping[str, Text] = {
    "acd": _(
        "Substances qui, retombées avec la pluie, rendent les sols et les eaux plus acides et "
        "abîment forêts et lacs."
    ),
    "cch": _(
        "Gaz à effet de serre émis, ramenés à la quantité de dioxyde de carbone qui réchaufferait "
        "autant l'atmosphère en cent ans."
    ),
    "etf": _(
        "Substances toxiques rejetées dans les eaux douces, selon la part des espèces vivantes "
        "qu'elles touchent."
    ),
    "etf-c": _(
        "L'écotoxicité des eaux douces, corrigée : c'est elle que compte le coût environnemental."
    ),
    "fru": _(
        "Énergie tirée de ressources fossiles et d'uranium, qui ne se reconstituent pas à "
        "l'échelle d'une vie humaine."
    ),
    "fwe": _(
        "Phosphore apporté aux eaux douces, qui y nourrit les algues et prive d'oxygène les "
        "autres espèces."
    ),
    "htc": _("Substances dont l'exposition peut provoquer des cancers."),
    "htc-c": _(
        "La toxicité humaine cancérogène, corrigée : c'est elle que compte le coût environnemental."
    ),
    "htn": _("Substances dont l'exposition peut provoquer d'autres maladies que des cancers."),
    "htn-c": _(
        "La toxicité humaine non cancérogène, corrigée : c'est elle que compte le coût "
        "environnemental."
    ),
    "ior": _(
        "Rayonnements dus aux matières radioactives, surtout lors de la production d'électricité "
        "nucléaire."
    ),
    "ldu": _(
        "Occupation et transformation des sols, selon ce qu'elles font perdre à leur qualité."
    ),
    "mru": _("Métaux et minéraux extraits, selon leur rareté."),
    "ozd": _(
        "Gaz qui détruisent l'ozone des hautes couches de l'atmosphère, lequel protège du "
        "rayonnement ultraviolet."
    ),
    "pco": _("Gaz qui forment, sous l'effet du soleil, l'ozone de l'air que l'on respire."),
    "pma": _("Particules fines de l'air, selon les maladies qu'elles provoquent."),
    "swe": _("Azote apporté aux mers et aux côtes, qui y fait proliférer les algues."),
    "tre": _(
        "Azote apporté aux sols, qui avantage quelques espèces aux dépens de toutes les autres."
    ),
    "wtu": _("Eau consommée, selon sa rareté là où elle est prélevée."),
    "ecs": _(
        "Le score de l'affichage environnemental français, en points : les impacts normalisés et "
        "pondérés, puis les compléments propres à chaque secteur."
    ),
    "pef": _(
        "Le score de l'empreinte environnementale de produit européenne, en points : les impacts "
        "normalisés et pondérés, sans complément."
    ),
}
