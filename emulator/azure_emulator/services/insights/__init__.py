"""Microsoft.Insights: diagnostic settings, metric alerts and action groups."""

from . import action_groups, diagnostic_settings, metric_alerts

RESOURCE_TYPES = [diagnostic_settings.DIAGNOSTIC_SETTING, metric_alerts.METRIC_ALERT, action_groups.ACTION_GROUP]
