"""Who works here and with which role: the administrator's pages."""
