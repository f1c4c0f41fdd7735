"""What each impact category measures, in a sentence of our own."""

from collections.abc import Mapping

from scoring.answers.marking import N_

DESCRIPTIONS: Mapping[str, str] = {
    "acd": N_(
        "Substances qui, retombées avec la pluie, rendent les sols et les eaux plus acides et "
        "abîment forêts et lacs."
    ),
    "cch": N_(
        "Gaz à effet de serre émis, ramenés à la quantité de dioxyde de carbone qui réchaufferait "
        "autant l'atmosphère en cent ans."
    ),
    "etf": N_(
        "Substances toxiques rejetées dans les eaux douces, selon la part des espèces vivantes "
        "qu'elles touchent."
    ),
    "etf-c": N_(
        "L'écotoxicité des eaux douces, corrigée : c'est elle que compte le coût environnemental."
    ),
    "fru": N_(
        "Énergie tirée de ressources fossiles et d'uranium, qui ne se reconstituent pas à "
        "l'échelle d'une vie humaine."
    ),
    "fwe": N_(
        "Phosphore apporté aux eaux douces, qui y nourrit les algues et prive d'oxygène les "
        "autres espèces."
    ),
    "htc": N_("Substances dont l'exposition peut provoquer des cancers."),
    "htc-c": N_(
        "La toxicité humaine cancérogène, corrigée : c'est elle que compte le coût environnemental."
    ),
    "htn": N_("Substances dont l'exposition peut provoquer d'autres maladies que des cancers."),
    "htn-c": N_(
        "La toxicité humaine non cancérogène, corrigée : c'est elle que compte le coût "
        "environnemental."
    ),
    "ior": N_(
        "Rayonnements dus aux matières radioactives, surtout lors de la production d'électricité "
        "nucléaire."
    ),
    "ldu": N_(
        "Occupation et transformation des sols, selon ce qu'elles font perdre à leur qualité."
    ),
    "mru": N_("Métaux et minéraux extraits, selon leur rareté."),
    "ozd": N_(
        "Gaz qui détruisent l'ozone des hautes couches de l'atmosphère, lequel protège du "
        "rayonnement ultraviolet."
    ),
    "pco": N_("Gaz qui forment, sous l'effet du soleil, l'ozone de l'air que l'on respire."),
    "pma": N_("Particules fines de l'air, selon les maladies qu'elles provoquent."),
    "swe": N_("Azote apporté aux mers et aux côtes, qui y fait proliférer les algues."),
    "tre": N_(
        "Azote apporté aux sols, qui avantage quelques espèces aux dépens de toutes les autres."
    ),
    "wtu": N_("Eau consommée, selon sa rareté là où elle est prélevée."),
    "ecs": N_(
        "Le score de l'affichage environnemental français, en points : les impacts normalisés et "
        "pondérés, puis les compléments propres à chaque secteur."
    ),
    "pef": N_(
        "Le score de l'empreinte environnementale de produit européenne, en points : les impacts "
        "normalisés et pondérés, sans complément."
    ),
}
