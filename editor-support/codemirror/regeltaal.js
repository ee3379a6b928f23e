// Colours for Regeltaal in CodeMirror 6. Made from the grammar by maak.py: change that, not this.
//   import {regeltaal, domein} from "./regeltaal.js"
//   new EditorView({extensions: [basicSetup, regeltaal()]})
import {LanguageSupport, StreamLanguage} from "@codemirror/language"
import {tags} from "@lezer/highlight"

/** Each language as [role, pattern] in the order in which to try them; a text also says what is in it. */
const RULES = {
  regeltaal: [
    {"role": "moment", "pattern": "(?:[\\p{Nd}]{1,2}(?:[^\\S\\n])+(?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december)(?:[^\\S\\n])+[\\p{Nd}]{4}(?![\\p{L}\\p{N}_])|[\\p{Nd}]{4}[\\-/][\\p{Nd}]{1,2}[\\-/][\\p{Nd}]{1,2}(?=T|(?:(?<=[\\p{L}\\p{N}_])(?![\\p{L}\\p{N}_])|(?<![\\p{L}\\p{N}_])(?=[\\p{L}\\p{N}_])))|[\\p{Nd}]{1,2}(?:-[\\p{Nd}]{1,2}-[\\p{Nd}]{2,4}|\\/[\\p{Nd}]{1,2}\\/[\\p{Nd}]{2,4}|\\.[\\p{Nd}]{1,2}\\.[\\p{Nd}]{4})(?![\\p{L}\\p{N}_]))(?:(?:[^\\S\\n])+|T)[\\p{Nd}]{1,2}:[\\p{Nd}]{2}(?::[\\p{Nd}]{2})?(?![\\p{L}\\p{N}_])"},
    {"role": "date", "pattern": "[\\p{Nd}]{1,2}(?:[^\\S\\n])+(?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december)(?:[^\\S\\n])+[\\p{Nd}]{4}(?![\\p{L}\\p{N}_])|[\\p{Nd}]{4}[\\-/][\\p{Nd}]{1,2}[\\-/][\\p{Nd}]{1,2}(?=T|(?:(?<=[\\p{L}\\p{N}_])(?![\\p{L}\\p{N}_])|(?<![\\p{L}\\p{N}_])(?=[\\p{L}\\p{N}_])))|[\\p{Nd}]{1,2}(?:-[\\p{Nd}]{1,2}-[\\p{Nd}]{2,4}|\\/[\\p{Nd}]{1,2}\\/[\\p{Nd}]{2,4}|\\.[\\p{Nd}]{1,2}\\.[\\p{Nd}]{4})(?![\\p{L}\\p{N}_])"},
    {"role": "duration", "pattern": "-?[\\p{Nd}]+(?:[.,][\\p{Nd}]+)*(?:[^\\S\\n])*(?:minuten|minuut|uren|uur|werkdagen|werkdag|dagen|dag|weken|week|kwartalen|kwartaal|maanden|maand|jaren|jaar)(?![\\p{L}\\p{N}_'’\\-])"},
    {"role": "time", "pattern": "[\\p{Nd}]{1,2}:[\\p{Nd}]{2}(?::[\\p{Nd}]{2})?(?![\\p{L}\\p{N}_])"},
    {"role": "amount", "pattern": "-?€(?:[^\\S\\n])*-?[\\p{Nd}]+(?:[.,][\\p{Nd}]+)*(?:,-|,—|,–)?"},
    {"role": "percentage", "pattern": "-?[\\p{Nd}]+(?:[.,][\\p{Nd}]+)*(?:[^\\S\\n])?%"},
    {"role": "number", "pattern": "-?[\\p{Nd}]+(?:[.,][\\p{Nd}]+)*(?![\\p{L}\\p{N}_])"},
    {"role": "text", "pattern": "\"\"\"", "end": "\"\"\"", "until": "^(?=(?:[^\\S\\n])*(?:REGEL|TEST|DEFINITIE|LIJST|GEBRUIK)(?!\\S))", "inside": [{"role": "escape", "pattern": "\\\\[\"\\\\n{]"}, {"role": "text", "pattern": "\\\\[^\\n]"}, {"role": "interpolation", "pattern": "\\{\\s*(?:(?:`[^`\\n\"“”„‟]+`|(?=['’]?(?:[\\p{Nd}_A-ZÀ-ÖØ-Þ]|['’\\-](?=[\\p{L}\\p{N}_]))*(?![\\p{Nd}_A-ZÀ-ÖØ-Þ])[\\p{L}\\p{N}_])['’]?(?![\\p{Nd}_])[\\p{L}\\p{N}_][\\p{L}\\p{N}_]*(?:['’\\-][\\p{L}\\p{N}_]+)*)(?:\\s+(?:`[^`\\n\"“”„‟]+`|(?=['’]?(?:[\\p{Nd}_A-ZÀ-ÖØ-Þ]|['’\\-](?=[\\p{L}\\p{N}_]))*(?![\\p{Nd}_A-ZÀ-ÖØ-Þ])[\\p{L}\\p{N}_])['’]?(?![\\p{Nd}_])[\\p{L}\\p{N}_][\\p{L}\\p{N}_]*(?:['’\\-][\\p{L}\\p{N}_]+)*))*|(?!['’]?(?:[\\p{Nd}_A-ZÀ-ÖØ-Þ]|['’\\-](?=[\\p{L}\\p{N}_]))*(?![\\p{Nd}_A-ZÀ-ÖØ-Þ])[\\p{L}\\p{N}_])[A-ZÀ-ÖØ-Þ][\\p{L}\\p{N}_]*(?:-[\\p{L}\\p{N}_]+)*)(?:\\s*\\.\\s*(?:(?:`[^`\\n\"“”„‟]+`|(?=['’]?(?:[\\p{Nd}_A-ZÀ-ÖØ-Þ]|['’\\-](?=[\\p{L}\\p{N}_]))*(?![\\p{Nd}_A-ZÀ-ÖØ-Þ])[\\p{L}\\p{N}_])['’]?(?![\\p{Nd}_])[\\p{L}\\p{N}_][\\p{L}\\p{N}_]*(?:['’\\-][\\p{L}\\p{N}_]+)*)(?:\\s+(?:`[^`\\n\"“”„‟]+`|(?=['’]?(?:[\\p{Nd}_A-ZÀ-ÖØ-Þ]|['’\\-](?=[\\p{L}\\p{N}_]))*(?![\\p{Nd}_A-ZÀ-ÖØ-Þ])[\\p{L}\\p{N}_])['’]?(?![\\p{Nd}_])[\\p{L}\\p{N}_][\\p{L}\\p{N}_]*(?:['’\\-][\\p{L}\\p{N}_]+)*))*|(?!['’]?(?:[\\p{Nd}_A-ZÀ-ÖØ-Þ]|['’\\-](?=[\\p{L}\\p{N}_]))*(?![\\p{Nd}_A-ZÀ-ÖØ-Þ])[\\p{L}\\p{N}_])[A-ZÀ-ÖØ-Þ][\\p{L}\\p{N}_]*(?:-[\\p{L}\\p{N}_]+)*))*\\s*(?:\\|\\s*(?:`[^`\\n\"“”„‟]+`|(?=['’]?(?:[\\p{Nd}_A-ZÀ-ÖØ-Þ]|['’\\-](?=[\\p{L}\\p{N}_]))*(?![\\p{Nd}_A-ZÀ-ÖØ-Þ])[\\p{L}\\p{N}_])['’]?(?![\\p{Nd}_])[\\p{L}\\p{N}_][\\p{L}\\p{N}_]*(?:['’\\-][\\p{L}\\p{N}_]+)*)(?:\\s+(?:`[^`\\n\"“”„‟]+`|(?=['’]?(?:[\\p{Nd}_A-ZÀ-ÖØ-Þ]|['’\\-](?=[\\p{L}\\p{N}_]))*(?![\\p{Nd}_A-ZÀ-ÖØ-Þ])[\\p{L}\\p{N}_])['’]?(?![\\p{Nd}_])[\\p{L}\\p{N}_][\\p{L}\\p{N}_]*(?:['’\\-][\\p{L}\\p{N}_]+)*))*\\s*)?\\}"}]},
    {"role": "quoted-name", "pattern": "`[^`\\n]+`"},
    {"role": null, "pattern": "(?=['’]?(?:[\\p{Nd}_A-ZÀ-ÖØ-Þ]|['’\\-](?=[\\p{L}\\p{N}_]))*(?![\\p{Nd}_A-ZÀ-ÖØ-Þ])[\\p{L}\\p{N}_])['’]?(?![\\p{Nd}_])[\\p{L}\\p{N}_][\\p{L}\\p{N}_]*(?:['’\\-][\\p{L}\\p{N}_]+)*"},
    {"role": "opener", "pattern": "(?:ADMINISTRATIE|DEFINITIE|GEBRUIK|DOMEIN|LIJST|REGEL|TAAL|TEST)(?![\\p{L}\\p{N}_]|-[\\p{L}\\p{N}_])"},
    {"role": "clause", "pattern": "(?:OMSCHRIJVING|OVERGESLAGEN|VOORBEELDEN|PRIORITEIT|VERWACHT|VOORHEEN|BEHALVE|GEGEVEN|GENAAMD|VERDERE|WANNEER|ANDERS|REGELS|ZONDER|KLAAR|FASE|MAAL|MITS|STOP|ALS|BIJ|DAN|DOE|RIJ|TAG|UIT|WIS|ZET|NA)(?![\\p{L}\\p{N}_]|-[\\p{L}\\p{N}_])"},
    {"role": "operator", "pattern": "(?:GEWIJZIGD|MINSTENS|WAARVOOR|EINDIGT|PRECIES|VOLDOET|BEGINT|GELDIG|GEVULD|INDIEN|TUSSEN|BEVAT|EXACT|LIJKT|VANAF|ALLE|ELKE|GEEN|NAAR|NIET|VOOR|AAN|EEN|ELK|MET|TOT|VAN|WAS|EN|IN|IS|OF|OM|OP)(?![\\p{L}\\p{N}_]|-[\\p{L}\\p{N}_])"},
    {"role": "constant", "pattern": "(?:ONBEKEND|VANDAAG|ONWAAR|FOUT|LEEG|WAAR|NEE|JA|NU)(?![\\p{L}\\p{N}_]|-[\\p{L}\\p{N}_])"},
    {"role": null, "pattern": "(?<=\\.)(?!['’]?(?:[\\p{Nd}_A-ZÀ-ÖØ-Þ]|['’\\-](?=[\\p{L}\\p{N}_]))*(?![\\p{Nd}_A-ZÀ-ÖØ-Þ])[\\p{L}\\p{N}_])[A-ZÀ-ÖØ-Þ][\\p{L}\\p{N}_]*(?:-[\\p{L}\\p{N}_]+)*"},
    {"role": "function", "pattern": "(?!['’]?(?:[\\p{Nd}_A-ZÀ-ÖØ-Þ]|['’\\-](?=[\\p{L}\\p{N}_]))*(?![\\p{Nd}_A-ZÀ-ÖØ-Þ])[\\p{L}\\p{N}_])[A-ZÀ-ÖØ-Þ][\\p{L}\\p{N}_]*(?:-[\\p{L}\\p{N}_]+)*(?=(?:[^\\S\\n])*\\()"},
    {"role": "verb", "pattern": "(?!['’]?(?:[\\p{Nd}_A-ZÀ-ÖØ-Þ]|['’\\-](?=[\\p{L}\\p{N}_]))*(?![\\p{Nd}_A-ZÀ-ÖØ-Þ])[\\p{L}\\p{N}_])[A-ZÀ-ÖØ-Þ][\\p{L}\\p{N}_]*(?:-[\\p{L}\\p{N}_]+)*"},
    {"role": "text", "pattern": "[“”„‟](?=(?:[^\\\\\\n\"“”„‟]+|\\\\[^\\n])*[\"“”‟])", "end": "[\"“”‟]", "until": null, "inside": [{"role": "escape", "pattern": "\\\\[\"\\\\n{]"}, {"role": "text", "pattern": "\\\\[^\\n]"}, {"role": "interpolation", "pattern": "\\{\\s*(?:(?:`[^`\\n\"“”„‟]+`|(?=['’]?(?:[\\p{Nd}_A-ZÀ-ÖØ-Þ]|['’\\-](?=[\\p{L}\\p{N}_]))*(?![\\p{Nd}_A-ZÀ-ÖØ-Þ])[\\p{L}\\p{N}_])['’]?(?![\\p{Nd}_])[\\p{L}\\p{N}_][\\p{L}\\p{N}_]*(?:['’\\-][\\p{L}\\p{N}_]+)*)(?:\\s+(?:`[^`\\n\"“”„‟]+`|(?=['’]?(?:[\\p{Nd}_A-ZÀ-ÖØ-Þ]|['’\\-](?=[\\p{L}\\p{N}_]))*(?![\\p{Nd}_A-ZÀ-ÖØ-Þ])[\\p{L}\\p{N}_])['’]?(?![\\p{Nd}_])[\\p{L}\\p{N}_][\\p{L}\\p{N}_]*(?:['’\\-][\\p{L}\\p{N}_]+)*))*|(?!['’]?(?:[\\p{Nd}_A-ZÀ-ÖØ-Þ]|['’\\-](?=[\\p{L}\\p{N}_]))*(?![\\p{Nd}_A-ZÀ-ÖØ-Þ])[\\p{L}\\p{N}_])[A-ZÀ-ÖØ-Þ][\\p{L}\\p{N}_]*(?:-[\\p{L}\\p{N}_]+)*)(?:\\s*\\.\\s*(?:(?:`[^`\\n\"“”„‟]+`|(?=['’]?(?:[\\p{Nd}_A-ZÀ-ÖØ-Þ]|['’\\-](?=[\\p{L}\\p{N}_]))*(?![\\p{Nd}_A-ZÀ-ÖØ-Þ])[\\p{L}\\p{N}_])['’]?(?![\\p{Nd}_])[\\p{L}\\p{N}_][\\p{L}\\p{N}_]*(?:['’\\-][\\p{L}\\p{N}_]+)*)(?:\\s+(?:`[^`\\n\"“”„‟]+`|(?=['’]?(?:[\\p{Nd}_A-ZÀ-ÖØ-Þ]|['’\\-](?=[\\p{L}\\p{N}_]))*(?![\\p{Nd}_A-ZÀ-ÖØ-Þ])[\\p{L}\\p{N}_])['’]?(?![\\p{Nd}_])[\\p{L}\\p{N}_][\\p{L}\\p{N}_]*(?:['’\\-][\\p{L}\\p{N}_]+)*))*|(?!['’]?(?:[\\p{Nd}_A-ZÀ-ÖØ-Þ]|['’\\-](?=[\\p{L}\\p{N}_]))*(?![\\p{Nd}_A-ZÀ-ÖØ-Þ])[\\p{L}\\p{N}_])[A-ZÀ-ÖØ-Þ][\\p{L}\\p{N}_]*(?:-[\\p{L}\\p{N}_]+)*))*\\s*(?:\\|\\s*(?:`[^`\\n\"“”„‟]+`|(?=['’]?(?:[\\p{Nd}_A-ZÀ-ÖØ-Þ]|['’\\-](?=[\\p{L}\\p{N}_]))*(?![\\p{Nd}_A-ZÀ-ÖØ-Þ])[\\p{L}\\p{N}_])['’]?(?![\\p{Nd}_])[\\p{L}\\p{N}_][\\p{L}\\p{N}_]*(?:['’\\-][\\p{L}\\p{N}_]+)*)(?:\\s+(?:`[^`\\n\"“”„‟]+`|(?=['’]?(?:[\\p{Nd}_A-ZÀ-ÖØ-Þ]|['’\\-](?=[\\p{L}\\p{N}_]))*(?![\\p{Nd}_A-ZÀ-ÖØ-Þ])[\\p{L}\\p{N}_])['’]?(?![\\p{Nd}_])[\\p{L}\\p{N}_][\\p{L}\\p{N}_]*(?:['’\\-][\\p{L}\\p{N}_]+)*))*\\s*)?\\}"}]},
    {"role": "text", "pattern": "\"(?!\"\")(?=(?:[^\"\\\\\\n]+|\\\\[^\\n])*\")", "end": "\"", "until": null, "inside": [{"role": "escape", "pattern": "\\\\[\"\\\\n{]"}, {"role": "text", "pattern": "\\\\[^\\n]"}, {"role": "interpolation", "pattern": "\\{\\s*(?:(?:`[^`\\n\"“”„‟]+`|(?=['’]?(?:[\\p{Nd}_A-ZÀ-ÖØ-Þ]|['’\\-](?=[\\p{L}\\p{N}_]))*(?![\\p{Nd}_A-ZÀ-ÖØ-Þ])[\\p{L}\\p{N}_])['’]?(?![\\p{Nd}_])[\\p{L}\\p{N}_][\\p{L}\\p{N}_]*(?:['’\\-][\\p{L}\\p{N}_]+)*)(?:\\s+(?:`[^`\\n\"“”„‟]+`|(?=['’]?(?:[\\p{Nd}_A-ZÀ-ÖØ-Þ]|['’\\-](?=[\\p{L}\\p{N}_]))*(?![\\p{Nd}_A-ZÀ-ÖØ-Þ])[\\p{L}\\p{N}_])['’]?(?![\\p{Nd}_])[\\p{L}\\p{N}_][\\p{L}\\p{N}_]*(?:['’\\-][\\p{L}\\p{N}_]+)*))*|(?!['’]?(?:[\\p{Nd}_A-ZÀ-ÖØ-Þ]|['’\\-](?=[\\p{L}\\p{N}_]))*(?![\\p{Nd}_A-ZÀ-ÖØ-Þ])[\\p{L}\\p{N}_])[A-ZÀ-ÖØ-Þ][\\p{L}\\p{N}_]*(?:-[\\p{L}\\p{N}_]+)*)(?:\\s*\\.\\s*(?:(?:`[^`\\n\"“”„‟]+`|(?=['’]?(?:[\\p{Nd}_A-ZÀ-ÖØ-Þ]|['’\\-](?=[\\p{L}\\p{N}_]))*(?![\\p{Nd}_A-ZÀ-ÖØ-Þ])[\\p{L}\\p{N}_])['’]?(?![\\p{Nd}_])[\\p{L}\\p{N}_][\\p{L}\\p{N}_]*(?:['’\\-][\\p{L}\\p{N}_]+)*)(?:\\s+(?:`[^`\\n\"“”„‟]+`|(?=['’]?(?:[\\p{Nd}_A-ZÀ-ÖØ-Þ]|['’\\-](?=[\\p{L}\\p{N}_]))*(?![\\p{Nd}_A-ZÀ-ÖØ-Þ])[\\p{L}\\p{N}_])['’]?(?![\\p{Nd}_])[\\p{L}\\p{N}_][\\p{L}\\p{N}_]*(?:['’\\-][\\p{L}\\p{N}_]+)*))*|(?!['’]?(?:[\\p{Nd}_A-ZÀ-ÖØ-Þ]|['’\\-](?=[\\p{L}\\p{N}_]))*(?![\\p{Nd}_A-ZÀ-ÖØ-Þ])[\\p{L}\\p{N}_])[A-ZÀ-ÖØ-Þ][\\p{L}\\p{N}_]*(?:-[\\p{L}\\p{N}_]+)*))*\\s*(?:\\|\\s*(?:`[^`\\n\"“”„‟]+`|(?=['’]?(?:[\\p{Nd}_A-ZÀ-ÖØ-Þ]|['’\\-](?=[\\p{L}\\p{N}_]))*(?![\\p{Nd}_A-ZÀ-ÖØ-Þ])[\\p{L}\\p{N}_])['’]?(?![\\p{Nd}_])[\\p{L}\\p{N}_][\\p{L}\\p{N}_]*(?:['’\\-][\\p{L}\\p{N}_]+)*)(?:\\s+(?:`[^`\\n\"“”„‟]+`|(?=['’]?(?:[\\p{Nd}_A-ZÀ-ÖØ-Þ]|['’\\-](?=[\\p{L}\\p{N}_]))*(?![\\p{Nd}_A-ZÀ-ÖØ-Þ])[\\p{L}\\p{N}_])['’]?(?![\\p{Nd}_])[\\p{L}\\p{N}_][\\p{L}\\p{N}_]*(?:['’\\-][\\p{L}\\p{N}_]+)*))*\\s*)?\\}"}]},
    {"role": "comment", "pattern": "#[^\\n]*"},
    {"role": "sign", "pattern": "(?<!\\S)-(?!\\S)"},
    {"role": "sign", "pattern": "<=|<>|>=|\\*|\\+|\\/|<|=|>"},
    {"role": "bar", "pattern": "\\|"},
    {"role": "punctuation", "pattern": "\\(|\\)|\\.|;"},
    {"role": "text", "pattern": "[\"“”„‟]", "end": null, "until": null, "inside": [{"role": "escape", "pattern": "\\\\[\"\\\\n{]"}, {"role": "text", "pattern": "\\\\[^\\n]"}, {"role": "interpolation", "pattern": "\\{\\s*(?:(?:`[^`\\n\"“”„‟]+`|(?=['’]?(?:[\\p{Nd}_A-ZÀ-ÖØ-Þ]|['’\\-](?=[\\p{L}\\p{N}_]))*(?![\\p{Nd}_A-ZÀ-ÖØ-Þ])[\\p{L}\\p{N}_])['’]?(?![\\p{Nd}_])[\\p{L}\\p{N}_][\\p{L}\\p{N}_]*(?:['’\\-][\\p{L}\\p{N}_]+)*)(?:\\s+(?:`[^`\\n\"“”„‟]+`|(?=['’]?(?:[\\p{Nd}_A-ZÀ-ÖØ-Þ]|['’\\-](?=[\\p{L}\\p{N}_]))*(?![\\p{Nd}_A-ZÀ-ÖØ-Þ])[\\p{L}\\p{N}_])['’]?(?![\\p{Nd}_])[\\p{L}\\p{N}_][\\p{L}\\p{N}_]*(?:['’\\-][\\p{L}\\p{N}_]+)*))*|(?!['’]?(?:[\\p{Nd}_A-ZÀ-ÖØ-Þ]|['’\\-](?=[\\p{L}\\p{N}_]))*(?![\\p{Nd}_A-ZÀ-ÖØ-Þ])[\\p{L}\\p{N}_])[A-ZÀ-ÖØ-Þ][\\p{L}\\p{N}_]*(?:-[\\p{L}\\p{N}_]+)*)(?:\\s*\\.\\s*(?:(?:`[^`\\n\"“”„‟]+`|(?=['’]?(?:[\\p{Nd}_A-ZÀ-ÖØ-Þ]|['’\\-](?=[\\p{L}\\p{N}_]))*(?![\\p{Nd}_A-ZÀ-ÖØ-Þ])[\\p{L}\\p{N}_])['’]?(?![\\p{Nd}_])[\\p{L}\\p{N}_][\\p{L}\\p{N}_]*(?:['’\\-][\\p{L}\\p{N}_]+)*)(?:\\s+(?:`[^`\\n\"“”„‟]+`|(?=['’]?(?:[\\p{Nd}_A-ZÀ-ÖØ-Þ]|['’\\-](?=[\\p{L}\\p{N}_]))*(?![\\p{Nd}_A-ZÀ-ÖØ-Þ])[\\p{L}\\p{N}_])['’]?(?![\\p{Nd}_])[\\p{L}\\p{N}_][\\p{L}\\p{N}_]*(?:['’\\-][\\p{L}\\p{N}_]+)*))*|(?!['’]?(?:[\\p{Nd}_A-ZÀ-ÖØ-Þ]|['’\\-](?=[\\p{L}\\p{N}_]))*(?![\\p{Nd}_A-ZÀ-ÖØ-Þ])[\\p{L}\\p{N}_])[A-ZÀ-ÖØ-Þ][\\p{L}\\p{N}_]*(?:-[\\p{L}\\p{N}_]+)*))*\\s*(?:\\|\\s*(?:`[^`\\n\"“”„‟]+`|(?=['’]?(?:[\\p{Nd}_A-ZÀ-ÖØ-Þ]|['’\\-](?=[\\p{L}\\p{N}_]))*(?![\\p{Nd}_A-ZÀ-ÖØ-Þ])[\\p{L}\\p{N}_])['’]?(?![\\p{Nd}_])[\\p{L}\\p{N}_][\\p{L}\\p{N}_]*(?:['’\\-][\\p{L}\\p{N}_]+)*)(?:\\s+(?:`[^`\\n\"“”„‟]+`|(?=['’]?(?:[\\p{Nd}_A-ZÀ-ÖØ-Þ]|['’\\-](?=[\\p{L}\\p{N}_]))*(?![\\p{Nd}_A-ZÀ-ÖØ-Þ])[\\p{L}\\p{N}_])['’]?(?![\\p{Nd}_])[\\p{L}\\p{N}_][\\p{L}\\p{N}_]*(?:['’\\-][\\p{L}\\p{N}_]+)*))*\\s*)?\\}"}]},
    {"role": "quoted-name", "pattern": "`[^`\\n]*"},
    {"role": "wrong", "pattern": "[\\p{Nd}][\\p{L}\\p{N}_.,]*|[^\\s\\ufeff]"}
  ],
  domein: [
    {"role": "opener", "pattern": "OPEN\\s+KEUZE(?![\\p{L}\\p{N}_\\-])"},
    {"role": "opener", "pattern": "VRIJ\\s+VELD(?![\\p{L}\\p{N}_\\-])"},
    {"role": "clause", "pattern": "NIET\\s+ALS(?![\\p{L}\\p{N}_\\-])"},
    {"role": "moment", "pattern": "(?:[\\p{Nd}]{1,2}(?:[^\\S\\n])+(?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december)(?:[^\\S\\n])+[\\p{Nd}]{4}(?![\\p{L}\\p{N}_])|[\\p{Nd}]{4}[\\-/][\\p{Nd}]{1,2}[\\-/][\\p{Nd}]{1,2}(?=T|(?:(?<=[\\p{L}\\p{N}_])(?![\\p{L}\\p{N}_])|(?<![\\p{L}\\p{N}_])(?=[\\p{L}\\p{N}_])))|[\\p{Nd}]{1,2}(?:-[\\p{Nd}]{1,2}-[\\p{Nd}]{2,4}|\\/[\\p{Nd}]{1,2}\\/[\\p{Nd}]{2,4}|\\.[\\p{Nd}]{1,2}\\.[\\p{Nd}]{4})(?![\\p{L}\\p{N}_]))(?:(?:[^\\S\\n])+|T)[\\p{Nd}]{1,2}:[\\p{Nd}]{2}(?::[\\p{Nd}]{2})?(?![\\p{L}\\p{N}_])"},
    {"role": "date", "pattern": "[\\p{Nd}]{1,2}(?:[^\\S\\n])+(?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december)(?:[^\\S\\n])+[\\p{Nd}]{4}(?![\\p{L}\\p{N}_])|[\\p{Nd}]{4}[\\-/][\\p{Nd}]{1,2}[\\-/][\\p{Nd}]{1,2}(?=T|(?:(?<=[\\p{L}\\p{N}_])(?![\\p{L}\\p{N}_])|(?<![\\p{L}\\p{N}_])(?=[\\p{L}\\p{N}_])))|[\\p{Nd}]{1,2}(?:-[\\p{Nd}]{1,2}-[\\p{Nd}]{2,4}|\\/[\\p{Nd}]{1,2}\\/[\\p{Nd}]{2,4}|\\.[\\p{Nd}]{1,2}\\.[\\p{Nd}]{4})(?![\\p{L}\\p{N}_])"},
    {"role": "duration", "pattern": "-?[\\p{Nd}]+(?:[.,][\\p{Nd}]+)*(?:[^\\S\\n])*(?:minuten|minuut|uren|uur|werkdagen|werkdag|dagen|dag|weken|week|kwartalen|kwartaal|maanden|maand|jaren|jaar)(?![\\p{L}\\p{N}_'’\\-])"},
    {"role": "time", "pattern": "[\\p{Nd}]{1,2}:[\\p{Nd}]{2}(?::[\\p{Nd}]{2})?(?![\\p{L}\\p{N}_])"},
    {"role": "amount", "pattern": "-?€(?:[^\\S\\n])*-?[\\p{Nd}]+(?:[.,][\\p{Nd}]+)*(?:,-|,—|,–)?"},
    {"role": "percentage", "pattern": "-?[\\p{Nd}]+(?:[.,][\\p{Nd}]+)*(?:[^\\S\\n])?%"},
    {"role": "number", "pattern": "-?[\\p{Nd}]+(?:[.,][\\p{Nd}]+)*(?![\\p{L}\\p{N}_])"},
    {"role": "text", "pattern": "\"\"\"", "end": "\"\"\"", "until": "^(?=(?:[^\\S\\n])*(?:REGEL|TEST|DEFINITIE|LIJST|GEBRUIK)(?!\\S))", "inside": [{"role": "escape", "pattern": "\\\\[\"\\\\n{]"}, {"role": "text", "pattern": "\\\\[^\\n]"}, {"role": "interpolation", "pattern": "\\{\\s*(?:(?:`[^`\\n\"“”„‟]+`|(?=['’]?(?:[\\p{Nd}_A-ZÀ-ÖØ-Þ]|['’\\-](?=[\\p{L}\\p{N}_]))*(?![\\p{Nd}_A-ZÀ-ÖØ-Þ])[\\p{L}\\p{N}_])['’]?(?![\\p{Nd}_])[\\p{L}\\p{N}_][\\p{L}\\p{N}_]*(?:['’\\-][\\p{L}\\p{N}_]+)*)(?:\\s+(?:`[^`\\n\"“”„‟]+`|(?=['’]?(?:[\\p{Nd}_A-ZÀ-ÖØ-Þ]|['’\\-](?=[\\p{L}\\p{N}_]))*(?![\\p{Nd}_A-ZÀ-ÖØ-Þ])[\\p{L}\\p{N}_])['’]?(?![\\p{Nd}_])[\\p{L}\\p{N}_][\\p{L}\\p{N}_]*(?:['’\\-][\\p{L}\\p{N}_]+)*))*|(?!['’]?(?:[\\p{Nd}_A-ZÀ-ÖØ-Þ]|['’\\-](?=[\\p{L}\\p{N}_]))*(?![\\p{Nd}_A-ZÀ-ÖØ-Þ])[\\p{L}\\p{N}_])[A-ZÀ-ÖØ-Þ][\\p{L}\\p{N}_]*(?:-[\\p{L}\\p{N}_]+)*)(?:\\s*\\.\\s*(?:(?:`[^`\\n\"“”„‟]+`|(?=['’]?(?:[\\p{Nd}_A-ZÀ-ÖØ-Þ]|['’\\-](?=[\\p{L}\\p{N}_]))*(?![\\p{Nd}_A-ZÀ-ÖØ-Þ])[\\p{L}\\p{N}_])['’]?(?![\\p{Nd}_])[\\p{L}\\p{N}_][\\p{L}\\p{N}_]*(?:['’\\-][\\p{L}\\p{N}_]+)*)(?:\\s+(?:`[^`\\n\"“”„‟]+`|(?=['’]?(?:[\\p{Nd}_A-ZÀ-ÖØ-Þ]|['’\\-](?=[\\p{L}\\p{N}_]))*(?![\\p{Nd}_A-ZÀ-ÖØ-Þ])[\\p{L}\\p{N}_])['’]?(?![\\p{Nd}_])[\\p{L}\\p{N}_][\\p{L}\\p{N}_]*(?:['’\\-][\\p{L}\\p{N}_]+)*))*|(?!['’]?(?:[\\p{Nd}_A-ZÀ-ÖØ-Þ]|['’\\-](?=[\\p{L}\\p{N}_]))*(?![\\p{Nd}_A-ZÀ-ÖØ-Þ])[\\p{L}\\p{N}_])[A-ZÀ-ÖØ-Þ][\\p{L}\\p{N}_]*(?:-[\\p{L}\\p{N}_]+)*))*\\s*(?:\\|\\s*(?:`[^`\\n\"“”„‟]+`|(?=['’]?(?:[\\p{Nd}_A-ZÀ-ÖØ-Þ]|['’\\-](?=[\\p{L}\\p{N}_]))*(?![\\p{Nd}_A-ZÀ-ÖØ-Þ])[\\p{L}\\p{N}_])['’]?(?![\\p{Nd}_])[\\p{L}\\p{N}_][\\p{L}\\p{N}_]*(?:['’\\-][\\p{L}\\p{N}_]+)*)(?:\\s+(?:`[^`\\n\"“”„‟]+`|(?=['’]?(?:[\\p{Nd}_A-ZÀ-ÖØ-Þ]|['’\\-](?=[\\p{L}\\p{N}_]))*(?![\\p{Nd}_A-ZÀ-ÖØ-Þ])[\\p{L}\\p{N}_])['’]?(?![\\p{Nd}_])[\\p{L}\\p{N}_][\\p{L}\\p{N}_]*(?:['’\\-][\\p{L}\\p{N}_]+)*))*\\s*)?\\}"}]},
    {"role": "quoted-name", "pattern": "`[^`\\n]+`"},
    {"role": null, "pattern": "(?=['’]?(?:[\\p{Nd}_A-ZÀ-ÖØ-Þ]|['’\\-](?=[\\p{L}\\p{N}_]))*(?![\\p{Nd}_A-ZÀ-ÖØ-Þ])[\\p{L}\\p{N}_])['’]?(?![\\p{Nd}_])[\\p{L}\\p{N}_][\\p{L}\\p{N}_]*(?:['’\\-][\\p{L}\\p{N}_]+)*"},
    {"role": "opener", "pattern": "(?:ABONNEMENTEN|GEBEURTENIS|REGELNIVEAU|FEESTDAGEN|MAANDEINDE|FUNCTIE|MODULES|DOMEIN|OBJECT|ACTIE|FASEN|KEUZE)(?![\\p{L}\\p{N}_]|-[\\p{L}\\p{N}_])"},
    {"role": "clause", "pattern": "(?:ADMINISTRATIE|OMSCHRIJVING|OVERGESLAGEN|VOORBEELDEN|ABONNEMENT|KANDIDATEN|PRIORITEIT|UITVOERING|WIJZIGBAAR|BEEINDIGT|DEFINITIE|HERHALING|PARAMETER|STANDAARD|VERPLICHT|VOORBEELD|SJABLOON|VERWACHT|VOORHEEN|ZOEKVELD|BEHALVE|EENMAAL|GEBRUIK|GEGEVEN|GENAAMD|KENMERK|SLEUTEL|VERDERE|VEREIST|WANNEER|ANDERS|GEVOLG|MODULE|MOMENT|NIVEAU|REGELS|VELDEN|WAARDE|ZOLANG|ZONDER|GEEFT|KLAAR|LIJST|NIEUW|REDEN|REGEL|SAMEN|VOLGT|FASE|MAAL|MITS|STOP|TAAL|TEST|VELD|ALS|BIJ|DAN|DOE|PER|RIJ|TAG|UIT|WIS|ZET|NA)(?![\\p{L}\\p{N}_]|-[\\p{L}\\p{N}_])"},
    {"role": "operator", "pattern": "(?:GEWIJZIGD|MINSTENS|WAARVOOR|EINDIGT|PRECIES|VOLDOET|BEGINT|GELDIG|GEVULD|INDIEN|TUSSEN|BEVAT|EXACT|LIJKT|VANAF|ALLE|ELKE|GEEN|NAAR|NIET|VOOR|AAN|EEN|ELK|MET|TOT|VAN|WAS|EN|IN|IS|OF|OM|OP)(?![\\p{L}\\p{N}_]|-[\\p{L}\\p{N}_])"},
    {"role": "constant", "pattern": "(?:HOOGSTENS|ONBEKEND|OPNIEUW|VANDAAG|VERVANG|EERSTE|NEGEER|OMHOOG|OMLAAG|ONWAAR|FOUT|LEEG|WAAR|NEE|JA|NU)(?![\\p{L}\\p{N}_]|-[\\p{L}\\p{N}_])"},
    {"role": null, "pattern": "(?<=\\.)(?!['’]?(?:[\\p{Nd}_A-ZÀ-ÖØ-Þ]|['’\\-](?=[\\p{L}\\p{N}_]))*(?![\\p{Nd}_A-ZÀ-ÖØ-Þ])[\\p{L}\\p{N}_])[A-ZÀ-ÖØ-Þ][\\p{L}\\p{N}_]*(?:-[\\p{L}\\p{N}_]+)*"},
    {"role": "function", "pattern": "(?!['’]?(?:[\\p{Nd}_A-ZÀ-ÖØ-Þ]|['’\\-](?=[\\p{L}\\p{N}_]))*(?![\\p{Nd}_A-ZÀ-ÖØ-Þ])[\\p{L}\\p{N}_])[A-ZÀ-ÖØ-Þ][\\p{L}\\p{N}_]*(?:-[\\p{L}\\p{N}_]+)*(?=(?:[^\\S\\n])*\\()"},
    {"role": "verb", "pattern": "(?!['’]?(?:[\\p{Nd}_A-ZÀ-ÖØ-Þ]|['’\\-](?=[\\p{L}\\p{N}_]))*(?![\\p{Nd}_A-ZÀ-ÖØ-Þ])[\\p{L}\\p{N}_])[A-ZÀ-ÖØ-Þ][\\p{L}\\p{N}_]*(?:-[\\p{L}\\p{N}_]+)*"},
    {"role": "text", "pattern": "[“”„‟](?=(?:[^\\\\\\n\"“”„‟]+|\\\\[^\\n])*[\"“”‟])", "end": "[\"“”‟]", "until": null, "inside": [{"role": "escape", "pattern": "\\\\[\"\\\\n{]"}, {"role": "text", "pattern": "\\\\[^\\n]"}, {"role": "interpolation", "pattern": "\\{\\s*(?:(?:`[^`\\n\"“”„‟]+`|(?=['’]?(?:[\\p{Nd}_A-ZÀ-ÖØ-Þ]|['’\\-](?=[\\p{L}\\p{N}_]))*(?![\\p{Nd}_A-ZÀ-ÖØ-Þ])[\\p{L}\\p{N}_])['’]?(?![\\p{Nd}_])[\\p{L}\\p{N}_][\\p{L}\\p{N}_]*(?:['’\\-][\\p{L}\\p{N}_]+)*)(?:\\s+(?:`[^`\\n\"“”„‟]+`|(?=['’]?(?:[\\p{Nd}_A-ZÀ-ÖØ-Þ]|['’\\-](?=[\\p{L}\\p{N}_]))*(?![\\p{Nd}_A-ZÀ-ÖØ-Þ])[\\p{L}\\p{N}_])['’]?(?![\\p{Nd}_])[\\p{L}\\p{N}_][\\p{L}\\p{N}_]*(?:['’\\-][\\p{L}\\p{N}_]+)*))*|(?!['’]?(?:[\\p{Nd}_A-ZÀ-ÖØ-Þ]|['’\\-](?=[\\p{L}\\p{N}_]))*(?![\\p{Nd}_A-ZÀ-ÖØ-Þ])[\\p{L}\\p{N}_])[A-ZÀ-ÖØ-Þ][\\p{L}\\p{N}_]*(?:-[\\p{L}\\p{N}_]+)*)(?:\\s*\\.\\s*(?:(?:`[^`\\n\"“”„‟]+`|(?=['’]?(?:[\\p{Nd}_A-ZÀ-ÖØ-Þ]|['’\\-](?=[\\p{L}\\p{N}_]))*(?![\\p{Nd}_A-ZÀ-ÖØ-Þ])[\\p{L}\\p{N}_])['’]?(?![\\p{Nd}_])[\\p{L}\\p{N}_][\\p{L}\\p{N}_]*(?:['’\\-][\\p{L}\\p{N}_]+)*)(?:\\s+(?:`[^`\\n\"“”„‟]+`|(?=['’]?(?:[\\p{Nd}_A-ZÀ-ÖØ-Þ]|['’\\-](?=[\\p{L}\\p{N}_]))*(?![\\p{Nd}_A-ZÀ-ÖØ-Þ])[\\p{L}\\p{N}_])['’]?(?![\\p{Nd}_])[\\p{L}\\p{N}_][\\p{L}\\p{N}_]*(?:['’\\-][\\p{L}\\p{N}_]+)*))*|(?!['’]?(?:[\\p{Nd}_A-ZÀ-ÖØ-Þ]|['’\\-](?=[\\p{L}\\p{N}_]))*(?![\\p{Nd}_A-ZÀ-ÖØ-Þ])[\\p{L}\\p{N}_])[A-ZÀ-ÖØ-Þ][\\p{L}\\p{N}_]*(?:-[\\p{L}\\p{N}_]+)*))*\\s*(?:\\|\\s*(?:`[^`\\n\"“”„‟]+`|(?=['’]?(?:[\\p{Nd}_A-ZÀ-ÖØ-Þ]|['’\\-](?=[\\p{L}\\p{N}_]))*(?![\\p{Nd}_A-ZÀ-ÖØ-Þ])[\\p{L}\\p{N}_])['’]?(?![\\p{Nd}_])[\\p{L}\\p{N}_][\\p{L}\\p{N}_]*(?:['’\\-][\\p{L}\\p{N}_]+)*)(?:\\s+(?:`[^`\\n\"“”„‟]+`|(?=['’]?(?:[\\p{Nd}_A-ZÀ-ÖØ-Þ]|['’\\-](?=[\\p{L}\\p{N}_]))*(?![\\p{Nd}_A-ZÀ-ÖØ-Þ])[\\p{L}\\p{N}_])['’]?(?![\\p{Nd}_])[\\p{L}\\p{N}_][\\p{L}\\p{N}_]*(?:['’\\-][\\p{L}\\p{N}_]+)*))*\\s*)?\\}"}]},
    {"role": "text", "pattern": "\"(?!\"\")(?=(?:[^\"\\\\\\n]+|\\\\[^\\n])*\")", "end": "\"", "until": null, "inside": [{"role": "escape", "pattern": "\\\\[\"\\\\n{]"}, {"role": "text", "pattern": "\\\\[^\\n]"}, {"role": "interpolation", "pattern": "\\{\\s*(?:(?:`[^`\\n\"“”„‟]+`|(?=['’]?(?:[\\p{Nd}_A-ZÀ-ÖØ-Þ]|['’\\-](?=[\\p{L}\\p{N}_]))*(?![\\p{Nd}_A-ZÀ-ÖØ-Þ])[\\p{L}\\p{N}_])['’]?(?![\\p{Nd}_])[\\p{L}\\p{N}_][\\p{L}\\p{N}_]*(?:['’\\-][\\p{L}\\p{N}_]+)*)(?:\\s+(?:`[^`\\n\"“”„‟]+`|(?=['’]?(?:[\\p{Nd}_A-ZÀ-ÖØ-Þ]|['’\\-](?=[\\p{L}\\p{N}_]))*(?![\\p{Nd}_A-ZÀ-ÖØ-Þ])[\\p{L}\\p{N}_])['’]?(?![\\p{Nd}_])[\\p{L}\\p{N}_][\\p{L}\\p{N}_]*(?:['’\\-][\\p{L}\\p{N}_]+)*))*|(?!['’]?(?:[\\p{Nd}_A-ZÀ-ÖØ-Þ]|['’\\-](?=[\\p{L}\\p{N}_]))*(?![\\p{Nd}_A-ZÀ-ÖØ-Þ])[\\p{L}\\p{N}_])[A-ZÀ-ÖØ-Þ][\\p{L}\\p{N}_]*(?:-[\\p{L}\\p{N}_]+)*)(?:\\s*\\.\\s*(?:(?:`[^`\\n\"“”„‟]+`|(?=['’]?(?:[\\p{Nd}_A-ZÀ-ÖØ-Þ]|['’\\-](?=[\\p{L}\\p{N}_]))*(?![\\p{Nd}_A-ZÀ-ÖØ-Þ])[\\p{L}\\p{N}_])['’]?(?![\\p{Nd}_])[\\p{L}\\p{N}_][\\p{L}\\p{N}_]*(?:['’\\-][\\p{L}\\p{N}_]+)*)(?:\\s+(?:`[^`\\n\"“”„‟]+`|(?=['’]?(?:[\\p{Nd}_A-ZÀ-ÖØ-Þ]|['’\\-](?=[\\p{L}\\p{N}_]))*(?![\\p{Nd}_A-ZÀ-ÖØ-Þ])[\\p{L}\\p{N}_])['’]?(?![\\p{Nd}_])[\\p{L}\\p{N}_][\\p{L}\\p{N}_]*(?:['’\\-][\\p{L}\\p{N}_]+)*))*|(?!['’]?(?:[\\p{Nd}_A-ZÀ-ÖØ-Þ]|['’\\-](?=[\\p{L}\\p{N}_]))*(?![\\p{Nd}_A-ZÀ-ÖØ-Þ])[\\p{L}\\p{N}_])[A-ZÀ-ÖØ-Þ][\\p{L}\\p{N}_]*(?:-[\\p{L}\\p{N}_]+)*))*\\s*(?:\\|\\s*(?:`[^`\\n\"“”„‟]+`|(?=['’]?(?:[\\p{Nd}_A-ZÀ-ÖØ-Þ]|['’\\-](?=[\\p{L}\\p{N}_]))*(?![\\p{Nd}_A-ZÀ-ÖØ-Þ])[\\p{L}\\p{N}_])['’]?(?![\\p{Nd}_])[\\p{L}\\p{N}_][\\p{L}\\p{N}_]*(?:['’\\-][\\p{L}\\p{N}_]+)*)(?:\\s+(?:`[^`\\n\"“”„‟]+`|(?=['’]?(?:[\\p{Nd}_A-ZÀ-ÖØ-Þ]|['’\\-](?=[\\p{L}\\p{N}_]))*(?![\\p{Nd}_A-ZÀ-ÖØ-Þ])[\\p{L}\\p{N}_])['’]?(?![\\p{Nd}_])[\\p{L}\\p{N}_][\\p{L}\\p{N}_]*(?:['’\\-][\\p{L}\\p{N}_]+)*))*\\s*)?\\}"}]},
    {"role": "comment", "pattern": "#[^\\n]*"},
    {"role": "sign", "pattern": "(?<!\\S)-(?!\\S)"},
    {"role": "sign", "pattern": "<=|<>|>=|\\*|\\+|\\/|<|=|>"},
    {"role": "punctuation", "pattern": "\\(|\\)|\\.|:|;"},
    {"role": "text", "pattern": "[\"“”„‟]", "end": null, "until": null, "inside": [{"role": "escape", "pattern": "\\\\[\"\\\\n{]"}, {"role": "text", "pattern": "\\\\[^\\n]"}, {"role": "interpolation", "pattern": "\\{\\s*(?:(?:`[^`\\n\"“”„‟]+`|(?=['’]?(?:[\\p{Nd}_A-ZÀ-ÖØ-Þ]|['’\\-](?=[\\p{L}\\p{N}_]))*(?![\\p{Nd}_A-ZÀ-ÖØ-Þ])[\\p{L}\\p{N}_])['’]?(?![\\p{Nd}_])[\\p{L}\\p{N}_][\\p{L}\\p{N}_]*(?:['’\\-][\\p{L}\\p{N}_]+)*)(?:\\s+(?:`[^`\\n\"“”„‟]+`|(?=['’]?(?:[\\p{Nd}_A-ZÀ-ÖØ-Þ]|['’\\-](?=[\\p{L}\\p{N}_]))*(?![\\p{Nd}_A-ZÀ-ÖØ-Þ])[\\p{L}\\p{N}_])['’]?(?![\\p{Nd}_])[\\p{L}\\p{N}_][\\p{L}\\p{N}_]*(?:['’\\-][\\p{L}\\p{N}_]+)*))*|(?!['’]?(?:[\\p{Nd}_A-ZÀ-ÖØ-Þ]|['’\\-](?=[\\p{L}\\p{N}_]))*(?![\\p{Nd}_A-ZÀ-ÖØ-Þ])[\\p{L}\\p{N}_])[A-ZÀ-ÖØ-Þ][\\p{L}\\p{N}_]*(?:-[\\p{L}\\p{N}_]+)*)(?:\\s*\\.\\s*(?:(?:`[^`\\n\"“”„‟]+`|(?=['’]?(?:[\\p{Nd}_A-ZÀ-ÖØ-Þ]|['’\\-](?=[\\p{L}\\p{N}_]))*(?![\\p{Nd}_A-ZÀ-ÖØ-Þ])[\\p{L}\\p{N}_])['’]?(?![\\p{Nd}_])[\\p{L}\\p{N}_][\\p{L}\\p{N}_]*(?:['’\\-][\\p{L}\\p{N}_]+)*)(?:\\s+(?:`[^`\\n\"“”„‟]+`|(?=['’]?(?:[\\p{Nd}_A-ZÀ-ÖØ-Þ]|['’\\-](?=[\\p{L}\\p{N}_]))*(?![\\p{Nd}_A-ZÀ-ÖØ-Þ])[\\p{L}\\p{N}_])['’]?(?![\\p{Nd}_])[\\p{L}\\p{N}_][\\p{L}\\p{N}_]*(?:['’\\-][\\p{L}\\p{N}_]+)*))*|(?!['’]?(?:[\\p{Nd}_A-ZÀ-ÖØ-Þ]|['’\\-](?=[\\p{L}\\p{N}_]))*(?![\\p{Nd}_A-ZÀ-ÖØ-Þ])[\\p{L}\\p{N}_])[A-ZÀ-ÖØ-Þ][\\p{L}\\p{N}_]*(?:-[\\p{L}\\p{N}_]+)*))*\\s*(?:\\|\\s*(?:`[^`\\n\"“”„‟]+`|(?=['’]?(?:[\\p{Nd}_A-ZÀ-ÖØ-Þ]|['’\\-](?=[\\p{L}\\p{N}_]))*(?![\\p{Nd}_A-ZÀ-ÖØ-Þ])[\\p{L}\\p{N}_])['’]?(?![\\p{Nd}_])[\\p{L}\\p{N}_][\\p{L}\\p{N}_]*(?:['’\\-][\\p{L}\\p{N}_]+)*)(?:\\s+(?:`[^`\\n\"“”„‟]+`|(?=['’]?(?:[\\p{Nd}_A-ZÀ-ÖØ-Þ]|['’\\-](?=[\\p{L}\\p{N}_]))*(?![\\p{Nd}_A-ZÀ-ÖØ-Þ])[\\p{L}\\p{N}_])['’]?(?![\\p{Nd}_])[\\p{L}\\p{N}_][\\p{L}\\p{N}_]*(?:['’\\-][\\p{L}\\p{N}_]+)*))*\\s*)?\\}"}]},
    {"role": "quoted-name", "pattern": "`[^`\\n]*"},
    {"role": "wrong", "pattern": "[\\p{Nd}][\\p{L}\\p{N}_.,]*|[^\\s\\ufeff]"}
  ],
}

