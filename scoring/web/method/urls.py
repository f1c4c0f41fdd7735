"""URLs of the method, under the root of the site or of a pinned version."""

from django.urls import re_path

from scoring.web.method.views import SECTORS, method_page

_SECTOR = "|".join(SECTORS)

urlpatterns = [
    re_path(rf"^pages/methode-(?P<sector>{_SECTOR})/$", method_page, name="method"),
]
