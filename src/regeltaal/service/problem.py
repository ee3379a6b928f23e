"""What is wrong with a request, told to whoever sent it: what, why and the remedy, as RFC 9457 has it.

Each kind is a record here; the OpenAPI description lists the same records.
"""

from collections.abc import Mapping

from attrs import frozen

from regeltaal.base.text import Fact, Language, Text

MEDIA_TYPE = "application/problem+json"


@frozen
class Kind:
    """A kind of problem. ``retry`` is after how many seconds asking again may help."""

    name: str
    status: int
    what: Text
    why: Text
    remedy: Text
    retry: int | None = None


class ProblemError(Exception):
    """A request that is not answered, for the reason of a kind; ``facts`` fill its texts."""

    def __init__(self, kind: Kind, *, retry: int | None = None, **facts: Fact) -> None:
        super().__init__(kind.name)
        self.kind = kind
        self.facts = facts
        self.retry = kind.retry if retry is None else retry

    def to_json(self, language: Language) -> dict[str, object]:
        kind = self.kind
        return {
            "type": f"urn:regeltaal:{kind.name}",
            "title": kind.what.show(language, self.facts),
            "status": kind.status,
            "detail": kind.why.show(language, self.facts),
            "remedie": kind.remedy.show(language, self.facts),
        }

    def headers(self) -> Mapping[str, str]:
        found = {} if self.retry is None else {"Retry-After": str(self.retry)}
        if self.kind is TOO_MANY_GUESSES:
            return {**found, "Connection": "close"}
        return {**found, "WWW-Authenticate": "Bearer"} if self.kind.status == NO_TOKEN.status else found


