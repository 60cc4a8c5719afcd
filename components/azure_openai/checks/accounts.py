"""What must hold of an account before Azure is asked."""

import re
from datetime import date
from typing import Any, Iterable, Iterator, Mapping

from azure_openai_catalog import fine_tuning, limits, nearest, regions
from azure_openai_catalog.problems import full_listing

from ..naming import HASH_LENGTH
from ..served import OPENAI_FORMAT, known_version, model_format
from ..settings.account import Account, AccountKind, ManagedIdentities, PublicNetworkAccess
from ..settings.deployments import ModelDeployment
from .blocklists import blocklists_problems
from .content_filters import content_filter_problems
from .customer_managed_key import customer_managed_key_problems
from .deployments import deployment_problems, name_problems
from .firewall import firewall_problems
from .lock import lock_problems
from .problems import Problem, join
from .spillover import spillover_problems

_BASE_NAME = re.compile(r"[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?")
_HOST = re.compile(r"[A-Za-z0-9_*]([A-Za-z0-9_-]*[A-Za-z0-9_])?(\.[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?)+")
_SECRET_NAME = re.compile(r"[A-Za-z0-9-]{1,127}")
"""Name of a secret (specification of Microsoft.KeyVault/vaults/secrets, 2023-02-01)."""
_VAULT_ID = re.compile(r"/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft.KeyVault/vaults/[^/]+", re.I)


def account_problems(account: Account, base_name: str, location: str, today: date) -> Iterator[Problem]:
    """Problems of one account; paths are relative to it."""
    yield from _name_problems(account, base_name)
    if account.location:
        yield from location_problems(account.location, [account], today)
    yield from _kind_problems(account, today)
    yield from _outbound_problems(account)
    yield from customer_managed_key_problems(account)
    yield from _access_key_problems(account)
    public = account.public_network_access is PublicNetworkAccess.Enabled
    if account.network_acls:
        yield from (problem.below("network_acls") for problem in firewall_problems(account.network_acls, public))
    yield from lock_problems(account.lock)
    yield from _uniqueness_problems(account)
    filters, blocklists = account.content_filters or {}, account.blocklists or {}
    yield from (problem.below("blocklists") for problem in blocklists_problems(blocklists))
    for key, content_filter in filters.items():
        where = join("content_filters", key)
        yield from (problem.below(where) for problem in content_filter_problems(key, content_filter, blocklists))
    yield from _count_problems(account.deployments or {})
    for key, deployment in (account.deployments or {}).items():
        where = join("deployments", key)
        if deployment.name is None:
            yield from name_problems(where, key)
        yield from (problem.below(where) for problem in deployment_problems(deployment, location, filters, today))
        yield from (problem.below(where) for problem in spillover_problems(key, account.deployments or {}))


def base_name_problems(name: str, longest: int) -> Iterator[Problem]:
    """Problems of the start of a name."""
    if len(name) > longest:
        yield Problem("name", f"{name!r} has {len(name)} characters, the limit is {longest}.", "Give a shorter `name`.")
    if not _BASE_NAME.fullmatch(name):
        yield Problem("name", f"{name!r} cannot begin a name.", "Use letters and digits, with hyphens between them.")


def location_problems(location: str, accounts: Iterable[Account], today: date) -> Iterator[Problem]:
    """Problems of a region with accounts; an unknown one may be new, so it only warns where nothing in it is to be judged."""
    if not regions.is_known(location):
        deployments = [entry for account in accounts for entry in (account.deployments or {}).values()]
        needed = not all(entry.not_in_catalog for entry in deployments)
        likely = full_listing(nearest(location, regions.names()), empty="see the catalogue")
        offering = _offering(deployments, today)
        offered = f"Its deployments are offered in {full_listing(sorted(offering))}. " if offering else ""
        newer = "If it is newer than the catalogue, set `not_in_catalog: true` on its deployments."
        yield Problem(
            "location",
            f"the catalogue knows no region {location!r}.",
            f"Nearest: {likely}. {offered}{newer if needed else 'Azure will say whether it exists.'}",
            is_warning=not needed,
        )


