"""Microsoft.CognitiveServices: accounts, deployments, content filters and blocklists."""

from . import accounts, blocklists, content_filters, deployments, questions
from .names import ACCOUNTS

__all__ = ["ACCOUNTS", "QUERIES", "RESOURCE_TYPES"]

QUERIES = questions.QUERIES

RESOURCE_TYPES = [
    accounts.ACCOUNT,
    deployments.DEPLOYMENT,
    content_filters.RAI_POLICY,
    blocklists.RAI_BLOCKLIST,
    blocklists.RAI_BLOCKLIST_ITEM,
]
