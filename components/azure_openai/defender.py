"""Microsoft Defender for Cloud's plan for AI services, a switch of the whole subscription."""

import pulumi
from pulumi_azure_native import authorization, security

from azure_openai_catalog import monitoring

from .options import part_of
from .settings.monitoring import DefenderForAI


def defender_for_ai(component: pulumi.ComponentResource, name: str, settings: DefenderForAI) -> None:
    """Turn the plan on."""
    client = authorization.get_client_config_output(opts=pulumi.InvokeOptions(parent=component))
    extensions = {
        monitoring.DEFENDER_PROMPT_EVIDENCE: settings.prompt_evidence,
        monitoring.DEFENDER_PURVIEW: settings.purview_sharing,
    }
    security.Pricing(
        name,
        scope_id=pulumi.Output.concat("/subscriptions/", client.subscription_id),
        pricing_name=monitoring.DEFENDER_PLAN,
        pricing_tier=monitoring.DEFENDER_TIER,
        extensions=[
            # Azure takes a word here, not a boolean.
            security.ExtensionArgs(name=extension, is_enabled="True" if chosen else "False")
            for extension, chosen in extensions.items()
        ],
        opts=part_of(component),
    )
