"""Routes of sharing, comparing and exporting."""

from django.urls import path, re_path

from scoring.web.sharing import views

_ROUTE = "(?P<route>" + "|".join(views.SECTOR_OF_ROUTE) + ")"
_FORM = r"(?P<form>csv|excel\.csv|json)"
_ONE_FORM = r"(?P<form>csv|excel\.csv|json|xlsx)"

urlpatterns = [
    path("comparer/", views.comparison_page, name="comparison"),
    re_path(r"^comparer/graphiques/$", views.comparison_charts, name="comparison-charts"),
    re_path(rf"^comparer/telechargement/{_FORM}/$", views.comparison_file, name="comparison-file"),
    re_path(
        rf"^{_ROUTE}/telechargement/{_ONE_FORM}/$", views.simulation_file, name="simulation-file"
    ),
    re_path(rf"^{_ROUTE}/fiche/$", views.simulation_record, name="simulation-record"),
]
