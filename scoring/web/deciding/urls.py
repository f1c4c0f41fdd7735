"""Routes of levers and estimates; also included for pinned versions."""

from django.urls import path

from scoring.web.deciding import views

urlpatterns = [
    path("textile/estimation/", views.estimation, name="textile-estimate-page"),
    path("textile/leviers/", views.levers, name="textile-levers-page"),
]
