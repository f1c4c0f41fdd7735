"""The Django project: settings, URL configuration and middleware."""
