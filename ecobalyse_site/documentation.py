"""The API documentation page, where requests can be tried out."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from scoring.answers.journal import JOURNAL
from scoring.api.schema.document import document_of
from scoring.web.labels import language

# The viewer's English strings, and their French translations.
_FRENCH = {
    "Authorize": "Donner un jeton",
    "Available authorizations": "Jetons possibles",
    "Apply credentials": "Utiliser ce jeton",
    "Close": "Fermer",
    "Logout": "Retirer le jeton",
    "Authorized": "Jeton donné",
    "Value:": "Valeur :",
    "Name:": "Nom :",
    "In:": "Place :",
    "Servers": "Serveur",
    "Parameters": "Paramètres",
    "No parameters": "Aucun paramètre",
    "Request body": "Corps de la requête",
    "required": "obligatoire",
    "Try it out": "Essayer",
    "Cancel": "Annuler",
    "Reset": "Rétablir",
    "Execute": "Envoyer",
    "Clear": "Effacer",
    "Responses": "Réponses",
    "Server response": "Réponse du serveur",
    "Response body": "Corps de la réponse",
    "Response headers": "En-têtes de la réponse",
    "Request duration": "Durée de la requête",
    "Request URL": "Adresse de la requête",
    "Download": "Télécharger",
    "Details": "Détails",
    "Links": "Liens",
    "No links": "Aucun lien",
    "Name": "Nom",
    "Headers:": "En-têtes :",
    "Media type": "Type de contenu",
    "Examples": "Exemples",
    "Examples:": "Exemples :",
    "Example Value": "Exemple",
    "Example Description": "Description de l'exemple",
    "Edit Value": "Modifier",
    "Schema": "Schéma",
    "Schemas": "Schémas",
    "Loading": "Chargement",
}


def api_documentation(request: HttpRequest) -> HttpResponse:
    """Show the viewer, and a list of operations when JavaScript is disabled."""
    spoken = language()
    document = document_of(settings.METHOD_VERSION, spoken)
    operations = [
        {"verb": verb.upper(), "path": path, "summary": operation["summary"]}
        for path, verbs in document["paths"].items()
        for verb, operation in verbs.items()
    ]
    context: dict[str, Any] = {
        "operations": operations,
        "introduction": document["info"]["description"],
        "journal": JOURNAL,
        "document": "/api?lang=en" if spoken == "en" else "/api",
        # The viewer's own language is English.
        "words": _FRENCH if spoken == "fr" else {},
    }
    return render(request, "api_documentation.html", context)
