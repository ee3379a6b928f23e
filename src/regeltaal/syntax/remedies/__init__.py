"""Guesses at what was meant where a declaration does not parse, most specific first.

Each remedy is a function from the situation to candidates: edits of the text with the problem to report. The first
candidate with which the declaration goes on parsing is what is said; a guess that does not parse is never uttered.
"""

from regeltaal.syntax.remedies import balance, elsewhere, neighbours, quotes, shortcuts, signs, structure, tables, words
from regeltaal.syntax.remedies.candidate import Remedy

REMEDIES: tuple[Remedy, ...] = (
    quotes.curled,
    quotes.missing,
    quotes.single,
    quotes.none,
    quotes.unclosed,
    elsewhere.spreadsheet_if,
    elsewhere.spreadsheet_choice,
    elsewhere.called,
    elsewhere.closing_word,
    elsewhere.second_junction,
    elsewhere.eventless_test,
    elsewhere.joined_texts,
    elsewhere.by_clock,
    elsewhere.wait,
    elsewhere.chained,
    elsewhere.all_with_tag,
    elsewhere.bullet,
    signs.sign,
    signs.negated_sign,
    signs.bracket,
    shortcuts.address_without_quotes,
    shortcuts.duration_in_quotes,
    structure.list_without_brackets,
    shortcuts.values_without_brackets,
    shortcuts.unnamed_parameter,
    signs.comma,
    structure.another_set,
    tables.empty_cell,
    tables.line_of_dashes,
    signs.notation,
    elsewhere.date_without_year,
    signs.minus,
    neighbours.twice,
    words.phrase,
    words.misspelled,
    words.lower_case,
    words.foreign_word,
    words.other_junction,
    neighbours.point,
    words.apart,
    neighbours.swapped,
    shortcuts.half_condition,
    words.lower_case_verb,
    signs.name_with_digit,
    words.capitals,
    words.text_without_quotes,
    structure.value_behind_clear,
    structure.names_run_together,
    structure.parameters_without_with,
    structure.function_without_brackets,
)
"""Each knows a mistake that people make: the first that applies says it."""

GUESSES: tuple[Remedy, ...] = (
    balance.unopened,
    balance.unclosed,
    structure.missing,
    structure.separator_at_end,
    structure.condition_as_value,
    structure.nothing_there,
    structure.superfluous,
    words.keyword_as_name,
    signs.stray_sign,
    structure.superfluous_word,
)
"""What is only a token too few or too many: of these the one that makes the most of what follows fit."""