/** The keywords by role, for completion. */
export const WORDS = {
  "regeltaal": {
    "operator": [
      "AAN",
      "ALLE",
      "BEGINT",
      "BEVAT",
      "EEN",
      "EINDIGT",
      "ELK",
      "ELKE",
      "EN",
      "EXACT",
      "GEEN",
      "GELDIG",
      "GEVULD",
      "GEWIJZIGD",
      "IN",
      "INDIEN",
      "IS",
      "LIJKT",
      "MET",
      "MINSTENS",
      "NAAR",
      "NIET",
      "OF",
      "OM",
      "OP",
      "PRECIES",
      "TOT",
      "TUSSEN",
      "VAN",
      "VANAF",
      "VOLDOET",
      "VOOR",
      "WAARVOOR",
      "WAS"
    ],
    "opener": [
      "ADMINISTRATIE",
      "DEFINITIE",
      "DOMEIN",
      "GEBRUIK",
      "LIJST",
      "REGEL",
      "TAAL",
      "TEST"
    ],
    "clause": [
      "ALS",
      "ANDERS",
      "BEHALVE",
      "BIJ",
      "DAN",
      "DOE",
      "FASE",
      "GEGEVEN",
      "GENAAMD",
      "KLAAR",
      "MAAL",
      "MITS",
      "NA",
      "OMSCHRIJVING",
      "OVERGESLAGEN",
      "PRIORITEIT",
      "REGELS",
      "RIJ",
      "STOP",
      "TAG",
      "UIT",
      "VERDERE",
      "VERWACHT",
      "VOORBEELDEN",
      "VOORHEEN",
      "WANNEER",
      "WIS",
      "ZET",
      "ZONDER"
    ],
    "constant": [
      "FOUT",
      "JA",
      "LEEG",
      "NEE",
      "NU",
      "ONBEKEND",
      "ONWAAR",
      "VANDAAG",
      "WAAR"
    ]
  },
  "domein": {
    "operator": [
      "AAN",
      "ALLE",
      "BEGINT",
      "BEVAT",
      "EEN",
      "EINDIGT",
      "ELK",
      "ELKE",
      "EN",
      "EXACT",
      "GEEN",
      "GELDIG",
      "GEVULD",
      "GEWIJZIGD",
      "IN",
      "INDIEN",
      "IS",
      "LIJKT",
      "MET",
      "MINSTENS",
      "NAAR",
      "NIET",
      "OF",
      "OM",
      "OP",
      "PRECIES",
      "TOT",
      "TUSSEN",
      "VAN",
      "VANAF",
      "VOLDOET",
      "VOOR",
      "WAARVOOR",
      "WAS"
    ],
    "clause": [
      "ABONNEMENT",
      "ADMINISTRATIE",
      "ALS",
      "ANDERS",
      "BEEINDIGT",
      "BEHALVE",
      "BIJ",
      "DAN",
      "DEFINITIE",
      "DOE",
      "EENMAAL",
      "FASE",
      "GEBRUIK",
      "GEEFT",
      "GEGEVEN",
      "GENAAMD",
      "GEVOLG",
      "HERHALING",
      "KANDIDATEN",
      "KENMERK",
      "KLAAR",
      "LIJST",
      "MAAL",
      "MITS",
      "MODULE",
      "MOMENT",
      "NA",
      "NIEUW",
      "NIVEAU",
      "OMSCHRIJVING",
      "OVERGESLAGEN",
      "PARAMETER",
      "PER",
      "PRIORITEIT",
      "REDEN",
      "REGEL",
      "REGELS",
      "RIJ",
      "SAMEN",
      "SJABLOON",
      "SLEUTEL",
      "STANDAARD",
      "STOP",
      "TAAL",
      "TAG",
      "TEST",
      "UIT",
      "UITVOERING",
      "VELD",
      "VELDEN",
      "VERDERE",
      "VEREIST",
      "VERPLICHT",
      "VERWACHT",
      "VOLGT",
      "VOORBEELD",
      "VOORBEELDEN",
      "VOORHEEN",
      "WAARDE",
      "WANNEER",
      "WIJZIGBAAR",
      "WIS",
      "ZET",
      "ZOEKVELD",
      "ZOLANG",
      "ZONDER"
    ],
    "opener": [
      "ABONNEMENTEN",
      "ACTIE",
      "DOMEIN",
      "FASEN",
      "FEESTDAGEN",
      "FUNCTIE",
      "GEBEURTENIS",
      "KEUZE",
      "MAANDEINDE",
      "MODULES",
      "OBJECT",
      "REGELNIVEAU"
    ],
    "constant": [
      "EERSTE",
      "FOUT",
      "HOOGSTENS",
      "JA",
      "LEEG",
      "NEE",
      "NEGEER",
      "NU",
      "OMHOOG",
      "OMLAAG",
      "ONBEKEND",
      "ONWAAR",
      "OPNIEUW",
      "VANDAAG",
      "VERVANG",
      "WAAR"
    ]
  }
}

