"""The models that an account could deploy, as its data plane lists them."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import Any

from azure_openai_catalog.models import ModelVersion, Stage

from ..arm.store import Body
from ..arm.types import Context
from ..services.cognitive_services.offered_models import offered

DATA_ACTION = "Microsoft.CognitiveServices/accounts/OpenAI/models/read"
ROUTE = "GET /openai/models"

_CAPABILITIES = {"chat_completion": "chat_completions", "embeddings": "embeddings"}
"""APIs of the catalogue by the name of the capability."""


def answer(context: Context, account: Body) -> Body:
    """Models in service that the catalogue knows to be offered in the account's region."""
    versions = offered(account["location"], account["kind"])
    served = [version for version in versions if version.stage_on(context.today) is not Stage.retired]
    return {"object": "list", "data": [_model(version, context) for version in served]}


def _model(version: ModelVersion, context: Context) -> dict[str, Any]:
    stage = version.stage_on(context.today)
    retires = version.retirement_date and datetime.combine(version.retirement_date, time(), UTC)
    return {
        "id": f"{version.model}-{version.version}",
        "object": "model",
        "created": 0,
        "status": "succeeded",
        "lifecycle_status": "preview" if stage is Stage.preview else "generally-available",
        "capabilities": {
            "inference": True,
            "fine_tune": version.fine_tunable,
            **{name: api in version.apis for name, api in _CAPABILITIES.items()},
        },
        "deprecation": {"inference": int(retires.timestamp())} if retires else {},
    }
