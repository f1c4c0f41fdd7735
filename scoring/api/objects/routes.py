"""The addresses of the endpoints of objects and light vehicles (api.md 6.1)."""

from scoring.api.objects.lists import (
    ObjectComponents,
    ObjectProcesses,
    VeliComponents,
    VeliProcesses,
)
from scoring.api.objects.views import ObjectSimulator, VeliSimulator

ROUTES = (
    ("object/components", ObjectComponents, "object-components"),
    ("object/processes", ObjectProcesses, "object-processes"),
    ("object/simulator", ObjectSimulator, "object-simulator"),
    ("veli/components", VeliComponents, "veli-components"),
    ("veli/processes", VeliProcesses, "veli-processes"),
    ("veli/simulator", VeliSimulator, "veli-simulator"),
)
