"""Defects of a condition by itself: what is added, as a pattern, and what the reference must agree on."""

from attrs import frozen
from tests.seeded.choice import written
from tests.seeded.plant import Plan, Planter, Site, planter

PATTERNS = """
altijd-waar | getal, beide kanten en leeg     | always | ({y} > {y2} OF {y} <= {y2} OF {y} IS LEEG)
altijd-waar | keuze, gelijk of niet           | always | ({k} = {k1} OF {k} <> {k1})
altijd-waar | gevuld of leeg                  | always | ({x} IS LEEG OF {x} IS GEVULD)
altijd-waar | verplicht veld is gevuld        | always | {v} IS GEVULD
altijd-waar | een aantal is nooit onder nul   | always | AANTAL({l}) >= 0
altijd-waar | lijst, erin of niet             | always | ({t} IN ({t1}; {t2}) OF {t} NIET IN ({t1}; {t2}))
altijd-waar | twee ongelijkheden met OF       | always | ({k} <> {k1} OF {k} <> {k2})
altijd-waar | overlappende grenzen            | always | ({y} < {y3} OF {y} > {y1} OF {y} IS LEEG)

nooit-waar | twee waarden                     | never  | {t} = {t1}\\nEN {t} = {t2}
nooit-waar | twee keuzes in een groep         | never  | ALLE VAN ({k} = {k1}; {k} = {k2})
nooit-waar | onder en boven                   | never  | {n} > {n3}\\nEN {n} < {n1}
nooit-waar | leeg en een waarde               | never  | {x} IS LEEG\\nEN {x} IN ({x1}; {x2})
nooit-waar | verplicht veld is leeg           | never  | {v} IS LEEG
nooit-waar | buiten de lijst                  | never  | {k} IN ({k1}; {k2})\\nEN {k} = {k3}
nooit-waar | twee beginnen                    | never  | {t} BEGINT MET {t1}\\nEN {t} BEGINT MET {t2}
nooit-waar | tussen en erboven                | never  | {n} TUSSEN {n1} EN {n2}\\nEN {n} >= {n4}
nooit-waar | ja en nee                        | never  | {b}\\nEN {b} = NEE
nooit-waar | leeg en groter                   | never  | {y} IS LEEG\\nEN {y} > {y1}
nooit-waar | minder dan geen                  | never  | AANTAL({l}) < 0
nooit-waar | rij met twee waarden             | never  | EEN {r} IN {rl} WAARVOOR ({rt} = {rt1} EN {rt} = {rt2})
nooit-waar | dood stuk van een keus           |        | ({o} = {o1} OF ({n} < {n1} EN {n} > {n2}))
nooit-waar | gelijk en ongelijk               | never  | {k} = {k1}\\nEN {k} <> {k1}

dubbele-voorwaarde | twee keer hetzelfde      |        | {t} = {t1}\\nEN {t} = {t1}
dubbele-voorwaarde | andere hoofdletters      |        | {t} = {t1}\\nEN {t} = {T1}
dubbele-voorwaarde | in een OF                |        | ({t} BEVAT {t1} OF {n} > {n2} OF {t} BEVAT {t1})
dubbele-voorwaarde | gespiegeld               |        | {n} > {n2}\\nEN {n2} < {n}
dubbele-voorwaarde | lijst in andere volgorde |        | {k} IN ({k1}; {k2})\\nEN {k} IN ({k2}; {k1})
dubbele-voorwaarde | in een groep             |        | MINSTENS 2 VAN ({t} = {t1}; {n} >= {n2}; {t} = {t1})
dubbele-voorwaarde | gevuld en niet leeg      |        | {x} IS GEVULD\\nEN {x} IS NIET LEEG

omvatte-voorwaarde | twee ondergrenzen        |        | {n} > {n1}\\nEN {n} > {n3}
omvatte-voorwaarde | twee bovengrenzen in OF  |        | ({n} < {n1} OF {n} <= {n3})
omvatte-voorwaarde | langer en korter stuk    |        | ({t} BEVAT "factuur" OF {t} BEVAT "fact")
omvatte-voorwaarde | gevuld en een waarde     |        | {x} IS GEVULD\\nEN {x} = {x1}
omvatte-voorwaarde | waarde en lijst          |        | {k} IN ({k1}; {k2})\\nEN {k} = {k1}
omvatte-voorwaarde | waarde of lijst          |        | ({k} = {k1} OF {k} IN ({k1}; {k2}))
omvatte-voorwaarde | deel van een groep       |        | ({t} = {t1} OF ({t} = {t1} EN {n} > {n1}))
omvatte-voorwaarde | begin en langer begin    |        | {t} BEGINT MET "Noord"\\nEN {t} BEGINT MET "Noorderzon"
omvatte-voorwaarde | reeks in een reeks       |        | {n} TUSSEN {n1} EN {n4}\\nEN {n} TUSSEN {n2} EN {n3}

dubbele-ontkenning | NIET om ongelijk         |        | NIET ({k} <> {k1})
dubbele-ontkenning | NIET om niet leeg        |        | NIET ({x} IS NIET LEEG)
dubbele-ontkenning | NIET om NIET             |        | NIET (NIET ({n} > {n1}))
dubbele-ontkenning | NIET om bevat niet       |        | NIET ({t} BEVAT NIET {t1})
dubbele-ontkenning | NIET om leeg             |        | NIET {x} IS LEEG

vergelijking-met-zichzelf | gelijk            |        | {k} = {k}
vergelijking-met-zichzelf | groter of gelijk  |        | {n} >= {n}
vergelijking-met-zichzelf | ongelijk          |        | {t} <> {t}
vergelijking-met-zichzelf | van een rij       |        | EEN {r} IN {rl} WAARVOOR {rt} = {rt}

vergelijking-met-leeg | gelijk aan LEEG       |        | {x} = LEEG
vergelijking-met-leeg | ongelijk aan LEEG     |        | {k} <> LEEG
vergelijking-met-leeg | in een groep          |        | EEN VAN ({y} = LEEG; {y} > {y2})
vergelijking-met-leeg | van een rij           |        | EEN {r} IN {rl} WAARVOOR {rt} = LEEG

vergelijking-met-ja-nee | gelijk aan JA       |        | {b} = JA
vergelijking-met-ja-nee | ongelijk aan NEE    |        | {b} <> NEE
vergelijking-met-ja-nee | in een OF           |        | ({b} = JA OF {t} = {t1})

of-keten | drie teksten                       |        | ({t} = {t1} OF {t} = {t2} OF {t} = {t3})
of-keten | drie keuzes in een groep           |        | EEN VAN ({k} = {k1}; {k} = {k2}; {k} = {k3})
of-keten | vier getallen                      |        | ({i} = {i1} OF {i} = {i2} OF {i} = {i3} OF {i} = {i4})
of-keten | met iets anders erbij              |        | ({t} = {t1} OF {t} = {t2} OF {t} = {t3} OF {n} > {n2})

lijst-van-een | IN                            |        | {t} IN ({t1})
lijst-van-een | keuze IN                      |        | {k} IN ({k1})
lijst-van-een | van een rij                   |        | EEN {r} IN {rl} WAARVOOR {rt} IN ({rt1})

groep-van-een | ALLE VAN                      |        | ALLE VAN ({n} > {n1})
groep-van-een | EEN VAN                       |        | EEN VAN ({t} BEVAT {t1})
groep-van-een | MINSTENS alle                 |        | MINSTENS 3 VAN ({t} = {t1}; {n} > {n2}; {k} = {k1})
groep-van-een | GEEN VAN                      |        | GEEN VAN ({t} BEVAT {t1})
groep-van-een | MINSTENS 2 van 2              |        | MINSTENS 2 VAN ({t} = {t1}; {n} < {n2})

aantal-nul | van twee                |        | PRECIES 0 VAN ({t} BEVAT {t1}; {n} > {n2})
te-veel-gevraagd | een is altijd waar         | always | EEN VAN ({v} IS GEVULD; {t} = {t1})
te-veel-gevraagd | geen, en een is altijd waar | never | GEEN VAN ({v} IS GEVULD; {t} = {t1})
te-veel-gevraagd | een aantal is altijd nul   | always | MINSTENS EEN VAN (AANTAL({l}) >= 0; {t} = {t1})
aantal-nul | van een lijst                    |        | PRECIES 0 {r} IN {rl} WAARVOOR {rt} BEVAT {rt1}
aantal-nul | van drie                         |        | PRECIES 0 VAN ({t} = {t1}; {n} > {n2}; {k} = {k1})

patroon-zonder-joker | geen joker             |        | {t} LIJKT OP {t1}
patroon-zonder-joker | aan beide kanten       |        | {t} LIJKT OP "*{w1}*"
patroon-zonder-joker | een lijst van teksten  |        | {t} LIJKT OP ({t1}; {t2})
patroon-zonder-joker | ontkend                |        | {t} LIJKT NIET OP {t1}
joker-zonder-lijkt-op | achter =            |        | {t} = "{w1}*"
joker-zonder-lijkt-op | in een lijst         |        | {t} IN ("*{w1}"; "{w1}")
joker-zonder-lijkt-op | achter begint met    |        | {t} BEGINT MET "{w1}*"

regex-zonder-teken | een woord                |        | {t} VOLDOET AAN "storing"
regex-zonder-teken | twee woorden             |        | {t} VOLDOET AAN "oude brug"
regex-zonder-teken | van een rij              |        | EEN {r} IN {rl} WAARVOOR {rt} VOLDOET AAN "pallet"
regex-zonder-teken | ontkend                  |        | {t} VOLDOET NIET AAN "proef"

exact-zonder-letters | gelijk                 |        | {t} = EXACT "2027-118"
exact-zonder-letters | bevat                  |        | {t} BEVAT EXACT "0031"
exact-zonder-letters | begint met             |        | {t} BEGINT MET EXACT "#12"

bereik-van-een-waarde | TUSSEN                |        | {n} TUSSEN {n2} EN {n2}
bereik-van-een-waarde | VANAF TOT EN MET      |        | {n} VANAF {n2} TOT EN MET {n2}
bereik-van-een-waarde | VANAF TOT             | never  | {n} VANAF {n2} TOT {n2}

spaties-in-tekst | gelijk, spatie achter      |        | {t} = "{w1} "
spaties-in-tekst | gelijk, spatie voor        |        | {t} = " {w1}"
spaties-in-tekst | bevat, spatie voor         |        | {t} BEVAT " {w1}"
spaties-in-tekst | in een lijst               |        | {t} IN ("{w1}"; "{w2} ")
spaties-in-tekst | begint met spatie          |        | {t} BEGINT MET " {w1}"

elk-in-ontkenning | NIET ELK                  |        | NIET ELK {r} IN {rl} WAARVOOR {rt} BEVAT {rt1}
elk-in-ontkenning | NIET GEEN                 |        | NIET GEEN {r} IN {rl} WAARVOOR {rt} = {rt1}
elk-in-ontkenning | NIET met haakjes          |        | NIET (ELK {r} IN {rl} WAARVOOR {rt} = {rt1})

datum-vast | vast met vast                    |        | 1-3-2026 < 1-9-2027
datum-vast | moment met moment                  |        | 1-3-2027 9:00 > 1-2-2027 9:00

RT601 | ongelijk                              |        | {x} <> {x1}
RT601 | NIET IN                               |        | {x} NIET IN ({x1}; {x2})
RT601 | NIET voor ja-nee                      |        | NIET {b}
RT604 | ELK zonder meer                       |        | ELK {r} IN {rl} WAARVOOR {rt} = {rt1}
RT604 | met BEVAT                             |        | ELK {r} IN {rl} WAARVOOR {rt} BEVAT {rt1}
RT604 | in een OF                             |        | ({t} = {t1} OF ELK {r} IN {rl} WAARVOOR {rt} = {rt1})
RT605 | met punt                              |        | {t} = "İnan"
RT605 | in een lijst                          |        | {t} IN ("Zeist"; "İzmir")
RT605 | bevat                                 |        | {t} BEVAT "KADİR"
RT610 | TUSSEN                                |        | {n} TUSSEN {n3} EN {n1}
RT610 | VANAF TOT                             |        | {n} VANAF {n4} TOT {n2}
RT610 | VANAF TOT EN MET                      |        | {n} VANAF {n2} TOT EN MET {n1}
"""
"""Kind, way of making it, claim, and the condition.

`t` is a text field, `x` one that may be empty, `n` something with an order, `y` one that may be empty, `k` a choice,
`b` yes or no, `v` required, `l` a list, `r` a row of the list `rl`; behind them values, `w` without quotes.
"""

