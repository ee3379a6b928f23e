"""English words of the office with the Dutch ones, for who writes `invoice number` where a field is `factuurnummer`."""

from collections.abc import Mapping

_PAIRS = """
name naam, number nummer, type soort, title titel, description omschrijving, subject onderwerp, comment commentaar,
note notitie, remark opmerking, text tekst, message bericht, template sjabloon, category categorie, date datum,
time tijd, start begin, end eind, duration duur, day dag, created aangemaakt, received ontvangen, changed gewijzigd,
sent verzonden, paid betaald, amount bedrag, price prijs, quantity aantal, count aantal, total totaal, vat btw,
invoice factuur, quote offerte, payment betaling, account rekening, currency valuta, customer klant, client klant,
supplier leverancier, relation relatie, debtor debiteur, employee medewerker, employees medewerkers, user gebruiker,
department afdeling, address adres, street straat, city plaats, place plaats, zipcode postcode, country land,
phone telefoonnummer, email e-mailadres, mail e-mail, region regio, recipient ontvanger, sender afzender, file bestand,
attachment bijlage, attachments bijlagen, page pagina, task taak, order bestelling, material materiaal,
materials materialen, objects objecten, line regel, lines regels, signature handtekening, warranty garantie,
reference referentie, new nieuw, old oud, first eerste, last laatste, short korte
"""

DUTCH_WORDS: Mapping[str, str] = dict(pair.split() for pair in _PAIRS.split(","))
