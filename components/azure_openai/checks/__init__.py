"""The checks: what must hold before the first call to Azure. Pure functions from settings to problems."""
