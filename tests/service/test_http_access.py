"""Who may send and read what: tokens of administrations, the keeper's, and none at all on the loopback."""

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.service.conftest import BAKER, CARPENTER, KEEPER, PARTS, TOKENS, Running, Start, bearer, job

from regeltaal.service.desk import own_part
from regeltaal.service.errors import StartError
from regeltaal.service.tokens import OPEN, SHORTEST, Tokens, read_tokens, variable_of

NAMES = ("Bakker", "Timmerman", "Café")


def refusal(environment: dict[str, str], names: tuple[str, ...] = NAMES) -> str:
    with pytest.raises(StartError) as caught:
        read_tokens(environment, names)
    return caught.value.reason.nl


# ------------------------------------------------------------ tokens


def test_a_variable_is_named_after_its_administration() -> None:
    assert variable_of("Jansen & Zn. BV") == "REGELTAAL_TOKEN_JANSEN___ZN__BV"
    assert variable_of("Café") == "REGELTAAL_TOKEN_CAF_"


def test_a_token_is_that_of_its_own_administration_only() -> None:
    tokens = read_tokens(TOKENS, NAMES)

    found = tokens.caller(f"Bearer {BAKER}")
    assert found is not None
    assert found.administration == "Bakker"
    assert tokens.caller(f"bearer  {CARPENTER} ") == read_tokens(TOKENS, NAMES).caller(f"Bearer {CARPENTER}")
    assert tokens.caller(f"Bearer {KEEPER}") is None
    assert tokens.is_keeper(f"Bearer {KEEPER}")
    assert not tokens.is_keeper(f"Bearer {BAKER}")


def test_an_administration_may_have_two_tokens_while_one_is_replaced() -> None:
    tokens = read_tokens({"REGELTAAL_TOKEN_BAKKER": f"{BAKER}, {CARPENTER}"}, NAMES)

    assert {tokens.caller(f"Bearer {one}") for one in (BAKER, CARPENTER)} == {tokens.caller(f"Bearer {BAKER}")}


@given(st.text(max_size=60))
def test_nothing_but_a_token_lets_anyone_in(given_: str) -> None:
    tokens = read_tokens(TOKENS, NAMES)

    assert tokens.caller(given_) is None
    assert tokens.caller(f"Basic {BAKER}") is None
    assert not tokens.is_keeper(given_)


def test_without_any_token_whoever_comes_is_let_in_and_nobody_is_the_keeper() -> None:
    assert Tokens().caller(None) is OPEN
    assert not Tokens().is_keeper("Bearer ")


def test_two_administrations_of_one_variable_are_refused_at_the_start() -> None:
    assert "Jansen-BV" in refusal({}, ("Jansen BV", "Jansen-BV"))


def test_an_administration_named_as_the_keeper_is_refused() -> None:
    assert "beheertoken" in refusal({}, ("Beheer",))


def test_one_token_for_two_administrations_is_refused() -> None:
    assert "hetzelfde token" in refusal({"REGELTAAL_TOKEN_BAKKER": BAKER, "REGELTAAL_TOKEN_TIMMERMAN": BAKER})
    assert "beheertoken" in refusal({"REGELTAAL_TOKEN_BAKKER": BAKER, "REGELTAAL_TOKEN_BEHEER": BAKER})


@pytest.mark.parametrize("token", ["x" * (SHORTEST - 1), "é" * SHORTEST, "x" * 2000])
def test_a_token_that_is_easy_to_guess_or_can_not_be_sent_is_refused(token: str) -> None:
    told = refusal({"REGELTAAL_TOKEN_BAKKER": token})

    assert "REGELTAAL_TOKEN_BAKKER" in told
    assert token not in told


def test_a_token_of_nobody_is_told_with_who_may_be_meant() -> None:
    found = read_tokens({"REGELTAAL_TOKEN_BAKER": BAKER}, NAMES)

    assert not found.are_asked
    assert "REGELTAAL_TOKEN_BAKKER" in found.unknown[0].nl


def test_tokens_are_not_shown_where_the_object_is() -> None:
    assert BAKER not in repr(read_tokens(TOKENS, NAMES))


# ------------------------------------------------------------ by HTTP


@pytest.mark.parametrize("headers", [{}, bearer("x" * 24), bearer(KEEPER), {"Authorization": "Basic YTpi"}])
def test_without_a_token_of_an_administration_nothing_is_taken_and_nothing_is_read(
    guarded: Running, headers: dict[str, str]
) -> None:
    sent = guarded.client.post("/gebeurtenissen", json=job(), headers=headers)
    read = guarded.client.get("/gebeurtenissen/e-1", headers=headers)

    for answer in (sent, read):
        assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["type"] == "urn:regeltaal:geen-token"
    assert guarded.events() == []


def test_an_event_for_another_administration_is_refused_and_nothing_of_the_request_is_kept(guarded: Running) -> None:
    events = [job("e-1"), job("e-2", administration="Timmerman")]

    answer = guarded.client.post("/gebeurtenissen", json=events, headers=bearer(BAKER))

    assert (answer.status_code, answer.json()["type"]) == (403, "urn:regeltaal:andere-administratie")
    assert guarded.events() == []


