"""How much the service takes on: of one request, of one token, and of all together."""

from attrs import frozen


@frozen
class Limits:
    largest_message: int = 1_000_000
    """Bytes of the body of a request."""
    most_events: int = 1_000
    """In one request."""
    requests_per_minute: int = 600
    """Of one token; all of them may come at once, and then one each ``60 / requests_per_minute`` seconds."""
    guesses_per_minute: int = 60
    """Of one address, without a token that is known. A request with the right token is never one of them."""
    body_seconds: float = 30
    """For a client to send its whole request; another measure for its headers is in ``listening``."""
    answer_seconds: float = 60
    """For the store to keep it; after that the client hears that it can ask again."""
    most_waiting: int = 2_000
    """Events that were taken from clients and are not kept yet."""
    most_due: int = 20_000
    """Actions whose moment has come and that are not carried out yet: then the workers are to catch up first."""
    connections: int = 200
