"""The Django project: settings, routes of the site, and what every request goes through."""
