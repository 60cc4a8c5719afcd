"""The policy pack: serves the rules to the Pulumi engine."""

from azure_openai_policies import policies
from pulumi_policy import PolicyPack

PolicyPack(name="azure-openai", policies=policies())
