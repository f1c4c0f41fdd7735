"""What the engine and the catalogues say of a request, a cell or a file that they refuse.

They say it in French, as the API does: these are the shapes of their sentences, so that pages can
say them in English (``scoring.web.refusals``). A test finds each sentence of their modules here.
"""

# ruff: noqa: E501 - a sentence is one line, as translators see it.

from scoring.answers.marking import N_

SENTENCES = (
    N_("Un nombre est attendu. Expecting a FLOAT"),
    N_("Un nombre entier est attendu. Expecting an INT"),
    N_("Un texte est attendu. Expecting a STRING"),
    N_("Un booléen (true ou false) est attendu. Expecting a BOOL"),
    N_("Cette proportion doit être comprise {a} (ici\u202f: {b})"),
    N_("entre {a} et {b} inclus"),
    N_("Cet identifiant n'est pas un UUID : {a} Not a valid UUID"),
    N_("La quantité doit être un nombre entier positif. Expecting an INT"),
    N_("La quantité doit être un nombre entier positif"),
    N_(
        'Le titrage se donne en Nm par un nombre, ou par un texte tel que "40", "40Nm" ou "250Dtex"'
    ),
    N_("Une liste est attendue. Expecting a LIST"),
    N_("Un objet est attendu. Expecting an OBJECT"),
    N_("Le champ {a} manque. Expecting an OBJECT with a field named `{b}`"),
    N_("Le champ {a} manque."),
    N_("{a} doit être compris(e) entre {b} et {c}."),
    N_("Le nombre de références"),
    N_("Le prix unitaire"),
    N_("Le coefficient de durabilité physique"),
    N_("Le taux de perte en confection"),
    N_("Le taux de stocks dormants en confection"),
    N_("Le titrage"),
    N_("Le grammage"),
    N_("{a} (valeurs admises : {b})"),
    N_("Le procédé de filature ou filage {a} n'est pas valide"),
    N_("Procédé de tissage/tricotage inconnu: {a}"),
    N_("Type de teinture inconnu\u202f: {a}"),
    N_("Type de complexité de fabrication inconnu\u00a0: {a}"),
    N_("Type d'impression inconnu: {a}"),
    N_("Produit non trouvé id={a}."),
    N_("Matière non trouvée id={a}."),
    N_("{a} Vouliez-vous dire {b} ?"),
    N_("La liste '{a}' doit contenir 1 élément(s) minimum."),
    N_("La liste '{a}' doit contenir {b} élément(s) maximum (ici : {c})."),
    N_("Il faut une partie principale (mainComponent), et une seule (ici : {a})."),
    N_("La partie principale doit dire son pays de confection."),
    N_("Un lot compte {a} articles au plus (ici : {b})."),
    N_("une valeur simple est attendue, non une liste ou un objet"),
    N_("« {a} » n'est pas du JSON ({b})"),
    N_("ce n'est pas du JSON ({a})"),
    N_("{a} : le score déclaré n'est pas contrôlé"),
    N_("« {a} » n'est pas un nombre"),
    N_("« {a} » n'est pas un nombre de pièces"),
    N_("« {a} » est une date ou une heure : le tableur y attend un nombre"),
    N_("ce nombre est trop grand"),
    N_("ce nombre est trop grand de pièces"),
    N_("« {a} » n'est pas un nombre fini"),
    N_("« {a} » ne se lit ni oui ni non"),
    N_("« {a} » n'est pas un nombre entier"),
    N_("« {a} » n'est pas un nombre entier de pièces, 0 ou plus"),
    N_("« {a} » n'est pas un nombre entier d'articles"),
    N_(
        "« {a} » est un nombre supérieur à 1 : dans un tableur, écrivez la fraction (0,2) ou un texte en pour cent (« 20 % »)"
    ),
    N_("« {a} » est lu « {b} »"),
    N_("« {a} » est lu {b} : les milliers se séparent d'une espace"),
    N_("« {a} » n'est pas un nom ou un code connu ({b}). Vouliez-vous dire {c} ?"),
    N_("« {a} » n'est pas un nom ou un code connu ({b}). Valeurs admises : {c}."),
    N_("le prix de {a} € est au-dessus de 1000 € : il est compté pour {b} €"),
    N_("le prix de {a} € est au-dessous de 1 € : il est compté pour {b} €"),
    N_("les parts ne font que 1 % : dans un texte « 0,9 » veut dire 0,9 %, écrivez 90 ou 90 %"),
    N_("aucune matière n'est donnée"),
    N_("la part de cette matière manque"),
    N_("une part ou une origine est donnée, la matière manque"),
    N_("la catégorie manque"),
    N_("la masse manque"),
    N_("les accessoires sont donnés sous deux formes à la fois"),
    N_("une quantité est donnée, l'accessoire manque"),
    N_("la quantité de cet accessoire manque"),
    N_("la ligne {a} de « {b} » est refusée : toutes le sont"),
    N_("il faut une partie principale, et une seule (ici : {a})"),
    N_("les accessoires comptent avec la partie principale : ceux-ci sont ignorés"),
    N_("cette valeur doit être la même sur toutes les lignes de « {a} »"),
    N_("la ligne {a}, qui est refusée, est peut-être {b} « {c} » : corrigez-la d'abord"),
    N_("les lignes {a} « {b} » doivent se suivre (la première est la ligne {c})"),
    N_("une ligne est d'un lot ou d'un vêtement en plusieurs parties, pas des deux"),
    N_("plus de {a} lignes {b} « {c} »"),
    N_("le portail prend {a} matières au plus"),
    N_(
        "le fichier du portail a un produit par ligne : il ne peut déclarer ni un lot, ni un vêtement en plusieurs parties"
    ),
    N_("le portail prend de 1 à {a} références"),
    N_("le score déclaré ({a}) est à plus de 1 % du score calculé ({b})"),
    N_("le portail ne connaît pas « {a} » écrit ainsi"),
    N_("le score déclaré n'est pas un nombre"),
    N_("le portail ne connaît pas « {a} »"),
    N_("le fichier du portail n'a pas de colonne pour ce paramètre"),
    N_("le portail n'a pas l'accessoire « {a} »"),
    N_("le portail n'a pas de colonne pour cela"),
    N_("aucun GTIN : le portail en demande un, sauf pour les marques qui n'en ont pas"),
    N_("GTIN « {a} » : un tableur a arrondi ce nombre, ses derniers chiffres sont perdus"),
    N_("GTIN « {a} » : ce n'est pas une suite de chiffres"),
    N_(
        "GTIN « {a} » : {b} chiffres, le portail en attend 8 ou 13 (un tableur retire le zéro du début)"
    ),
    N_("GTIN « {a} » : {b} chiffres, le portail en attend 8 ou 13"),
    N_("GTIN « {a} » : son chiffre de contrôle n'est pas le bon"),
    N_("le portail n'accepte que 1, 5, 20, 50 ou 80 %"),
    N_("le portail demande une masse d'au moins 0,01 kg"),
    N_("le portail demande ce pourcentage avec le type d'impression"),
    N_("le pourcentage d'impression est donné sans son type : rien n'est compté"),
    N_("le portail demande cette origine, sauf pour un produit remanufacturé"),
    N_(
        "les guillemets de cette ligne sont mal fermés : un texte entre guillemets double ceux qu'il contient"
    ),
    N_("cette ligne n'a que {a} cellules sur {b} : les dernières sont lues comme vides"),
    N_("cette ligne a {a} cellules, les titres sont {b}"),
    N_("une cellule est trop longue"),
    N_("le fichier s'arrête au milieu de cette ligne : il est incomplet"),
    N_(
        "à partir de la ligne {a}, le fichier n'est pas en UTF-8 : il est lu en Windows-1252 ; vérifiez les accents"
    ),
    N_("Le fichier est vide : il n'a pas de ligne de titres."),
    N_("La ligne des titres est illisible : {a}."),
    N_("La feuille est vide : elle n'a pas de ligne de titres."),
    N_("Le fichier a {a} colonnes, {b} au plus sont lues. Rien n'a été calculé."),
    N_("JSON illisible à partir de la ligne {a} du fichier."),
    N_("JSON illisible : {a}."),
    N_("Le fichier JSON s'arrête avant la fin du tableau, à la ligne {a} : il est incomplet."),
    N_("Le fichier n'est ni un tableau JSON ni une suite d'objets JSON. Rien n'a été calculé."),
    N_("Le fichier JSON n'est pas en UTF-8."),
    N_("JSON trop imbriqué à la ligne {a} du fichier."),
    N_(
        "Ce fichier Parquet a un groupe de lignes de {a} Mo une fois ouvert, plus que les {b} acceptés : écrivez-le par groupes plus petits."
    ),
    N_("Le fichier Parquet est illisible ({a})."),
    N_("Le fichier Parquet est illisible après la ligne {a} ({b})."),
    N_("La ligne {a} dépasse {b} Mo : ce n'est pas un catalogue."),
    N_(
        "Ce fichier XLSX fait {a} Mo une fois ouvert, plus que les {b} acceptés : donnez-le en CSV."
    ),
    N_("Le fichier XLSX est illisible ({a}) : est-il protégé par un mot de passe, ou endommagé ?"),
    N_("Le fichier n'est pas un fichier XLSX."),
    N_(
        "La première ligne ne contient aucune colonne connue ({a}) : on attend {b}. Rien n'a été calculé."
    ),
    N_(
        "celles du portail de déclaration (« Catégorie », « Masse (en kg) », …) ou celles de l'API (« product », « mass », …)"
    ),
    N_("celles de l'API (« product », « mass », …)"),
    N_("Colonne présente deux fois : {a}. Rien n'a été calculé."),
    N_("Colonnes présentes deux fois : {a}. Rien n'a été calculé."),
    N_("Colonne non reconnue, rendue sans être lue : {a}."),
    N_("Colonnes non reconnues, rendues sans être lues : {a}."),
    N_("Colonne absente : {a}. Rien n'a été calculé."),
    N_("Colonnes absentes : {a}. Rien n'a été calculé."),
    N_("{a} : {b}"),
    N_("La colonne « {a} » n'est pas lue : « {b} » l'aurait été."),
)
