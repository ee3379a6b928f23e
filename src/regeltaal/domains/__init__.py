"""The domains that come with the package; nothing outside a domain's own folder knows what is in it."""
