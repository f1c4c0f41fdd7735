"""What each stage of a sector includes, in a few sentences."""

from collections.abc import Mapping, Sequence
from typing import Final

from django.utils.translation import gettext_lazy as _

from scoring.engine import scopes
from scoring.web.method.sections import Paragraph, SectionText

_TEXTILE: Final = (
    SectionText(
        code="score",
        title=_("Le score"),
        paragraphs=(
            Paragraph(
                _(
                    "Chaque étape demande des quantités de matière, d'énergie et de transport. "
                    "Chacune est multipliée par les impacts de son procédé, qui sont normalisés, "
                    "pondérés et additionnés en points. Deux compléments s'y ajoutent : les "
                    "microfibres et la fin de vie hors d'Europe. Le tout est divisé par le "
                    "coefficient de durabilité : un vêtement qui dure davantage coûte moins."
                ),
                "impacts",
                _("Les impacts et leurs poids"),
            ),
            Paragraph(
                _(
                    "Le calcul part de la masse du vêtement fini et remonte les étapes : pertes en "
                    "confection et stocks dormants, pertes du tissage ou du tricotage, pertes de "
                    "la filature. La masse des accessoires est ôtée des quatre premières étapes, "
                    "car elle n'est pas faite de fibres."
                ),
            ),
        ),
    ),
    SectionText(
        code="trims",
        title=_("Accessoires"),
        paragraphs=(
            Paragraph(
                _(
                    "Un bouton ou une fermeture compte pour la matière dont il est fait. Tant que "
                    "vous n'en choisissez pas, ce sont ceux de la catégorie. Ils comptent aussi "
                    "pour un vêtement remanufacturé."
                ),
                "accessoires",
                _("Les accessoires"),
            ),
        ),
    ),
    SectionText(
        code="durability",
        title=_("Durabilité"),
        paragraphs=(
            Paragraph(
                _(
                    "Le coefficient va de 0,67 à 1,45. La durabilité non physique vient à parts "
                    "égales du nombre de références de la marque et de l'incitation à réparer : le "
                    "prix rapporté au coût de réparation de la catégorie, et le service de "
                    "réparation d'une grande entreprise. La durabilité physique est celle que vous "
                    "donnez ; la plus faible des deux est retenue."
                ),
            ),
            Paragraph(
                _(
                    "Le coefficient change aussi le nombre de jours portés, donc de cycles "
                    "d'entretien, et la part de l'avion par défaut."
                ),
                "categories",
                _("Les valeurs par défaut de chaque catégorie"),
            ),
        ),
    ),
    SectionText(
        code="material",
        title=_("Matières premières"),
        paragraphs=(
            Paragraph(
                _(
                    "Chaque fibre compte selon sa part. Une fibre recyclée suit la formule de "
                    "l'empreinte circulaire (CFF), qui lui laisse une part de l'impact de la fibre "
                    "vierge dont elle vient. Le complément microfibres dépend de l'origine de la "
                    "fibre : végétale, animale, artificielle ou synthétique."
                ),
                "matieres",
                _("Les matières"),
            ),
        ),
    ),
    SectionText(
        code="spinning",
        title=_("Filature"),
        paragraphs=(
            Paragraph(
                _(
                    "La filature prend l'électricité de son pays : d'autant plus que le fil est "
                    "fin, et selon le procédé, conventionnel, non conventionnel, ou filage des "
                    "fibres synthétiques. Le titrage est la finesse du fil, en Nm : kilomètres de "
                    "fil par kilogramme."
                ),
            ),
        ),
    ),
    SectionText(
        code="fabric",
        title=_("Tissage & tricotage"),
        paragraphs=(
            Paragraph(
                _(
                    "Un tricot prend une électricité proportionnelle à sa masse. Celle d'un tissu "
                    "suit ses duites : le grammage et le titrage donnent la densité de fils, et la "
                    "surface d'étoffe la longueur à tisser."
                ),
            ),
        ),
    ),
    SectionText(
        code="ennobling",
        title=_("Ennoblissement"),
        paragraphs=(
            Paragraph(
                _(
                    "Les prétraitements suivent l'origine des fibres : blanchiment, dégraissage, "
                    "lavage. Viennent ensuite la teinture, l'impression s'il y en a une, et les "
                    "apprêts. Chacun prend de l'électricité et de la chaleur. Les inventaires "
                    "enrichis sont les substances toxiques rejetées, à proportion de ce qui "
                    "atteint l'eau dans le pays."
                ),
                "pays",
                _("Les pays : énergie, pollution aquatique, distances"),
            ),
        ),
    ),
    SectionText(
        code="making",
        title=_("Confection"),
        paragraphs=(
            Paragraph(
                _(
                    "L'électricité suit le temps de confection, donc la complexité du vêtement, et "
                    "non sa masse. Les pertes et les stocks dormants augmentent ce qui doit être "
                    "produit en amont. Le délavage prend de l'électricité et de la chaleur."
                ),
            ),
        ),
    ),
    SectionText(
        code="distribution",
        title=_("Distribution"),
        paragraphs=(
            Paragraph(
                _("Elle a lieu en France et ne compte que son transport : 500 km par la route."),
            ),
        ),
    ),
    SectionText(
        code="use",
        title=_("Utilisation"),
        paragraphs=(
            Paragraph(
                _(
                    "Les cycles d'entretien sont ceux de la catégorie, multipliés par le "
                    "coefficient de durabilité. Chacun compte le lavage et le séchage, selon la "
                    "masse, et le repassage, à la pièce, avec l'électricité française."
                ),
            ),
        ),
    ),
    SectionText(
        code="eol",
        title=_("Fin de vie"),
        paragraphs=(
            Paragraph(
                _(
                    "Le trajet en voiture vers le point de collecte suit le volume du vêtement, le "
                    "traitement suit sa masse. Le complément compte la part des vêtements qui "
                    "finit hors d'Europe ; elle est plus grande quand les fibres synthétiques font "
                    "au moins la moitié de la composition."
                ),
            ),
        ),
    ),
    SectionText(
        code="transport",
        title=_("Transports"),
        paragraphs=(
            Paragraph(
                _(
                    "D'une étape à la suivante, la masse parcourt la distance entre les deux pays, "
                    "par la route, par la mer ou par les deux selon cette distance. L'avion ne "
                    "sert qu'après la confection. Tant que vous n'en fixez pas la part, elle est "
                    "nulle si la confection est en Europe ou en Turquie ; ailleurs elle vaut 0,33 "
                    "quand le coefficient de durabilité atteint 1, et 1 sinon."
                ),
            ),
        ),
    ),
    SectionText(
        code="upcycled",
        title=_("Vêtement remanufacturé"),
        paragraphs=(
            Paragraph(
                _(
                    "Matières, filature, étoffe et ennoblissement ne sont pas comptés : la matière "
                    "existe déjà. La confection est tenue pour complexe, sauf choix contraire."
                ),
            ),
        ),
    ),
    SectionText(
        code="composites",
        title=_("Lots et vêtements en plusieurs parties"),
        paragraphs=(
            Paragraph(
                _(
                    "Le score d'un lot est la somme de ceux de ses articles, chacun compté autant "
                    "de fois que le lot en a. Le prix du lot se partage entre eux, en proportion "
                    "du prix par défaut de leur catégorie ; le nombre de références est le même "
                    "pour tous."
                ),
            ),
            Paragraph(
                _(
                    "Chaque partie d'un vêtement se calcule comme un vêtement de sa masse, avec la "
                    "catégorie, le prix et l'entreprise du tout. Les accessoires et le travail de "
                    "confection ne comptent qu'avec la partie principale. Deux formes simplifiées "
                    "font un seul calcul de la masse totale : avec la composition moyenne, ou avec "
                    "celle de la partie principale."
                ),
            ),
        ),
    ),
)
_FOOD: Final = (
    SectionText(
        code="score",
        title=_("Le score"),
        paragraphs=(
            Paragraph(
                _(
                    "Chaque ingrédient, transport, emballage et énergie est une quantité d'un "
                    "procédé, multipliée par les impacts de ce procédé, qui sont normalisés, "
                    "pondérés et additionnés en points. Les services écosystémiques que rend "
                    "l'agriculture en sont déduits."
                ),
                "impacts",
                _("Les impacts et leurs poids"),
            ),
            Paragraph(
                _(
                    "Une recette se lit dans l'ordre où elle se fait : les masses achetées, ce qui "
                    "en est comestible, ce qui reste après cuisson, l'emballage, le magasin, puis "
                    "la cuisine. Le score se dit aussi par kilogramme préparé."
                ),
            ),
        ),
    ),
    SectionText(
        code="material",
        title=_("Ingrédients"),
        paragraphs=(
            Paragraph(
                _(
                    "Chaque ingrédient compte le procédé qui le produit et son trajet jusqu'à "
                    "l'usine, en France : depuis le champ, depuis son pays ou depuis son origine "
                    "par défaut, par la route, par la mer ou par avion, au froid s'il le demande. "
                    "Ses services écosystémiques (haies, taille de parcelles, diversité culturale, "
                    "prairies permanentes, chargement territorial) sont des points en moins, ou en "
                    "plus pour le chargement."
                ),
                "ingredients",
                _("Les ingrédients"),
            ),
        ),
    ),
    SectionText(
        code="transform",
        title=_("Transformation"),
        paragraphs=(
            Paragraph(
                _(
                    "Un seul procédé, à l'usine, pour la masse donnée. La cuisson, et elle seule, "
                    "change les masses, par le rapport du cru au cuit de chaque ingrédient ; la "
                    "part non comestible est ôtée dans tous les cas."
                ),
                "procedes",
                _("Les procédés"),
            ),
        ),
    ),
    SectionText(
        code="packaging",
        title=_("Emballage"),
        paragraphs=(
            Paragraph(
                _(
                    "La masse de chaque emballage, multipliée par les impacts de son procédé. Il "
                    "voyage avec le produit jusqu'au magasin."
                ),
            ),
        ),
    ),
    SectionText(
        code="distribution",
        title=_("Distribution"),
        paragraphs=(
            Paragraph(
                _(
                    "L'électricité, le froid et l'eau du magasin suivent le volume du produit et "
                    "sa conservation : à température ambiante, au frais ou surgelé."
                ),
            ),
        ),
    ),
    SectionText(
        code="use",
        title=_("Consommation"),
        paragraphs=(
            Paragraph(
                _(
                    "Chaque préparation à la maison prend de l'électricité ou du gaz pour la masse "
                    "à préparer. Si l'usine n'a pas cuit la recette et qu'une préparation la cuit, "
                    "la masse servie change, et donc le score par kilogramme."
                ),
            ),
        ),
    ),
)
_OBJECTS: Final = (
    SectionText(
        code="score",
        title=_("Le score"),
        paragraphs=(
            Paragraph(
                _(
                    "Un produit est une liste de composants, chacun en une quantité. Un composant "
                    "est fait d'éléments : une matière, en quantité finale, et les transformations "
                    "qu'elle subit, dans l'ordre. Chaque quantité est multipliée par les impacts "
                    "de son procédé, qui sont normalisés, pondérés et additionnés en points."
                ),
                "impacts",
                _("Les impacts et leurs poids"),
            ),
        ),
    ),
    SectionText(
        code="material",
        title=_("Matières premières"),
        paragraphs=(
            Paragraph(
                _(
                    "La quantité achetée est plus grande que celle qui reste : elle compense les "
                    "pertes de toutes les transformations de l'élément."
                ),
                "composants",
                _("Les composants"),
            ),
        ),
    ),
    SectionText(
        code="transformation",
        title=_("Transformation"),
        paragraphs=(
            Paragraph(
                _(
                    "Une transformation compte sur ce qui y entre, dans l'unité de la matière : "
                    "son procédé, et l'électricité et la chaleur qu'elle demande. Elle laisse ce "
                    "que ses pertes n'emportent pas à la suivante."
                ),
                "procedes",
                _("Les procédés"),
            ),
        ),
    ),
    SectionText(
        code="total",
        title=_("Total"),
        paragraphs=(
            Paragraph(
                _(
                    "Chaque composant compte autant de fois que le produit en a. La masse d'un "
                    "élément vient de la densité de sa matière, quand elle se mesure autrement "
                    "qu'en kilogrammes."
                ),
            ),
        ),
    ),
)
TEXTS: Final[Mapping[str, Sequence[SectionText]]] = {
    scopes.TEXTILE: _TEXTILE,
    scopes.FOOD: _FOOD,
    scopes.OBJECT: _OBJECTS,
}
