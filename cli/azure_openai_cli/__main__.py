"""`python -m azure_openai_cli` is `azure-openai`."""

from .main import main

main()
