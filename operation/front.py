"""What stands in front of the instance, as a browser meets it (deploy/README.md)."""

import urllib.request
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse

from ecobalyse_site.served import site_address
from operation.findings import Finding, fault, good, warning

_SUBJECT = "formulaires"
_SECONDS = 5
_HIDING = "no-referrer"
# The instance is looked for where it says it is, by no way of the machine's own proxy.
_direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def forms() -> Finding:
    """Whether the site's own forms would be accepted from the address that people use.

    Its sign-in page is asked for there: a proxy may add a header that has browsers hide where a
    form comes from, or have HTTPS that was not declared.
    """
    address = site_address()
    if urlsplit(address).scheme == "https" and not settings.HTTPS:
        return fault(
            _SUBJECT,
            f"{address} est en HTTPS, que HTTPS=True ne déclare pas : ils sont tous refusés",
            "HTTPS=True et TRUSTED_PROXIES=1",
        )
    try:
        with _direct.open(address + reverse("account_login"), timeout=_SECONDS) as answer:
            policies = ", ".join(answer.headers.get_all("Referrer-Policy", []))
    except (OSError, ValueError) as error:
        return warning(
            _SUBJECT,
            f"non vérifiés : {address} ne répond pas ({type(error).__name__})",
            "vérifiez SITE_URL une fois l'instance servie",
        )
    # The last one that a browser knows is in force.
    if policies.split(",")[-1].strip().lower() == _HIDING:
        return fault(
            _SUBJECT,
            f"un serveur placé devant l'instance ajoute « Referrer-Policy: {_HIDING} » : les "
            "navigateurs taisent alors d'où ils viennent, et ils sont tous refusés",
            "retirez cet en-tête du serveur mandataire ; l'instance envoie le sien",
        )
    return good(_SUBJECT, f"acceptés depuis {address}")
