"""The page of the documentation that is made from the commands' help. `scripts/generate` writes it."""

from typing import Any

from .app import app

_INTRODUCTION = """\
# azure-openai

Know before you deploy. Tables for people, `--json` for programs; no colours when piped. In this repository the command is
`scripts/local azure-openai`; elsewhere `pip install azure-openai-cli`, with the extra `live` for `--live`. The sandbox of
`scripts/local` judges life cycles on the catalogue's date; elsewhere, or with `AZURE_OPENAI_TODAY=2026-12-31`, the day is yours.

```sh
azure-openai models --region swedencentral --sku DataZoneStandard           # which model where, and until when
azure-openai place gpt-5.1 --residency eu                                   # where to put it, and why
azure-openai ptu gpt-5.1 --calls-per-minute 600 --prompt-tokens 1000 --output-tokens 200
azure-openai stack show prod-eu                                             # what a stack will hold
azure-openai quota --tier 2                                                 # do all stacks of the project fit?
azure-openai quota fit --stack prod-eu --tier 2 --min assistant=50 --write  # make them fit
azure-openai retirements --within 90 --ics retirements.ics                  # ends with 3 when somebody must act
azure-openai report --tier 2 --output platform.html                         # all of it on one page
azure-openai verify --stack prod-eu --junit verify.xml                      # call what was deployed; ends with 3 when a check fails
azure-openai purge                                                          # deleted accounts that still hold name and quota
azure-openai local start                                                    # Azure's own clients without Azure: docs/local-azure.md
azure-openai --install-completion                                           # completion in your shell
```

Findings of the policy pack in a pull request:

```sh
PULUMI_ENABLE_STREAMING_JSON_PREVIEW=true pulumi preview --json --policy-pack policies > events.json
azure-openai policy report events.json --sarif policies.sarif --junit policies.xml
```

A stack is named as in the project around the working folder, or by the path of its file; `--state` takes what `pulumi
stack export` printed instead. `AZURE_OPENAI_TODAY` sets the day that life cycles are judged on,
`AZURE_OPENAI_CATALOG_OVERLAY` the file that corrects the catalogue. What asks Azure asks the Resource Manager that
`AZURE_RESOURCE_MANAGER_URL` names where it is set, as [local env](local-azure.md) sets it. `scripts/local` keeps Azure
accounts of yours out of the sandbox: what asks Azure is to be called without it, in this repository as
`.venv/bin/azure-openai`. A reader that ends early, as in `| head`, ends the command without a word, and with 141 as
shells know it.
"""


def cli_page() -> str:
    """docs/cli.md: what each command takes and tells."""
    import typer
    from typer.cli import get_docs_for_click

    group: Any = typer.main.get_command(app)
    group.commands = {name: command.load() for name, command in group.commands.items()}
    help_of_all = get_docs_for_click(
        obj=group, ctx=typer.Context(group, info_name="azure-openai"), name="azure-openai", indent=1, title="Commands"
    )
    return f"{_INTRODUCTION}\n{help_of_all.strip()}\n"
