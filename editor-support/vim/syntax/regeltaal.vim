if exists("b:current_syntax")
  finish
endif

syn case match
syn iskeyword @,48-57,_,192-255,^215,^247
syn sync fromstart

syn match regeltaalWrong /\v\d[[:keyword:].,]*|[^ \t\u00a0\u202f﻿]/
syn match regeltaalQuotedName /\v`[^`\n]*/
syn match regeltaalInterpolation /\v\{[ \t\u00a0\u202f]*%(%(`[^`\n"“”„‟]+`|%(['’]?%([0-9_A-ZÀ-ÖØ-Þ]|['’\-]%(\k)@=)*%([0-9_A-ZÀ-ÖØ-Þ])@![[:keyword:]])@=['’]?%([0-9_])@![[:keyword:]]\k*%(['’\-]\k+)*)%([ \t\u00a0\u202f]+%(`[^`\n"“”„‟]+`|%(['’]?%([0-9_A-ZÀ-ÖØ-Þ]|['’\-]%(\k)@=)*%([0-9_A-ZÀ-ÖØ-Þ])@![[:keyword:]])@=['’]?%([0-9_])@![[:keyword:]]\k*%(['’\-]\k+)*))*|%(['’]?%([0-9_A-ZÀ-ÖØ-Þ]|['’\-]%(\k)@=)*%([0-9_A-ZÀ-ÖØ-Þ])@![[:keyword:]])@![A-ZÀ-ÖØ-Þ]\k*%(-\k+)*)%([ \t\u00a0\u202f]*\.[ \t\u00a0\u202f]*%(%(`[^`\n"“”„‟]+`|%(['’]?%([0-9_A-ZÀ-ÖØ-Þ]|['’\-]%(\k)@=)*%([0-9_A-ZÀ-ÖØ-Þ])@![[:keyword:]])@=['’]?%([0-9_])@![[:keyword:]]\k*%(['’\-]\k+)*)%([ \t\u00a0\u202f]+%(`[^`\n"“”„‟]+`|%(['’]?%([0-9_A-ZÀ-ÖØ-Þ]|['’\-]%(\k)@=)*%([0-9_A-ZÀ-ÖØ-Þ])@![[:keyword:]])@=['’]?%([0-9_])@![[:keyword:]]\k*%(['’\-]\k+)*))*|%(['’]?%([0-9_A-ZÀ-ÖØ-Þ]|['’\-]%(\k)@=)*%([0-9_A-ZÀ-ÖØ-Þ])@![[:keyword:]])@![A-ZÀ-ÖØ-Þ]\k*%(-\k+)*))*[ \t\u00a0\u202f]*%(\|[ \t\u00a0\u202f]*%(`[^`\n"“”„‟]+`|%(['’]?%([0-9_A-ZÀ-ÖØ-Þ]|['’\-]%(\k)@=)*%([0-9_A-ZÀ-ÖØ-Þ])@![[:keyword:]])@=['’]?%([0-9_])@![[:keyword:]]\k*%(['’\-]\k+)*)%([ \t\u00a0\u202f]+%(`[^`\n"“”„‟]+`|%(['’]?%([0-9_A-ZÀ-ÖØ-Þ]|['’\-]%(\k)@=)*%([0-9_A-ZÀ-ÖØ-Þ])@![[:keyword:]])@=['’]?%([0-9_])@![[:keyword:]]\k*%(['’\-]\k+)*))*[ \t\u00a0\u202f]*)?\}/ contained
syn match regeltaalEscape /\v\\["\\n{]/ contained
syn region regeltaalText start=/\v["“”„‟]/ skip=/\\./ end=/\v$/ oneline contains=regeltaalEscape,regeltaalInterpolation
syn match regeltaalPunctuation /\v\(|\)|\.|;/
syn match regeltaalBar /\v\|/
syn match regeltaalSign /\v\<\=|\<\>|\>\=|\*|\+|\/|\<|\=|\>/
syn match regeltaalSign /\v%([^ \t\u00a0\u202f])@<!-%([^ \t\u00a0\u202f])@!/
syn match regeltaalComment /\v#[^\n]*/
syn match regeltaalInterpolation /\v\{[ \t\u00a0\u202f]*%(%(`[^`\n"“”„‟]+`|%(['’]?%([0-9_A-ZÀ-ÖØ-Þ]|['’\-]%(\k)@=)*%([0-9_A-ZÀ-ÖØ-Þ])@![[:keyword:]])@=['’]?%([0-9_])@![[:keyword:]]\k*%(['’\-]\k+)*)%([ \t\u00a0\u202f]+%(`[^`\n"“”„‟]+`|%(['’]?%([0-9_A-ZÀ-ÖØ-Þ]|['’\-]%(\k)@=)*%([0-9_A-ZÀ-ÖØ-Þ])@![[:keyword:]])@=['’]?%([0-9_])@![[:keyword:]]\k*%(['’\-]\k+)*))*|%(['’]?%([0-9_A-ZÀ-ÖØ-Þ]|['’\-]%(\k)@=)*%([0-9_A-ZÀ-ÖØ-Þ])@![[:keyword:]])@![A-ZÀ-ÖØ-Þ]\k*%(-\k+)*)%([ \t\u00a0\u202f]*\.[ \t\u00a0\u202f]*%(%(`[^`\n"“”„‟]+`|%(['’]?%([0-9_A-ZÀ-ÖØ-Þ]|['’\-]%(\k)@=)*%([0-9_A-ZÀ-ÖØ-Þ])@![[:keyword:]])@=['’]?%([0-9_])@![[:keyword:]]\k*%(['’\-]\k+)*)%([ \t\u00a0\u202f]+%(`[^`\n"“”„‟]+`|%(['’]?%([0-9_A-ZÀ-ÖØ-Þ]|['’\-]%(\k)@=)*%([0-9_A-ZÀ-ÖØ-Þ])@![[:keyword:]])@=['’]?%([0-9_])@![[:keyword:]]\k*%(['’\-]\k+)*))*|%(['’]?%([0-9_A-ZÀ-ÖØ-Þ]|['’\-]%(\k)@=)*%([0-9_A-ZÀ-ÖØ-Þ])@![[:keyword:]])@![A-ZÀ-ÖØ-Þ]\k*%(-\k+)*))*[ \t\u00a0\u202f]*%(\|[ \t\u00a0\u202f]*%(`[^`\n"“”„‟]+`|%(['’]?%([0-9_A-ZÀ-ÖØ-Þ]|['’\-]%(\k)@=)*%([0-9_A-ZÀ-ÖØ-Þ])@![[:keyword:]])@=['’]?%([0-9_])@![[:keyword:]]\k*%(['’\-]\k+)*)%([ \t\u00a0\u202f]+%(`[^`\n"“”„‟]+`|%(['’]?%([0-9_A-ZÀ-ÖØ-Þ]|['’\-]%(\k)@=)*%([0-9_A-ZÀ-ÖØ-Þ])@![[:keyword:]])@=['’]?%([0-9_])@![[:keyword:]]\k*%(['’\-]\k+)*))*[ \t\u00a0\u202f]*)?\}/ contained
syn match regeltaalEscape /\v\\["\\n{]/ contained
syn region regeltaalText start=/\v"%("")@!%(%([^"\\\n]+|\\[^\n])*")@=/ skip=/\\./ end=/\v"/ end=/\v$/ oneline contains=regeltaalEscape,regeltaalInterpolation
syn match regeltaalInterpolation /\v\{[ \t\u00a0\u202f]*%(%(`[^`\n"“”„‟]+`|%(['’]?%([0-9_A-ZÀ-ÖØ-Þ]|['’\-]%(\k)@=)*%([0-9_A-ZÀ-ÖØ-Þ])@![[:keyword:]])@=['’]?%([0-9_])@![[:keyword:]]\k*%(['’\-]\k+)*)%([ \t\u00a0\u202f]+%(`[^`\n"“”„‟]+`|%(['’]?%([0-9_A-ZÀ-ÖØ-Þ]|['’\-]%(\k)@=)*%([0-9_A-ZÀ-ÖØ-Þ])@![[:keyword:]])@=['’]?%([0-9_])@![[:keyword:]]\k*%(['’\-]\k+)*))*|%(['’]?%([0-9_A-ZÀ-ÖØ-Þ]|['’\-]%(\k)@=)*%([0-9_A-ZÀ-ÖØ-Þ])@![[:keyword:]])@![A-ZÀ-ÖØ-Þ]\k*%(-\k+)*)%([ \t\u00a0\u202f]*\.[ \t\u00a0\u202f]*%(%(`[^`\n"“”„‟]+`|%(['’]?%([0-9_A-ZÀ-ÖØ-Þ]|['’\-]%(\k)@=)*%([0-9_A-ZÀ-ÖØ-Þ])@![[:keyword:]])@=['’]?%([0-9_])@![[:keyword:]]\k*%(['’\-]\k+)*)%([ \t\u00a0\u202f]+%(`[^`\n"“”„‟]+`|%(['’]?%([0-9_A-ZÀ-ÖØ-Þ]|['’\-]%(\k)@=)*%([0-9_A-ZÀ-ÖØ-Þ])@![[:keyword:]])@=['’]?%([0-9_])@![[:keyword:]]\k*%(['’\-]\k+)*))*|%(['’]?%([0-9_A-ZÀ-ÖØ-Þ]|['’\-]%(\k)@=)*%([0-9_A-ZÀ-ÖØ-Þ])@![[:keyword:]])@![A-ZÀ-ÖØ-Þ]\k*%(-\k+)*))*[ \t\u00a0\u202f]*%(\|[ \t\u00a0\u202f]*%(`[^`\n"“”„‟]+`|%(['’]?%([0-9_A-ZÀ-ÖØ-Þ]|['’\-]%(\k)@=)*%([0-9_A-ZÀ-ÖØ-Þ])@![[:keyword:]])@=['’]?%([0-9_])@![[:keyword:]]\k*%(['’\-]\k+)*)%([ \t\u00a0\u202f]+%(`[^`\n"“”„‟]+`|%(['’]?%([0-9_A-ZÀ-ÖØ-Þ]|['’\-]%(\k)@=)*%([0-9_A-ZÀ-ÖØ-Þ])@![[:keyword:]])@=['’]?%([0-9_])@![[:keyword:]]\k*%(['’\-]\k+)*))*[ \t\u00a0\u202f]*)?\}/ contained
syn match regeltaalEscape /\v\\["\\n{]/ contained
syn region regeltaalText start=/\v[“”„‟]%(%([^\\\n"“”„‟]+|\\[^\n])*["“”‟])@=/ skip=/\\./ end=/\v["“”‟]/ end=/\v$/ oneline contains=regeltaalEscape,regeltaalInterpolation
syn match regeltaalVerb /\v%(['’]?%([0-9_A-ZÀ-ÖØ-Þ]|['’\-]%(\k)@=)*%([0-9_A-ZÀ-ÖØ-Þ])@![[:keyword:]])@![A-ZÀ-ÖØ-Þ]\k*%(-\k+)*/
syn match regeltaalFunction /\v%(['’]?%([0-9_A-ZÀ-ÖØ-Þ]|['’\-]%(\k)@=)*%([0-9_A-ZÀ-ÖØ-Þ])@![[:keyword:]])@![A-ZÀ-ÖØ-Þ]\k*%(-\k+)*%(%([ \t\u00a0\u202f])*\()@=/
syn match regeltaalPlain /\v%(\.)@<=%(['’]?%([0-9_A-ZÀ-ÖØ-Þ]|['’\-]%(\k)@=)*%([0-9_A-ZÀ-ÖØ-Þ])@![[:keyword:]])@![A-ZÀ-ÖØ-Þ]\k*%(-\k+)*/
syn match regeltaalConstant /\v%(ONBEKEND|VANDAAG|ONWAAR|FOUT|LEEG|WAAR|NEE|JA|NU)%(\k|-\k)@!/
syn match regeltaalOperator /\v%(GEWIJZIGD|MINSTENS|WAARVOOR|EINDIGT|PRECIES|VOLDOET|BEGINT|GELDIG|GEVULD|INDIEN|TUSSEN|BEVAT|EXACT|LIJKT|VANAF|ALLE|ELKE|GEEN|NAAR|NIET|VOOR|AAN|EEN|ELK|MET|TOT|VAN|WAS|EN|IN|IS|OF|OM|OP)%(\k|-\k)@!/
syn match regeltaalClause /\v%(OMSCHRIJVING|OVERGESLAGEN|VOORBEELDEN|PRIORITEIT|VERWACHT|VOORHEEN|BEHALVE|GEGEVEN|GENAAMD|VERDERE|WANNEER|ANDERS|REGELS|ZONDER|KLAAR|FASE|MAAL|MITS|STOP|ALS|BIJ|DAN|DOE|RIJ|TAG|UIT|WIS|ZET|NA)%(\k|-\k)@!/
syn match regeltaalOpener /\v%(ADMINISTRATIE|DEFINITIE|GEBRUIK|DOMEIN|LIJST|REGEL|TAAL|TEST)%(\k|-\k)@!/
syn match regeltaalPlain /\v%(['’]?%([0-9_A-ZÀ-ÖØ-Þ]|['’\-]%(\k)@=)*%([0-9_A-ZÀ-ÖØ-Þ])@![[:keyword:]])@=['’]?%([0-9_])@![[:keyword:]]\k*%(['’\-]\k+)*/
syn match regeltaalQuotedName /\v`[^`\n]+`/
syn match regeltaalInterpolation /\v\{[ \t\u00a0\u202f]*%(%(`[^`\n"“”„‟]+`|%(['’]?%([0-9_A-ZÀ-ÖØ-Þ]|['’\-]%(\k)@=)*%([0-9_A-ZÀ-ÖØ-Þ])@![[:keyword:]])@=['’]?%([0-9_])@![[:keyword:]]\k*%(['’\-]\k+)*)%([ \t\u00a0\u202f]+%(`[^`\n"“”„‟]+`|%(['’]?%([0-9_A-ZÀ-ÖØ-Þ]|['’\-]%(\k)@=)*%([0-9_A-ZÀ-ÖØ-Þ])@![[:keyword:]])@=['’]?%([0-9_])@![[:keyword:]]\k*%(['’\-]\k+)*))*|%(['’]?%([0-9_A-ZÀ-ÖØ-Þ]|['’\-]%(\k)@=)*%([0-9_A-ZÀ-ÖØ-Þ])@![[:keyword:]])@![A-ZÀ-ÖØ-Þ]\k*%(-\k+)*)%([ \t\u00a0\u202f]*\.[ \t\u00a0\u202f]*%(%(`[^`\n"“”„‟]+`|%(['’]?%([0-9_A-ZÀ-ÖØ-Þ]|['’\-]%(\k)@=)*%([0-9_A-ZÀ-ÖØ-Þ])@![[:keyword:]])@=['’]?%([0-9_])@![[:keyword:]]\k*%(['’\-]\k+)*)%([ \t\u00a0\u202f]+%(`[^`\n"“”„‟]+`|%(['’]?%([0-9_A-ZÀ-ÖØ-Þ]|['’\-]%(\k)@=)*%([0-9_A-ZÀ-ÖØ-Þ])@![[:keyword:]])@=['’]?%([0-9_])@![[:keyword:]]\k*%(['’\-]\k+)*))*|%(['’]?%([0-9_A-ZÀ-ÖØ-Þ]|['’\-]%(\k)@=)*%([0-9_A-ZÀ-ÖØ-Þ])@![[:keyword:]])@![A-ZÀ-ÖØ-Þ]\k*%(-\k+)*))*[ \t\u00a0\u202f]*%(\|[ \t\u00a0\u202f]*%(`[^`\n"“”„‟]+`|%(['’]?%([0-9_A-ZÀ-ÖØ-Þ]|['’\-]%(\k)@=)*%([0-9_A-ZÀ-ÖØ-Þ])@![[:keyword:]])@=['’]?%([0-9_])@![[:keyword:]]\k*%(['’\-]\k+)*)%([ \t\u00a0\u202f]+%(`[^`\n"“”„‟]+`|%(['’]?%([0-9_A-ZÀ-ÖØ-Þ]|['’\-]%(\k)@=)*%([0-9_A-ZÀ-ÖØ-Þ])@![[:keyword:]])@=['’]?%([0-9_])@![[:keyword:]]\k*%(['’\-]\k+)*))*[ \t\u00a0\u202f]*)?\}/ contained
syn match regeltaalEscape /\v\\["\\n{]/ contained
syn region regeltaalText start=/\v"""/ skip=/\\./ end=/\v"""/ end=/\v^%(%([ \t\u00a0\u202f])*%(REGEL|TEST|DEFINITIE|LIJST|GEBRUIK)%([^ \t\u00a0\u202f])@!)@=/ contains=regeltaalEscape,regeltaalInterpolation
syn match regeltaalNumber /\v-?\d+%([.,]\d+)*%(\k)@!/
syn match regeltaalPercentage /\v-?\d+%([.,]\d+)*%([ \t\u00a0\u202f])?\%/
syn match regeltaalAmount /\v-?€%([ \t\u00a0\u202f])*-?\d+%([.,]\d+)*%(,-|,—|,–)?/
syn match regeltaalTime /\v\d{1,2}:\d{2}%(:\d{2})?%(\k)@!/
syn match regeltaalDuration /\v-?\d+%([.,]\d+)*%([ \t\u00a0\u202f])*%(minuten|minuut|uren|uur|werkdagen|werkdag|dagen|dag|weken|week|kwartalen|kwartaal|maanden|maand|jaren|jaar)%([[:keyword:]'’\-])@!/
syn match regeltaalDate /\v\d{1,2}%([ \t\u00a0\u202f])+%(januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december)%([ \t\u00a0\u202f])+\d{4}%(\k)@!|\d{4}[\-\/]\d{1,2}[\-\/]\d{1,2}%(T|%(<|>))@=|\d{1,2}%(-\d{1,2}-\d{2,4}|\/\d{1,2}\/\d{2,4}|\.\d{1,2}\.\d{4})%(\k)@!/
syn match regeltaalMoment /\v%(\d{1,2}%([ \t\u00a0\u202f])+%(januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december)%([ \t\u00a0\u202f])+\d{4}%(\k)@!|\d{4}[\-\/]\d{1,2}[\-\/]\d{1,2}%(T|%(<|>))@=|\d{1,2}%(-\d{1,2}-\d{2,4}|\/\d{1,2}\/\d{2,4}|\.\d{1,2}\.\d{4})%(\k)@!)%(%([ \t\u00a0\u202f])+|T)\d{1,2}:\d{2}%(:\d{2})?%(\k)@!/

hi def link regeltaalComment Comment
hi def link regeltaalOpener Structure
hi def link regeltaalClause Statement
hi def link regeltaalOperator Keyword
hi def link regeltaalConstant Boolean
hi def link regeltaalVerb Function
hi def link regeltaalFunction Identifier
hi def link regeltaalText String
hi def link regeltaalEscape SpecialChar
hi def link regeltaalInterpolation Special
hi def link regeltaalQuotedName Identifier
hi def link regeltaalNumber Number
hi def link regeltaalAmount Number
hi def link regeltaalPercentage Number
hi def link regeltaalDate Number
hi def link regeltaalTime Number
hi def link regeltaalMoment Number
hi def link regeltaalDuration Number
hi def link regeltaalBar Delimiter
hi def link regeltaalSign Operator
hi def link regeltaalWrong Error

let b:current_syntax = "regeltaal"