NO_TOKEN = Kind(
    "geen-token",
    401,
    Text(nl="er is geen geldig token meegestuurd", en="no valid token was sent"),
    Text(
        nl="deze dienst neemt alleen verzoeken aan van wie een token van een administratie heeft",
        en="this service takes requests only from those who have a token of an administration",
    ),
    Text(
        nl="stuur de kop `Authorization: Bearer …` mee met het token dat u van de beheerder kreeg",
        en="send the header `Authorization: Bearer …` with the token that the keeper gave you",
    ),
)
OTHER_ADMINISTRATION = Kind(
    "andere-administratie",
    403,
    Text(nl="dit token geldt niet voor die administratie", en="this token is not for that administration"),
    Text(
        nl="een token geeft alleen toegang tot zijn eigen administratie; er is niets van dit verzoek aangenomen",
        en="a token gives access to its own administration only; nothing of this request was taken in",
    ),
    Text(
        nl="laat `administratie` weg, of gebruik het token van die administratie",
        en="leave `administratie` out, or use the token of that administration",
    ),
)
OTHER_HOST = Kind(
    "andere-naam",
    403,
    Text(nl="deze naam is niet van deze computer", en="this name is not of this machine"),
    Text(
        nl="zonder tokens antwoordt de dienst alleen wie haar als `localhost` of `127.0.0.1` aanspreekt, zodat een "
        "webpagina haar niet via uw browser kan bereiken",
        en="without tokens the service answers only those who call it `localhost` or `127.0.0.1`, so that no web page "
        "can reach it through your browser",
    ),
    Text(
        nl="gebruik `http://127.0.0.1` met de poort, of stel tokens in",
        en="use `http://127.0.0.1` with the port, or set tokens",
    ),
)
KEEPERS_ONLY = Kind(
    "alleen-beheer",
    403,
    Text(nl="de meetwaarden zijn alleen voor de beheerder", en="the metrics are for the keeper only"),
    Text(
        nl="de dienst luistert op het netwerk of heeft een beheertoken, en dit verzoek had dat token niet",
        en="the service listens on the network or has a keeper's token, and this request did not have it",
    ),
    Text(
        nl="zet `REGELTAAL_TOKEN_BEHEER` in de omgeving van de dienst en stuur dat token mee",
        en="put `REGELTAAL_TOKEN_BEHEER` in the environment of the service and send that token",
    ),
)
NOT_FOUND = Kind(
    "niet-gevonden",
    404,
    Text(nl="dit pad bestaat niet", en="there is no such path"),
    Text(
        nl="de dienst kent alleen de paden van haar beschrijving", en="the service knows the paths of its description"
    ),
    Text(nl="kijk in `/openapi.json` wat er is", en="look in `/openapi.json` for what there is"),
)
NO_EVENT = Kind(
    "onbekende-gebeurtenis",
    404,
    Text(nl="deze gebeurtenis is hier niet bekend", en="this event is not known here"),
    Text(
        nl="er is geen gebeurtenis met dit `id` verwerkt in deze administratie",
        en="no event of this `id` was processed in this administration",
    ),
    Text(
        nl="controleer het `id`; is zij nooit aangekomen, stuur haar dan opnieuw",
        en="check the `id`; if it never arrived, send it again",
    ),
)
NOT_ALLOWED = Kind(
    "verkeerde-methode",
    405,
    Text(nl="dit pad kent deze methode niet", en="this path does not know this method"),
    Text(
        nl="gebeurtenissen worden met POST gestuurd, al het andere met GET gelezen",
        en="events are sent by POST, all else is read by GET",
    ),
    Text(nl="kijk in `/openapi.json` welke methode hoort", en="look in `/openapi.json` for the right method"),
)
TOO_SLOW = Kind(
    "te-traag",
    408,
    Text(nl="het verzoek kwam niet op tijd binnen", en="the request did not arrive in time"),
    Text(
        nl="de hele inhoud hoort binnen {seconds} seconden binnen te zijn; er is niets van aangenomen",
        en="the whole body should arrive within {seconds} seconds; nothing of it was taken in",
    ),
    Text(nl="stuur minder tegelijk, of probeer het opnieuw", en="send less at a time, or try again"),
)
TOO_LARGE = Kind(
    "te-groot",
    413,
    Text(nl="het verzoek is te groot", en="the request is too large"),
    Text(
        nl="een verzoek is hooguit {bytes} bytes en telt hooguit {events} gebeurtenissen; er is niets van aangenomen",
        en="a request is at most {bytes} bytes and {events} events; nothing of it was taken in",
    ),
    Text(
        nl="verdeel de gebeurtenissen over meer verzoeken, of verhoog `[dienst] grootste_bericht`",
        en="divide the events over more requests, or raise `[dienst] grootste_bericht`",
    ),
)
WRONG_TYPE = Kind(
    "verkeerd-soort",
    415,
    Text(nl="dit soort inhoud wordt niet aangenomen", en="this kind of content is not taken"),
    Text(
        nl="gebeurtenissen komen als JSON, niet ingepakt (zonder `Content-Encoding`)",
        en="events come as JSON, not compressed (without `Content-Encoding`)",
    ),
    Text(
        nl="stuur `Content-Type: application/json`, of `application/x-ndjson` voor een gebeurtenis per regel",
        en="send `Content-Type: application/json`, or `application/x-ndjson` for an event a line",
    ),
)
NOT_JSON = Kind(
    "geen-json",
    400,
    Text(nl="dit is geen gebeurtenis in JSON", en="this is no event in JSON"),
    Text(nl="{cause}; er is niets van aangenomen", en="{cause}; nothing of it was taken in"),
    Text(
        nl="stuur een JSON-object of een lijst ervan, in UTF-8; bij een object per regel hoort "
        "`Content-Type: application/x-ndjson`",
        en="send a JSON object or a list of them, in UTF-8; an object a line goes with "
        "`Content-Type: application/x-ndjson`",
    ),
)
WRONG_QUERY = Kind(
    "verkeerde-vraag",
    400,
    Text(nl="niet te zeggen welke administratie bedoeld is", en="can't tell which administration is meant"),
    Text(
        nl="zonder token hoort er achter het adres `?administratie=…` te staan als er meer zijn",
        en="without a token the address needs `?administratie=…` behind it where there are several",
    ),
    Text(nl="noem de administratie", en="name the administration"),
)
TOO_MANY = Kind(
    "te-veel-verzoeken",
    429,
    Text(nl="te veel verzoeken", en="too many requests"),
    Text(
        nl="een token mag {number} verzoeken per minuut doen; er is niets van dit verzoek aangenomen",
        en="a token may make {number} requests a minute; nothing of this request was taken in",
    ),
    Text(
        nl="wacht zo lang als `Retry-After` zegt, en stuur meer gebeurtenissen in één verzoek",
        en="wait as long as `Retry-After` says, and send more events in one request",
    ),
    retry=1,
)
TOO_MANY_GUESSES = Kind(
    "te-vaak-geweigerd",
    429,
    Text(nl="te vaak zonder geldig token", en="too often without a valid token"),
    Text(
        nl="van dit adres kwamen meer dan {number} verzoeken per minuut zonder geldig token",
        en="more than {number} requests a minute came from this address without a valid token",
    ),
    Text(
        nl="controleer het token; een verzoek met het goede token wordt wel aangenomen",
        en="check the token; a request with the right token is taken",
    ),
    retry=60,
)
BUSY = Kind(
    "te-druk",
    503,
    Text(nl="er wacht al te veel", en="too much is waiting already"),
    Text(
        nl="de dienst werkt eerst weg wat zij heeft; er is niets van dit verzoek aangenomen",
        en="the service first does what it has; nothing of this request was taken in",
    ),
    Text(
        nl="wacht zo lang als `Retry-After` zegt en stuur hetzelfde opnieuw",
        en="wait as long as `Retry-After` says and send the same again",
    ),
    retry=5,
)
STOPPING = Kind(
    "stopt",
    503,
    Text(nl="de dienst stopt", en="the service is stopping"),
    Text(
        nl="zij maakt af wat zij heeft en neemt niets nieuws aan; er is niets van dit verzoek aangenomen",
        en="it finishes what it has and takes nothing new; nothing of this request was taken in",
    ),
    Text(
        nl="stuur hetzelfde opnieuw als zij weer draait, of naar een andere werker",
        en="send the same again when it runs again, or to another worker",
    ),
    retry=10,
)
STORE_DOWN = Kind(
    "opslag-onbereikbaar",
    503,
    Text(nl="de opslag kan dit nu niet bewaren", en="the store can't keep this now"),
    Text(
        nl="wat niet bewaard is, telt niet als aangenomen ({code})",
        en="what is not kept does not count as taken ({code})",
    ),
    Text(
        nl="stuur hetzelfde later opnieuw: wat al verwerkt was, wordt overgeslagen; de beheerder vindt de reden in het "
        "logboek",
        en="send the same again later: what was processed already is passed over; the keeper finds the reason in the "
        "log",
    ),
    retry=10,
)
UNDECIDED = Kind(
    "nog-niet-bekend",
    503,
    Text(nl="het is nog niet bekend of dit bewaard is", en="whether this was kept is not known yet"),
    Text(nl="de opslag deed er langer over dan {seconds} seconden", en="the store took longer than {seconds} seconds"),
    Text(
        nl="stuur hetzelfde opnieuw: wat toch bewaard is, wordt niet nog eens gedaan",
        en="send the same again: what was kept after all is not done twice",
    ),
    retry=10,
)
DEFECT = Kind(
    "defect",
    500,
    Text(nl="de dienst kon dit verzoek niet verwerken", en="the service could not process this request"),
    Text(
        nl="dit is een fout in Regeltaal, niet in uw verzoek; er is niets van bewaard",
        en="this is a defect of Regeltaal, not of your request; nothing of it was kept",
    ),
    Text(
        nl="geef de beheerder het moment door: de fout staat in het logboek",
        en="tell the keeper the moment: the defect is in the log",
    ),
)
ALL: tuple[Kind, ...] = (
    NOT_JSON,
    WRONG_QUERY,
    NO_TOKEN,
    OTHER_ADMINISTRATION,
    OTHER_HOST,
    KEEPERS_ONLY,
    NOT_FOUND,
    NO_EVENT,
    NOT_ALLOWED,
    TOO_SLOW,
    TOO_LARGE,
    WRONG_TYPE,
    TOO_MANY,
    TOO_MANY_GUESSES,
    DEFECT,
    BUSY,
    STOPPING,
    STORE_DOWN,
    UNDECIDED,
)
