"""Routes of the catalogue page; also included for pinned versions."""

from django.urls import path, re_path

from scoring.web.catalogue import views

_MODEL = r"(?P<vocabulary>portail|api)\.(?P<ending>csv|xlsx)"

urlpatterns = [
    path("catalogue/", views.page, name="catalogue"),
    re_path(r"^catalogue/resultats/$", views.results, name="catalogue-results"),
    re_path(r"^catalogue/calcul/$", views.lines, name="catalogue-lines"),
    path("catalogue/telechargement/<slug:written>/", views.download, name="catalogue-download"),
    re_path(rf"^catalogue/modele/{_MODEL}$", views.model, name="catalogue-model"),
]
