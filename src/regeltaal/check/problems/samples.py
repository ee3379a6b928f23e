"""Short samples: a rule around the one line that a code is about."""

from regeltaal.base.diagnostic import Sample

_ADMINISTRATIONS = """
[administraties."Jansen BV"]
tags = ["horeca"]
modules = ["F-gassen", "Purchase to pay"]
abonnement = "Compleet"
[administraties."Bakker BV"]
tags = ["bakkerij"]
modules = []
abonnement = "Basis"
"""

BEDANKT = ("sjablonen/Bedankt.txt", "Onderwerp: Bedankt\n\nTot ziens, {relatie.naam}")


def administrations(domain: str = "werkbonnen") -> tuple[str, str]:
    """A regeltaal.toml with two administrations, one of which has modules."""
    head = f'[project]\ndomein = "{domain}"\nregels = ["*.regel"]\n'
    return "regeltaal.toml", head + _ADMINISTRATIONS


def packages() -> tuple[str, str]:
    """A regeltaal.toml with two administrations, each with another bookkeeping package."""
    path, text = administrations("boekhouding")
    for name, package in (("Jansen BV", "Exact Online"), ("Bakker BV", "Twinfield")):
        text = text.replace(f'"{name}"]', f'"{name}"]\nboekhoudpakket = "{package}"')
    return path, text.replace('"Basis"', '"Compleet"')


TRIGGERS = {"werkbonnen": "werkbon compleet gemeld", "boekhouding": "boeking aangemaakt"}


def condition(text: str, domain: str = "werkbonnen") -> Sample:
    """A rule with this condition."""
    action = 'MAAK taak MET titel = "Kijk na"'
    phase = "" if domain == "werkbonnen" else "\n  FASE goedkeuren"
    return Sample(f'REGEL "Voorbeeld"{phase}\nWANNEER {TRIGGERS[domain]}\nEN {text}\nDAN {action}', domain=domain)


def actions(text: str, domain: str = "werkbonnen", files: tuple[tuple[str, str], ...] = ()) -> Sample:
    """A rule with these actions."""
    return Sample(f'REGEL "Voorbeeld"\nWANNEER {TRIGGERS[domain]}\nDAN {text}', domain=domain, files=files)


def trigger(text: str, rest: str = "WIS commentaar", domain: str = "werkbonnen") -> Sample:
    """A rule with this trigger."""
    return Sample(f'REGEL "Voorbeeld"\nWANNEER {text}\nDAN {rest}', domain=domain)


def head(text: str, files: tuple[tuple[str, str], ...] = ()) -> Sample:
    """A rule with these lines in its head."""
    rule = f'REGEL "Voorbeeld"\n  {text}\nWANNEER werkbon compleet gemeld\nDAN WIS commentaar'
    return Sample(rule, files=files)


def whole(text: str, domain: str = "werkbonnen", files: tuple[tuple[str, str], ...] = ()) -> Sample:
    return Sample(text, domain=domain, files=files)