SPLIT = ("nooit-waar", "dubbele-voorwaarde", "omvatte-voorwaarde")
"""Kinds of which one half may stand in a definition."""


@frozen
class Pattern:
    """One line of the table."""

    text: str
    claim: str

    def __call__(self, site: Site) -> Plan:
        site.plain()
        text = written(site, self.text)
        return Plan([site.part(text)], confirm=self.claim, scratch=text)


def _load() -> None:
    for line in PATTERNS.strip().splitlines():
        if line:
            slug, shape, claim, text = (part.strip() for part in line.split("|"))
            text = text.replace("\\n", "\n")
            planter(slug, shape)(Pattern(text, claim))
            if (
                slug in SPLIT
                and "\nEN " in text
                and shape in ("twee waarden", "twee keer hetzelfde", "twee ondergrenzen")
            ):
                planter(slug, f"{shape}, een helft in een definitie")(_split(text, claim))
                planter(slug, f"{shape}, samen in een definitie")(_defined(text, claim))


def _split(pattern: str, claim: str) -> Planter:
    def plant(site: Site) -> Plan:
        site.plain()
        one, other = written(site, pattern).split("\nEN ")
        definition = f"DEFINITIE eerst nagekeken BIJ {site.record.name} = {one}"
        edits = [site.before(definition), site.part(f"eerst nagekeken\nEN {other}")]
        return Plan(edits, [site.key], confirm=claim)

    return plant


def _defined(pattern: str, claim: str) -> Planter:
    def plant(site: Site) -> Plan:
        site.plain()
        text = written(site, pattern).replace("\nEN ", "\n  EN ")
        definition = f"DEFINITIE extra eis BIJ {site.record.name} =\n  {text}"
        edits = [site.before(definition), site.part("extra eis")]
        return Plan(edits, [site.key, "definitie extra eis"], confirm=claim)

    return plant


_load()
