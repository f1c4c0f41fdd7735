"""API tokens (accounts.md 5): only a hash is stored."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.users import User


class ApiToken(models.Model):
    """A token of an account. ``digest`` is the SHA-256 of the whole token, in hexadecimal."""

    user = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="tokens", verbose_name=_("compte")
    )
    label = models.CharField(_("Libellé"), max_length=100)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("Créé le"), default=timezone.now, editable=False)
    last_used_at = models.DateTimeField(_("Dernière utilisation"), null=True, editable=False)
    expires_at = models.DateTimeField(_("Expire le"), null=True, blank=True)

    class Meta:
        verbose_name = _("jeton d'API")
        verbose_name_plural = _("jetons d'API")
        ordering = ("-created_at", "-pk")

    def __str__(self) -> str:
        return self.label
