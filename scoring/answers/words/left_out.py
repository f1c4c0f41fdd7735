"""Why a version was installed without a sector: the sentences of ``scoring.installation``.

They are kept in French in the version's files: these are their shapes, so that pages can say them
in English (``scoring.web.left_out``).
"""

# ruff: noqa: E501 - a sentence is one line, as translators see it.

from scoring.answers.marking import N_

SENTENCES = (
    N_("{a} ; {b} fois, dont {c}"),
    N_("{a} (rien n'est donné)"),
    N_("{a} ({b} reçu)"),
    N_("aucun procédé de la source n'est de ce secteur"),
    N_("ses données demandent des règles que ce programme n'a pas"),
    N_(
        "aucun procédé n'a l'identifiant, ou le nom et l'inventaire, de ceux qui tiennent ces rôles dans les versions fournies ({a})"
    ),
    N_(
        "les ingrédients viennent d'une taxonomie (depuis juin 2026), que ce programme ne sait pas lire"
    ),
    N_("« {a} » n'existe pas"),
    N_("cette valeur n'existe pas"),
    N_("« {a} » n'est pas une valeur admise ({b})"),
    N_("cette valeur n'est pas une valeur admise ({a})"),
    N_("le procédé {a} n'est pas compté en {b}"),
    N_("un taux de perte doit être inférieur à 1"),
    N_("{a} n'est pas un pays du textile"),
    N_("un composant doit avoir un domaine"),
    N_("{a} n'a pas l'unité de la matière"),
    N_("le champ {a} manque"),
    N_("cet identifiant est en double"),
    N_("un objet est attendu"),
    N_("objet attendu"),
    N_("une liste d'objets est attendue"),
    N_("une liste est attendue"),
    N_("une table est attendue"),
    N_("un texte non vide est attendu"),
    N_("true ou false est attendu"),
    N_("un nombre fini est attendu"),
    N_("un nombre strictement positif est attendu"),
    N_("un nombre entier est attendu, {a} reçu"),
    N_("{a} est hors des bornes {b} à {c}"),
    N_("lecture impossible ({a})"),
    N_("ce fichier n'existe pas"),
    N_("ce n'est pas du JSON : ligne {a}, colonne {b}"),
)