def _offering(deployments: Iterable[ModelDeployment], today: date) -> frozenset[str]:
    """Regions that offer all deployments of which that is known; none where it is known of none."""
    known = [(known_version(entry.model, today), entry.sku.name) for entry in deployments]
    offers = [offered for version, sku in known if version and (offered := version.regions_for(sku)) is not None]
    return frozenset[str].intersection(*offers) if offers else frozenset()


def _name_problems(account: Account, base_name: str) -> Iterator[Problem]:
    if account.account_name is None:
        yield from base_name_problems(base_name, limits.SUBDOMAIN.max_length - HASH_LENGTH - 1)
    elif not limits.ACCOUNT_NAME.matches(account.account_name):
        what = f"{account.account_name!r} cannot name an account."
        yield Problem("account_name", what, "Use 2 to 64 letters, digits, `-`, `_` and `.`.")
    subdomain = account.custom_subdomain_name or account.account_name
    if subdomain and not limits.SUBDOMAIN.matches(subdomain):
        what = f"{subdomain!r} cannot be the subdomain."
        yield Problem("custom_subdomain_name", what, "Use 2 to 64 letters and digits, with hyphens between them.")


def _kind_problems(account: Account, today: date) -> Iterator[Problem]:
    identities = account.managed_identities or ManagedIdentities()
    if account.kind is AccountKind.AIServices:
        if identities.system_assigned is False and not identities.user_assigned_resource_ids:
            yield Problem("managed_identities", "has none, an account of kind AIServices needs one.", "Add one.")
        return
    for key, deployment in (account.deployments or {}).items():
        served_format = model_format(deployment.model, today)
        if served_format != OPENAI_FORMAT:
            yield Problem(
                join("deployments", key, "model"),
                f"{deployment.model.name} has format {served_format}, which an account of kind OpenAI does not serve.",
                "Set `kind: AIServices` for the account.",
            )


def _access_key_problems(account: Account) -> Iterator[Problem]:
    secret = account.access_key_secret
    if secret is None:
        return
    if account.disable_local_auth is not False:
        yield Problem(
            "access_key_secret",
            "has no effect while access keys are off.",
            "Remove it, or set `disable_local_auth: false`.",
        )
    if not _SECRET_NAME.fullmatch(secret.secret_name):
        what = f"{secret.secret_name!r} cannot name a secret."
        yield Problem("access_key_secret.secret_name", what, "Use letters, digits and hyphens, at most 127.")
    vault = secret.key_vault_resource_id
    if isinstance(vault, str) and not _VAULT_ID.fullmatch(vault):
        what = f"{vault!r} is no resource id of a Key Vault."
        yield Problem("access_key_secret.key_vault_resource_id", what, "Give /subscriptions/.../vaults/<name>.")


def _count_problems(deployments: Mapping[str, ModelDeployment]) -> Iterator[Problem]:
    fine_tuned = [key for key, deployment in deployments.items() if fine_tuning.find(deployment.model.name)]
    for what, count, most in (
        ("", len(deployments), limits.DEPLOYMENTS_PER_ACCOUNT),
        (" of fine-tuned models", len(fine_tuned), limits.FINE_TUNED_DEPLOYMENTS_PER_ACCOUNT),
    ):
        if count > most:
            yield Problem("deployments", f"has {count}{what}, an account takes {most}.", "Add a second account.")


def _outbound_problems(account: Account) -> Iterator[Problem]:
    for index, host in enumerate(account.allowed_fqdn_list or []):
        if not _HOST.fullmatch(host):
            yield Problem(
                f"allowed_fqdn_list.{index}", f"{host!r} is no host name.", "Write it as example.blob.core.windows.net."
            )
    if account.allowed_fqdn_list and account.restrict_outbound_network_access is False:
        yield Problem(
            "allowed_fqdn_list",
            "has no effect while `restrict_outbound_network_access` is false.",
            "Remove one of the two.",
        )


def _uniqueness_problems(account: Account) -> Iterator[Problem]:
    for kind in ("blocklists", "content_filters", "deployments"):
        entries: Mapping[str, Any] = getattr(account, kind) or {}
        taken: dict[str, str] = {}
        for key, entry in entries.items():
            name = (entry.name or key).lower()
            if name in taken:
                where = join(kind, key)
                yield Problem(
                    where, f"has the same name as {taken[name]!r}: {name!r}.", "Names are unique; change one."
                )
            taken.setdefault(name, key)
