"""Routes for monitoring."""

from django.urls import path

from operation.metrics import exposition
from operation.probes import alive, ready

urlpatterns = [
    path("healthz", alive, name="healthz"),
    path("readyz", ready, name="readyz"),
    path("metrics", exposition, name="metrics"),
]
