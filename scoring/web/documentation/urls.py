"""URLs of the documentation."""

from django.urls import path

from scoring.web.documentation.views import contents, document

urlpatterns = [
    path("documentation/", contents, name="documentation"),
    path("documentation/<slug:slug>/", document, name="documentation-document"),
]
