"""Routes of the textile simulator."""

from django.urls import path

from scoring.web.textile import views

urlpatterns = [
    path("", views.simulator, name="textile"),
    path("fragment/", views.fragment, name="textile-fragment"),
    path("lien/", views.link, name="textile-link"),
    path("exemples/<uuid:identifier>/", views.example, name="textile-example"),
]
