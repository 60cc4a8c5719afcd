"""How Azure OpenAI is called: paths, API versions, headers."""

from . import nearest, networking
from ._data import data
from .problems import CatalogError, Problem, listing


def v1_operations() -> tuple[str, ...]:
    """Operations of the v1 API, which needs no API version and takes the deployment's name as model."""
    return tuple(data("api")["v1"]["paths"])


def v1_url(subdomain: str, operation: str, cloud: str = "public") -> str:
    """Address of a v1 operation. Raises CatalogError that names the nearest operation."""
    v1 = data("api")["v1"]
    if operation not in v1["paths"]:
        known = listing(nearest(operation, v1["paths"]) or v1["paths"])
        raise CatalogError(Problem("operation", f"The v1 API has no operation {operation!r}.", f"Use {known}."))
    return networking.openai_endpoint(subdomain, cloud).rstrip("/") + v1["base_path"] + v1["paths"][operation]


def dated_version(preview: bool = False) -> str:
    """Newest version of the dated data-plane API; new work goes to v1."""
    return data("api")["dated"]["latest_preview" if preview else "latest_ga"]


def control_plane_version(preview: bool = False) -> str:
    """Newest version of the control plane, Microsoft.CognitiveServices."""
    return data("api")["control_plane"]["newest_preview" if preview else "newest_ga"]


def control_plane_path(name: str, **ids: str) -> str:
    """Path of a control-plane answer, for example `control_plane_path("usages", subscription=..., location=...)`.

    Raises CatalogError for an unknown name or a missing id.
    """
    paths: dict[str, str] = data("api")["control_plane"]["paths"]
    if name not in paths:
        known = listing(nearest(name, paths) or paths)
        raise CatalogError(Problem("name", f"The catalogue has no control-plane path {name!r}.", f"Use {known}."))
    try:
        return paths[name].format(**ids)
    except KeyError as missing:
        raise CatalogError(Problem(str(missing.args[0]), f"is missing in {paths[name]}.", "Give it.")) from None


def rate_limit_headers() -> tuple[str, ...]:
    """Headers of answers that say how much is left and when to try again."""
    return tuple(data("api")["headers"]["rate_limit"])


def spillover_headers() -> tuple[str, ...]:
    """Headers of answers that came through spillover."""
    return tuple(data("api")["headers"]["spillover_response"])
