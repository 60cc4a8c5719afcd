"""Microsoft.OperationalInsights: Log Analytics workspaces and their saved searches."""

from . import saved_searches, workspaces

RESOURCE_TYPES = [workspaces.WORKSPACE, saved_searches.SAVED_SEARCH]
