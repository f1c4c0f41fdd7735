"""URLs of the explorer, under the root of the site or of a pinned version."""

from django.urls import path, re_path

from scoring.web.explorer.views import (
    dataset_page,
    download,
    explorer_home,
    record_page,
    sector_page,
)

_DATASET = r"explorateur/(?P<sector>[a-z]+)/(?P<dataset>[a-z-]+)"

urlpatterns = [
    path("explorateur/", explorer_home, name="explorer"),
    path("explorateur/<slug:sector>/", sector_page, name="explorer-sector"),
    re_path(rf"^{_DATASET}/$", dataset_page, name="explorer-dataset"),
    re_path(rf"^{_DATASET}\.(?P<form>csv|excel\.csv)$", download, name="explorer-download"),
    re_path(rf"^{_DATASET}/(?P<identifier>[^/]+)/$", record_page, name="explorer-record"),
]
