"""Lets the policy SDK read each resource once per request, where it would read it anew for every policy.

Three fifths of the pack's time went into that (pulumi-policy 1.21). The SDK has no setting for it, so that its own
functions are wrapped. An SDK that has other functions is left as it is: the pack is slower then, and says the same.
"""

from collections.abc import Callable
from functools import wraps
from types import SimpleNamespace
from typing import Any

from pulumi_policy import policy

_SDK: Any = policy
_REQUESTS = ("Analyze", "AnalyzeStack", "Remediate")


class _Readings:
    """What was read in the request at hand."""

    def __init__(self) -> None:
        # By identity, as messages have no hash; the source is kept as well, lest another one takes its place in memory.
        self._known: dict[tuple[object, int], tuple[object, Any]] = {}

    def once(self, read: Callable[..., Any]) -> Callable[..., Any]:
        """The same function, which gives what it gave before."""

        @wraps(read)
        def remembering(source: object, *keep_secrets: bool) -> Any:
            if keep_secrets:  # These are a remediation's, which writes into them.
                return read(source, *keep_secrets)
            key = (read, id(source))
            if key not in self._known:
                self._known[key] = (source, read(source))
            return self._known[key][1]

        return remembering

    def forgotten_after(self, answer: Callable[..., Any]) -> Callable[..., Any]:
        """The same method, after which everything is read anew."""

        @wraps(answer)
        def forgetting(*arguments: Any) -> Any:
            try:
                return answer(*arguments)
            finally:
                self._known = {}

        return forgetting


def share() -> None:
    """Make all policies of this process share what is read. They must not write into what they validate."""
    try:
        to_dict = _SDK.json_format.MessageToDict
        deserialize, proxy = _SDK.deserialize_properties, _SDK.unknown_checking_proxy
        service = _SDK._PolicyAnalyzerServicer
    except AttributeError:
        return
    readings = _Readings()
    _SDK.json_format = SimpleNamespace(MessageToDict=readings.once(to_dict))
    _SDK.deserialize_properties, _SDK.unknown_checking_proxy = readings.once(deserialize), readings.once(proxy)
    for name in _REQUESTS:
        setattr(service, name, readings.forgotten_after(getattr(service, name)))
