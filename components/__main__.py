"""The components as a Pulumi plugin, for programs in any language."""

from azure_openai.hosting import serve

if __name__ == "__main__":
    serve()
