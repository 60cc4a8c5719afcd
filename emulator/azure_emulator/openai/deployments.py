"""Which deployment serves a call: the one it names, or the one that this one spills over to."""

from __future__ import annotations

from dataclasses import dataclass

from azure_openai_catalog import fine_tuning, ptu, skus
from azure_openai_catalog.models import ModelVersion, Stage
from azure_openai_catalog.problems import NotKnown

from ..arm.errors import ArmError
from ..arm.ids import child, parse
from ..arm.store import Body
from ..arm.types import Context
from ..services.cognitive_services import spillover
from . import errors
from .operations import Call, Operation
from .rate_limits import Cost, Exhausted, RateLimits

SPILLOVER_HEADER = "x-ms-spillover-deployment"
"""Names a deployment to spill over to, for one that names none itself."""


@dataclass(frozen=True)
class Deployment:
    """A deployment that can serve a call."""

    body: Body
    version: ModelVersion
    """What the catalogue has of its model."""

    @property
    def name(self) -> str:
        """Its name."""
        return self.body["name"]

    @property
    def model(self) -> Body:
        """Format, name and version of its model."""
        return self.body["properties"]["model"]

    @property
    def is_provisioned(self) -> bool:
        """Whether its capacity is provisioned."""
        return skus.resolve(self.body["sku"]["name"]).billing == "provisioned"


@dataclass(frozen=True)
class Desk:
    """Finds the deployment that serves a call, and takes from its capacity."""

    context: Context
    limits: RateLimits
    account: Body
    call: Call
    operation: Operation
    cost: Cost

    def admit(self) -> tuple[Deployment, dict[str, str]]:
        """The deployment that serves the call, and what the answer's headers say of it. Raises Refusal."""
        named = self._find(self.call.deployment)
        try:
            return named, self._take(named)
        except errors.Refusal as refusal:
            target = self._spillover_target(named)
            if target is None:
                raise
            other = self._find(target)
            spilled = {
                "x-ms-spillover-from-deployment": named.name,
                "x-ms-spillover-error": str(refusal.status),
            }
            return other, self._take(other) | spilled

    def _find(self, name: str) -> Deployment:
        body = self.context.store.get(child(self.account["id"], "deployments", name))
        if body is None or body["properties"]["provisioningState"] == "Deleting":
            raise errors.deployment_not_found()
        model, sku = body["properties"]["model"], skus.resolve(body["sku"]["name"])
        served = fine_tuning.served(model["name"], model["version"], self.context.today)
        if served is None or served.stage_on(self.context.today) is Stage.retired:
            raise errors.model_retired(f"{model['name']} {model['version']}")
        if sku.billing == "batch":
            raise errors.batch_only(body["name"], sku.name)
        if served.apis and self.operation.api not in served.apis:
            raise errors.operation_not_supported(self.operation.title, model["name"])
        return Deployment(body, served)

    def _take(self, deployment: Deployment) -> dict[str, str]:
        if deployment.is_provisioned:
            _check_prompt_fits(deployment, self.cost)
        try:
            left = self.limits.take(deployment.body, self.cost, self.context.now)
        except Exhausted as exhausted:
            raise self._exhausted(deployment, exhausted) from None
        return {"x-ms-deployment-name": deployment.name, **left}

    def _exhausted(self, deployment: Deployment, exhausted: Exhausted) -> errors.Refusal:
        wait = exhausted.wait()
        if deployment.is_provisioned:
            return errors.capacity_exhausted(deployment.name, wait)
        return errors.rate_limited(self.operation.id, self.call.api_version, exhausted.kind, self.account["kind"], wait)

    def _spillover_target(self, deployment: Deployment) -> str | None:
        """What the deployment says goes before what the call says, which must fit as well."""
        if not deployment.is_provisioned:
            return None
        held = deployment.body["properties"]
        configured, asked = held.get("spilloverDeploymentName"), self.call.headers.get(SPILLOVER_HEADER)
        if configured or not asked:
            return configured
        wanted = {**deployment.body, "properties": {**held, "spilloverDeploymentName": asked}}
        try:
            spillover.check(self.context, parse(deployment.body["id"]), wanted)
        except ArmError:
            return None
        return asked


def _check_prompt_fits(deployment: Deployment, cost: Cost) -> None:
    try:
        longest = ptu.sizing(deployment.model["name"]).max_prompt_tokens
    except NotKnown:
        return
    if longest is not None and cost.prompt > longest:
        raise errors.prompt_too_long(cost.prompt, longest)
