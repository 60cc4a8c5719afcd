"""The command line `azure-openai`: what to know of Azure OpenAI before deploying it."""
