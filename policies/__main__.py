"""Serves the policy pack to the Pulumi engine."""

import gc
import sys

from pulumi_policy import PolicyPack

from azure_openai_catalog import overlay
from azure_openai_catalog.problems import CatalogError

try:
    overlay.active()
except CatalogError as refused:
    sys.exit(f"The policies cannot judge with this overlay of the catalogue:\n{refused}")

# Rules ask the catalogue when they are made.
from azure_openai_policies import policies, readings

readings.share()

# Collecting garbage as often as Python does by default would take a good part of the run, with all that was imported
# looked at again each time.
gc.freeze()
gc.set_threshold(100_000)

PolicyPack(name="azure-openai", policies=policies())
