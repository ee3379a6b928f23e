"""Guesses at what was meant where a declaration does not parse, most specific first.

Each remedy is a function from the situation to candidates: edits of the text with the problem to report. The first
candidate with which the declaration goes on parsing is what is said; a guess that does not parse is never uttered.
"""

from regeltaal.syntax.remedies import shortcuts, signs, structure, words
from regeltaal.syntax.remedies.candidate import Remedy

REMEDIES: tuple[Remedy, ...] = (
    signs.unclosed,
    signs.mixed_quotes,
    signs.single_quotes,
    signs.sign,
    signs.negated_sign,
    signs.bracket,
    shortcuts.address_without_quotes,
    shortcuts.duration_in_quotes,
    shortcuts.half_condition,
    structure.list_without_brackets,
    shortcuts.values_without_brackets,
    shortcuts.unnamed_parameter,
    signs.comma,
    structure.another_set,
    structure.empty_cell,
    structure.line_of_dashes,
    signs.notation,
    signs.minus,
    words.phrase,
    words.lower_case,
    words.foreign_word,
    words.lower_case_verb,
    signs.name_with_digit,
    words.capitals,
    words.text_without_quotes,
    words.misspelled,
    structure.value_behind_clear,
    structure.name_over_lines,
    structure.parameters_without_with,
    structure.function_without_brackets,
    structure.superfluous,
    structure.missing,
    structure.condition_as_value,
    words.keyword_as_name,
    structure.nothing_there,
    signs.stray_sign,
    structure.superfluous_word,
)

FIRST_GUESS: Remedy = structure.superfluous
"""From here on a remedy changes the structure: by then a clause in the wrong place has been looked for."""
