"""The components as a Pulumi plugin: what programs in other languages talk to."""

import inspect
import json
import sys
from importlib.metadata import version
from typing import Any, Optional, get_type_hints

import pulumi
from pulumi.errors import InputPropertyErrorDetails
from pulumi.provider import ConstructResult, main
from pulumi.provider.experimental.component import ComponentProvider
from pulumi.provider.experimental.util import camel_case
from pulumi.provider.server import ComponentInitError

from .access import AccountAccess
from .account import OpenAIAccount
from .checks.problems import InvalidSettings
from .customer_managed_key import CustomerManagedKey
from .docstrings import attribute_docstring
from .monitoring import AccountMonitoring
from .network import NetworkIsolation
from .platform import OpenAIPlatform
from .private_endpoint import AccountPrivateEndpoint
from .validation import PACKAGE

COMPONENTS: list[type[pulumi.ComponentResource]] = [
    OpenAIPlatform,
    OpenAIAccount,
    NetworkIsolation,
    AccountPrivateEndpoint,
    AccountAccess,
    CustomerManagedKey,
    AccountMonitoring,
]
"""The components of the package, in the order of their documentation."""


class Components(ComponentProvider):
    """Constructs the components for the engine; their schema follows from their annotations and docstrings."""

    def __init__(self) -> None:
        super().__init__(COMPONENTS, PACKAGE, version=version("azure-openai-components"))
        self.schema = json.dumps(_documented(json.loads(self.schema or "", object_hook=_dedented)))

    def construct(
        self, name: str, resource_type: str, inputs: Any, options: Optional[pulumi.ResourceOptions] = None
    ) -> ConstructResult:
        """Construct a component. Mistakes in its settings are answered by property, without a traceback."""
        try:
            return super().construct(name, resource_type, inputs, options)
        except ComponentInitError as error:
            if not isinstance(error.inner, InvalidSettings):
                raise
            details: list[InputPropertyErrorDetails] = [
                {"property_path": problem.where, "reason": f"{problem.what} {problem.instead}"}
                for problem in error.inner.problems
            ]
            raise pulumi.InputPropertiesError(error.inner.header, details) from None


def _documented(schema: Any) -> Any:
    """The schema with the docstrings of inherited settings, which inference leaves out."""
    for component in COMPONENTS:
        args = get_type_hints(component.__init__)["args"]
        inputs = schema["resources"][f"{PACKAGE}:index:{component.__name__}"]["inputProperties"]
        for name in get_type_hints(args):
            inputs[camel_case(name)]["description"] = attribute_docstring(args, name)
    return schema


def _dedented(part: dict[str, Any]) -> dict[str, Any]:
    text = part.get("description")
    return {**part, "description": inspect.cleandoc(text)} if isinstance(text, str) else part


def serve() -> None:
    """Serve the components until the engine ends the process."""
    main(Components(), sys.argv[1:])
