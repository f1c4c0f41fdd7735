"""Routes of the simulators; they are included for a pinned version too."""

from django.urls import include, path

from scoring.web.food.simulator import FOOD
from scoring.web.objects.simulator import OBJECTS, VEHICLES
from scoring.web.textile.simulator import TEXTILE

urlpatterns = [
    path("textile/", include(TEXTILE.urls)),
    path("alimentaire/", include(FOOD.urls)),
    path("objet/", include(OBJECTS.urls)),
    path("veli/", include(VEHICLES.urls)),
]
