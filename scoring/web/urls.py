"""Routes of the simulators; they are included for a pinned version too."""

from django.urls import include, path

from scoring.web.food.simulator import FOOD
from scoring.web.objects.simulator import OBJECTS, VEHICLES

urlpatterns = [
    path("textile/", include("scoring.web.textile.urls")),
    path("alimentaire/", include(FOOD.urls)),
    path("objet/", include(OBJECTS.urls)),
    path("veli/", include(VEHICLES.urls)),
]
