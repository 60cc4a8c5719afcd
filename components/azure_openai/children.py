"""What lies below an account: blocklists, content filters and deployments, written one after another."""

from typing import Any

import pulumi
from pulumi.resource_hooks import ResourceHookBinding
from pulumi_azure_native import cognitiveservices

from .bodies import deployment_properties, rai_policy_properties
from .options import part_of
from .outputs import after
from .plan import blocklist_names, content_filter_name, content_filters_in_use, in_order, summary
from .settings.account import OpenAIAccountArgs
from .settings.blocklists import Blocklist
from .settings.deployments import ModelDeployment
from .terms import terms_of


class AccountChildren:
    """The children of an account.

    Azure takes one write per account at a time, so every child waits for all earlier ones: a chain of neighbours would
    not keep two deletes apart when what lay between them stays.
    """

    def __init__(
        self,
        component: pulumi.ComponentResource,
        name: str,
        settings: OpenAIAccountArgs,
        account: pulumi.Resource,
        account_name: pulumi.Output[str],
        hooks: ResourceHookBinding,
    ):
        self._component, self._name, self._settings = component, name, settings
        self._account, self._account_name, self._hooks = account, account_name, hooks
        self.written: list[pulumi.Resource] = []
        """All children, in order."""
        self.deployment_names: dict[str, pulumi.Output[str]] = {}
        """Names of the deployments by key; what takes one waits for that deployment and is replaced with it."""

    def write(self) -> dict[str, Any]:
        """Make them all; returns what to tell of the deployments, by key."""
        for key, blocklist in sorted((self._settings.blocklists or {}).items()):
            self._blocklist(key, blocklist)
        self._content_filters()
        by_key: dict[str, cognitiveservices.Deployment] = {}
        told: dict[str, Any] = {}
        for key, deployment in in_order(self._settings.deployments or {}):
            by_key[key] = self._deployment(key, deployment, by_key)
            self.deployment_names[key] = after(deployment.name or key, by_key[key])
            tell = summary(key, deployment, content_filter_name(self._settings, deployment))
            told[key] = by_key[key].properties.apply(tell)
        return told

    def _blocklist(self, key: str, settings: Blocklist) -> None:
        list_name = blocklist_names(self._settings)[key]
        blocklist = cognitiveservices.RaiBlocklist(
            f"{self._name}-{key}",
            resource_group_name=self._settings.resource_group_name,
            account_name=self._account_name,
            rai_blocklist_name=list_name,
            properties=cognitiveservices.RaiBlocklistPropertiesArgs(description=settings.description),
            # The content filters that name the old list are changed before it goes.
            opts=self._next(delete_before_replace=False),
        )
        self.written.append(blocklist)
        for term in terms_of(settings):
            item = cognitiveservices.RaiBlocklistItem(
                f"{self._name}-{key}-{term.name}",
                resource_group_name=self._settings.resource_group_name,
                account_name=self._account_name,
                rai_blocklist_name=after(list_name, blocklist),
                rai_blocklist_item_name=term.name,
                properties=cognitiveservices.RaiBlocklistItemPropertiesArgs(
                    pattern=term.pattern, is_regex=term.is_regex
                ),
                opts=self._next(delete_before_replace=False),
            )
            self.written.append(item)

    def _content_filters(self) -> None:
        for key, content_filter in sorted(content_filters_in_use(self._settings).items()):
            approval = content_filter.approved_by
            policy = cognitiveservices.RaiPolicy(
                f"{self._name}-{key}",
                resource_group_name=self._settings.resource_group_name,
                account_name=self._account_name,
                rai_policy_name=content_filter.name or key,
                properties=rai_policy_properties(content_filter, blocklist_names(self._settings)),
                tags={"approved_by": approval} if approval else None,
                # The deployments that name the old filter are changed before it goes.
                opts=self._next(delete_before_replace=False),
            )
            self.written.append(policy)

    def _deployment(
        self, key: str, deployment: ModelDeployment, by_key: dict[str, cognitiveservices.Deployment]
    ) -> cognitiveservices.Deployment:
        target = deployment.spillover
        target_name = (self._settings.deployments or {})[target].name or target if target else None
        resource = cognitiveservices.Deployment(
            f"{self._name}-{key}",
            resource_group_name=self._settings.resource_group_name,
            # Azure deletes no spillover target that is still named: where the target is replaced, so is its source.
            account_name=after(self._account_name, by_key[target]) if target else self._account_name,
            deployment_name=deployment.name or key,
            sku=cognitiveservices.SkuArgs(name=deployment.sku.name, capacity=deployment.sku.capacity),
            properties=deployment_properties(deployment, content_filter_name(self._settings, deployment), target_name),
            tags={**(self._settings.tags or {}), **(deployment.tags or {})} or None,
            opts=self._next(
                # Azure changes the model of no pay-per-token deployment; azure-native would plan an update.
                replace_on_changes=["properties.model.name", "properties.model.format"],
                delete_before_replace=True,
                protect=deployment.protect,
                retain_on_delete=deployment.retain_on_delete,
            ),
        )
        self.written.append(resource)
        return resource

    def _next(self, **options: Any) -> pulumi.ResourceOptions:
        """Options of the next child."""
        earlier = after([], self._account, *self.written)
        return part_of(self._component, depends_on=earlier, hooks=self._hooks, **options)
