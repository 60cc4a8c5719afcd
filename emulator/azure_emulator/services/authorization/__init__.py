"""Microsoft.Authorization: role assignments, custom roles and management locks."""

from . import locks, role_assignments, role_definitions

RESOURCE_TYPES = [role_assignments.ROLE_ASSIGNMENT, role_definitions.ROLE_DEFINITION, locks.LOCK]
