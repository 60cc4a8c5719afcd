"""The door of the Pulumi engine: what azure-native does between the engine and Azure Resource Manager."""
