"""Serves the policy pack to the Pulumi engine."""

from pulumi_policy import PolicyPack

from azure_openai_policies import policies

PolicyPack(name="azure-openai", policies=policies())
