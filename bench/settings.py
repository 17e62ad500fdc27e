"""The product's settings, and beside its addresses those of the floors it is measured against."""

from config.settings import *  # noqa: F403
from config.settings import INSTALLED_APPS as PRODUCT_APPS

INSTALLED_APPS = [*PRODUCT_APPS, "bench"]
DIMOS_MUNICIPAL_URLCONF = "bench.addresses"
# The sessions of the measurement's clerks are made by hand, without a second factor to show.
DIMOS_SECOND_FACTOR_COMPULSORY = False
