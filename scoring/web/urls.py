"""Routes of the simulators; also included for pinned versions."""

from django.urls import include, path

from scoring.web.composites.simulator import PARTS, SETS
from scoring.web.deciding.urls import urlpatterns as deciding
from scoring.web.food.simulator import FOOD
from scoring.web.objects.simulator import OBJECTS, VEHICLES
from scoring.web.textile.simulator import TEXTILE

urlpatterns = [
    *deciding,
    *(
        path(f"{simulator.sector.pages}/", include(simulator.urls))
        for simulator in (TEXTILE, SETS, PARTS, FOOD, OBJECTS, VEHICLES)
    ),
]
