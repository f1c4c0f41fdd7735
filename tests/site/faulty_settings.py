"""The settings of an instance, with one address more, whose view has a fault."""

from ecobalyse_site.settings import *  # noqa: F403

ROOT_URLCONF = "tests.site.faulty_urls"
