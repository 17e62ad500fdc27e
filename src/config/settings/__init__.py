"""Settings, one file per subject."""

from config.settings.base import *
from config.settings.database import *
from config.settings.identity import *
from config.settings.observability import *
from config.settings.security import *