const TOKENS = {
  "comment": tags.lineComment,
  "opener": tags.definitionKeyword,
  "clause": tags.controlKeyword,
  "operator": tags.operatorKeyword,
  "constant": tags.atom,
  "verb": tags.macroName,
  "function": tags.typeName,
  "text": tags.string,
  "escape": tags.escape,
  "interpolation": tags.special(tags.string),
  "quoted-name": tags.special(tags.variableName),
  "number": tags.number,
  "amount": tags.number,
  "percentage": tags.number,
  "date": tags.literal,
  "time": tags.literal,
  "moment": tags.literal,
  "duration": tags.unit,
  "bar": tags.separator,
  "sign": tags.operator,
  "punctuation": tags.punctuation,
  "wrong": tags.invalid,
}

function matched(stream, source) {
  const pattern = new RegExp(source, "uy")
  pattern.lastIndex = stream.pos
  const found = pattern.exec(stream.string)
  return found ? found[0].length : -1
}

function taken(stream, rules) {
  for (const rule of rules) {
    const length = matched(stream, rule.pattern)
    if (length > 0) {
      stream.pos += length
      return rule
    }
  }
  return null
}

function inText(stream, state) {
  const region = state.region
  if (stream.sol() && region.until && matched(stream, region.until) >= 0) {
    state.region = null
    return undefined
  }
  const found = taken(stream, region.inside)
  if (found) return found.role
  const end = region.end ? matched(stream, region.end) : -1
  if (end > 0) {
    stream.pos += end
    state.region = null
  } else {
    stream.next()
  }
  return "text"
}

function parser(name, rules) {
  return {
    name,
    startState: () => ({region: null}),
    copyState: (state) => ({...state}),
    token(stream, state) {
      if (state.region && stream.sol() && !state.region.until) state.region = null
      if (state.region) {
        const role = inText(stream, state)
        if (role !== undefined) return role
      }
      if (stream.eatSpace()) return null
      const rule = taken(stream, rules)
      if (!rule) {
        stream.next()
        return null
      }
      if (rule.inside) state.region = rule
      return rule.role
    },
    languageData: {commentTokens: {line: "#"}, closeBrackets: {brackets: ["(", "\"", "`"]}},
    tokenTable: TOKENS,
  }
}

export const regeltaalLanguage = StreamLanguage.define(parser("regeltaal", RULES.regeltaal))
export const regeltaal = () => new LanguageSupport(regeltaalLanguage)
export const domeinLanguage = StreamLanguage.define(parser("domein", RULES.domein))
export const domein = () => new LanguageSupport(domeinLanguage)
