"""An Azure that runs in a process: a small Resource Manager with the types an Azure OpenAI platform needs."""

SUBSCRIPTION_ID = "00000000-0000-0000-0000-000000000000"
"""The only subscription the emulator has."""

TENANT_ID = "00000000-0000-0000-0000-00000000aaaa"
"""The tenant of that subscription."""

BANNER = "Azure emulator: not Azure, nothing here leaves this machine or costs money."