def test_an_event_of_another_administration_is_not_read(guarded: Running) -> None:
    guarded.client.post("/gebeurtenissen", json=job(), headers=bearer(BAKER))

    own = guarded.client.get("/gebeurtenissen/e-1", headers=bearer(BAKER))
    other = guarded.client.get("/gebeurtenissen/e-1", headers=bearer(CARPENTER))
    asked = guarded.client.get("/gebeurtenissen/e-1", params={"administratie": "Bakker"}, headers=bearer(CARPENTER))

    assert [own.status_code, other.status_code, asked.status_code] == [200, 404, 403]


def test_the_description_names_no_administration_but_that_of_the_token(guarded: Running) -> None:
    open_ = guarded.client.get("/openapi.json").text
    own = guarded.client.get("/openapi.json", headers=bearer(BAKER)).text

    assert not any(name in open_ for name in NAMES)
    assert "Bakker" in own
    assert "Timmerman" not in own


def test_metrics_are_for_the_keeper(guarded: Running, start: Start) -> None:
    assert guarded.client.get("/metrics").status_code == 403
    assert guarded.client.get("/metrics", headers=bearer(BAKER)).status_code == 403
    assert "regeltaal_verzoeken_total" in guarded.client.get("/metrics", headers=bearer(KEEPER)).text
    on_network = start({"REGELTAAL_TOKEN_BAKKER": BAKER}, address="0.0.0.0")  # noqa: S104 - as told, it listens here
    assert on_network.client.get("/metrics").status_code == 403


def test_on_the_loopback_metrics_need_no_token(running: Running) -> None:
    running.client.post("/gebeurtenissen", json=[job("e-1"), job("e-1")])

    answer = running.client.get("/metrics")

    assert answer.headers["content-type"].startswith("text/plain")
    assert 'regeltaal_gebeurtenissen_total{bron="http",status="verwerkt"} 1.0' in answer.text
    assert 'regeltaal_gebeurtenissen_total{bron="http",status="dubbel"} 1.0' in answer.text
    assert "Bakker" not in answer.text


@pytest.mark.parametrize("host", ["kwaad.example", "kwaad.example:80", "", "127.0.0.1.kwaad.example", "[::2]"])
def test_without_tokens_a_web_page_that_points_its_name_here_is_not_answered(running: Running, host: str) -> None:
    for path in ("/", "/gezond", "/gereed", "/metrics", "/openapi.json", "/gebeurtenissen/e-1"):
        assert running.client.get(path, headers={"Host": host}).status_code == 403
    assert running.client.post("/gebeurtenissen", json=job(), headers={"Host": host}).status_code == 403
    assert running.events() == []


def test_a_page_can_not_send_what_a_browser_sends_without_asking(running: Running) -> None:
    for media in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"):
        answer = running.client.post("/gebeurtenissen", content=b"{}", headers={"Content-Type": media})
        assert answer.status_code == 415
    preflight = running.client.options("/gebeurtenissen", headers={"Origin": "https://kwaad.example"})
    assert preflight.status_code == 405
    assert not any(name.startswith("access-control") for name in preflight.headers)


def test_health_needs_no_token(guarded: Running) -> None:
    assert guarded.client.get("/gezond").json() == {"gezond": True}
    assert guarded.client.get("/gereed").json() == {
        "gereed": True,
        "opslag": True,
        "regels": True,
        "inname": True,
        **dict.fromkeys(PARTS, True),
    }


def test_answers_are_not_kept_by_others(running: Running) -> None:
    answer = running.client.get("/")

    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "server" not in answer.headers
    assert "script" not in answer.text
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")


def test_a_follow_up_in_another_administration_is_told_of_without_what_it_did() -> None:
    rule: dict[str, object] = {"regel": "R", "uitkomst": "waar", "tak": "dan", "reden": None, "acties": []}
    inner = {"id": "e-1/gevolg-1/gevolg-1", "record": "K-1", "status": "verwerkt", "regels": [rule], "gevolgen": []}
    other = {
        "id": "e-1/gevolg-1",
        "record": "G-9",
        "status": "verwerkt",
        "regels": [rule],
        "administratie": "Timmerman",
    }
    whole = {"id": "e-1", "record": "K-1", "status": "verwerkt", "regels": [rule], "administratie": "Bakker"}
    event = {**whole, "gevolgen": [{**other, "gevolgen": [{**inner, "administratie": "Bakker"}]}]}

    shown = own_part(event, "Bakker")  # type: ignore[arg-type] # a part of the form

    (follow_up,) = shown["gevolgen"]
    assert (shown["regels"], follow_up["regels"], follow_up["record"]) == ([rule], [], None)
    assert follow_up["gevolgen"][0]["regels"] == [rule]
    assert own_part(event, None) == event  # type: ignore[arg-type] # idem


def test_an_unknown_path_and_a_wrong_method_are_problems_in_dutch_and_english(running: Running) -> None:
    gone = running.client.get("/nergens")
    wrong = running.client.put("/gebeurtenissen", headers={"Accept-Language": "en"})

    assert (gone.status_code, gone.json()["title"]) == (404, "dit pad bestaat niet")
    assert (wrong.status_code, wrong.json()["title"]) == (405, "this path does not know this method")
    assert isinstance(httpx.Headers(wrong.headers).get("allow"), str)
