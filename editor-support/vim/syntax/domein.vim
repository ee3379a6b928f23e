if exists("b:current_syntax")
  finish
endif

syn case match
syn iskeyword @,48-57,_,192-255,^215,^247
syn sync fromstart

syn match domeinWrong /\v\d[[:keyword:].,]*|[^ \t\u00a0\u202f﻿]/
syn match domeinQuotedName /\v`[^`\n]*/
syn match domeinInterpolation /\v\{[ \t\u00a0\u202f]*%(%(`[^`\n"“”„‟]+`|%(['’]?%([0-9_A-ZÀ-ÖØ-Þ]|['’\-]%(\k)@=)*%([0-9_A-ZÀ-ÖØ-Þ])@![[:keyword:]])@=['’]?%([0-9_])@![[:keyword:]]\k*%(['’\-]\k+)*)%([ \t\u00a0\u202f]+%(`[^`\n"“”„‟]+`|%(['’]?%([0-9_A-ZÀ-ÖØ-Þ]|['’\-]%(\k)@=)*%([0-9_A-ZÀ-ÖØ-Þ])@![[:keyword:]])@=['’]?%([0-9_])@![[:keyword:]]\k*%(['’\-]\k+)*))*|%(['’]?%([0-9_A-ZÀ-ÖØ-Þ]|['’\-]%(\k)@=)*%([0-9_A-ZÀ-ÖØ-Þ])@![[:keyword:]])@![A-ZÀ-ÖØ-Þ]\k*%(-\k+)*)%([ \t\u00a0\u202f]*\.[ \t\u00a0\u202f]*%(%(`[^`\n"“”„‟]+`|%(['’]?%([0-9_A-ZÀ-ÖØ-Þ]|['’\-]%(\k)@=)*%([0-9_A-ZÀ-ÖØ-Þ])@![[:keyword:]])@=['’]?%([0-9_])@![[:keyword:]]\k*%(['’\-]\k+)*)%([ \t\u00a0\u202f]+%(`[^`\n"“”„‟]+`|%(['’]?%([0-9_A-ZÀ-ÖØ-Þ]|['’\-]%(\k)@=)*%([0-9_A-ZÀ-ÖØ-Þ])@![[:keyword:]])@=['’]?%([0-9_])@![[:keyword:]]\k*%(['’\-]\k+)*))*|%(['’]?%([0-9_A-ZÀ-ÖØ-Þ]|['’\-]%(\k)@=)*%([0-9_A-ZÀ-ÖØ-Þ])@![[:keyword:]])@![A-ZÀ-ÖØ-Þ]\k*%(-\k+)*))*[ \t\u00a0\u202f]*%(\|[ \t\u00a0\u202f]*%(`[^`\n"“”„‟]+`|%(['’]?%([0-9_A-ZÀ-ÖØ-Þ]|['’\-]%(\k)@=)*%([0-9_A-ZÀ-ÖØ-Þ])@![[:keyword:]])@=['’]?%([0-9_])@![[:keyword:]]\k*%(['’\-]\k+)*)%([ \t\u00a0\u202f]+%(`[^`\n"“”„‟]+`|%(['’]?%([0-9_A-ZÀ-ÖØ-Þ]|['’\-]%(\k)@=)*%([0-9_A-ZÀ-ÖØ-Þ])@![[:keyword:]])@=['’]?%([0-9_])@![[:keyword:]]\k*%(['’\-]\k+)*))*[ \t\u00a0\u202f]*)?\}/ contained
syn match domeinEscape /\v\\["\\n{]/ contained
syn region domeinText start=/\v["“”„‟]/ skip=/\\./ end=/\v$/ oneline contains=domeinEscape,domeinInterpolation
syn match domeinPunctuation /\v\(|\)|\.|:|;/
syn match domeinSign /\v\<\=|\<\>|\>\=|\*|\+|\/|\<|\=|\>/
syn match domeinSign /\v%([^ \t\u00a0\u202f])@<!-%([^ \t\u00a0\u202f])@!/
syn match domeinComment /\v#[^\n]*/
syn match domeinInterpolation /\v\{[ \t\u00a0\u202f]*%(%(`[^`\n"“”„‟]+`|%(['’]?%([0-9_A-ZÀ-ÖØ-Þ]|['’\-]%(\k)@=)*%([0-9_A-ZÀ-ÖØ-Þ])@![[:keyword:]])@=['’]?%([0-9_])@![[:keyword:]]\k*%(['’\-]\k+)*)%([ \t\u00a0\u202f]+%(`[^`\n"“”„‟]+`|%(['’]?%([0-9_A-ZÀ-ÖØ-Þ]|['’\-]%(\k)@=)*%([0-9_A-ZÀ-ÖØ-Þ])@![[:keyword:]])@=['’]?%([0-9_])@![[:keyword:]]\k*%(['’\-]\k+)*))*|%(['’]?%([0-9_A-ZÀ-ÖØ-Þ]|['’\-]%(\k)@=)*%([0-9_A-ZÀ-ÖØ-Þ])@![[:keyword:]])@![A-ZÀ-ÖØ-Þ]\k*%(-\k+)*)%([ \t\u00a0\u202f]*\.[ \t\u00a0\u202f]*%(%(`[^`\n"“”„‟]+`|%(['’]?%([0-9_A-ZÀ-ÖØ-Þ]|['’\-]%(\k)@=)*%([0-9_A-ZÀ-ÖØ-Þ])@![[:keyword:]])@=['’]?%([0-9_])@![[:keyword:]]\k*%(['’\-]\k+)*)%([ \t\u00a0\u202f]+%(`[^`\n"“”„‟]+`|%(['’]?%([0-9_A-ZÀ-ÖØ-Þ]|['’\-]%(\k)@=)*%([0-9_A-ZÀ-ÖØ-Þ])@![[:keyword:]])@=['’]?%([0-9_])@![[:keyword:]]\k*%(['’\-]\k+)*))*|%(['’]?%([0-9_A-ZÀ-ÖØ-Þ]|['’\-]%(\k)@=)*%([0-9_A-ZÀ-ÖØ-Þ])@![[:keyword:]])@![A-ZÀ-ÖØ-Þ]\k*%(-\k+)*))*[ \t\u00a0\u202f]*%(\|[ \t\u00a0\u202f]*%(`[^`\n"“”„‟]+`|%(['’]?%([0-9_A-ZÀ-ÖØ-Þ]|['’\-]%(\k)@=)*%([0-9_A-ZÀ-ÖØ-Þ])@![[:keyword:]])@=['’]?%([0-9_])@![[:keyword:]]\k*%(['’\-]\k+)*)%([ \t\u00a0\u202f]+%(`[^`\n"“”„‟]+`|%(['’]?%([0-9_A-ZÀ-ÖØ-Þ]|['’\-]%(\k)@=)*%([0-9_A-ZÀ-ÖØ-Þ])@![[:keyword:]])@=['’]?%([0-9_])@![[:keyword:]]\k*%(['’\-]\k+)*))*[ \t\u00a0\u202f]*)?\}/ contained
syn match domeinEscape /\v\\["\\n{]/ contained
syn region domeinText start=/\v"%("")@!%(%([^"\\\n]+|\\[^\n])*")@=/ skip=/\\./ end=/\v"/ end=/\v$/ oneline contains=domeinEscape,domeinInterpolation
syn match domeinInterpolation /\v\{[ \t\u00a0\u202f]*%(%(`[^`\n"“”„‟]+`|%(['’]?%([0-9_A-ZÀ-ÖØ-Þ]|['’\-]%(\k)@=)*%([0-9_A-ZÀ-ÖØ-Þ])@![[:keyword:]])@=['’]?%([0-9_])@![[:keyword:]]\k*%(['’\-]\k+)*)%([ \t\u00a0\u202f]+%(`[^`\n"“”„‟]+`|%(['’]?%([0-9_A-ZÀ-ÖØ-Þ]|['’\-]%(\k)@=)*%([0-9_A-ZÀ-ÖØ-Þ])@![[:keyword:]])@=['’]?%([0-9_])@![[:keyword:]]\k*%(['’\-]\k+)*))*|%(['’]?%([0-9_A-ZÀ-ÖØ-Þ]|['’\-]%(\k)@=)*%([0-9_A-ZÀ-ÖØ-Þ])@![[:keyword:]])@![A-ZÀ-ÖØ-Þ]\k*%(-\k+)*)%([ \t\u00a0\u202f]*\.[ \t\u00a0\u202f]*%(%(`[^`\n"“”„‟]+`|%(['’]?%([0-9_A-ZÀ-ÖØ-Þ]|['’\-]%(\k)@=)*%([0-9_A-ZÀ-ÖØ-Þ])@![[:keyword:]])@=['’]?%([0-9_])@![[:keyword:]]\k*%(['’\-]\k+)*)%([ \t\u00a0\u202f]+%(`[^`\n"“”„‟]+`|%(['’]?%([0-9_A-ZÀ-ÖØ-Þ]|['’\-]%(\k)@=)*%([0-9_A-ZÀ-ÖØ-Þ])@![[:keyword:]])@=['’]?%([0-9_])@![[:keyword:]]\k*%(['’\-]\k+)*))*|%(['’]?%([0-9_A-ZÀ-ÖØ-Þ]|['’\-]%(\k)@=)*%([0-9_A-ZÀ-ÖØ-Þ])@![[:keyword:]])@![A-ZÀ-ÖØ-Þ]\k*%(-\k+)*))*[ \t\u00a0\u202f]*%(\|[ \t\u00a0\u202f]*%(`[^`\n"“”„‟]+`|%(['’]?%([0-9_A-ZÀ-ÖØ-Þ]|['’\-]%(\k)@=)*%([0-9_A-ZÀ-ÖØ-Þ])@![[:keyword:]])@=['’]?%([0-9_])@![[:keyword:]]\k*%(['’\-]\k+)*)%([ \t\u00a0\u202f]+%(`[^`\n"“”„‟]+`|%(['’]?%([0-9_A-ZÀ-ÖØ-Þ]|['’\-]%(\k)@=)*%([0-9_A-ZÀ-ÖØ-Þ])@![[:keyword:]])@=['’]?%([0-9_])@![[:keyword:]]\k*%(['’\-]\k+)*))*[ \t\u00a0\u202f]*)?\}/ contained
syn match domeinEscape /\v\\["\\n{]/ contained
syn region domeinText start=/\v[“”„‟]%(%([^\\\n"“”„‟]+|\\[^\n])*["“”‟])@=/ skip=/\\./ end=/\v["“”‟]/ end=/\v$/ oneline contains=domeinEscape,domeinInterpolation
syn match domeinVerb /\v%(['’]?%([0-9_A-ZÀ-ÖØ-Þ]|['’\-]%(\k)@=)*%([0-9_A-ZÀ-ÖØ-Þ])@![[:keyword:]])@![A-ZÀ-ÖØ-Þ]\k*%(-\k+)*/
syn match domeinFunction /\v%(['’]?%([0-9_A-ZÀ-ÖØ-Þ]|['’\-]%(\k)@=)*%([0-9_A-ZÀ-ÖØ-Þ])@![[:keyword:]])@![A-ZÀ-ÖØ-Þ]\k*%(-\k+)*%(%([ \t\u00a0\u202f])*\()@=/
syn match domeinPlain /\v%(\.)@<=%(['’]?%([0-9_A-ZÀ-ÖØ-Þ]|['’\-]%(\k)@=)*%([0-9_A-ZÀ-ÖØ-Þ])@![[:keyword:]])@![A-ZÀ-ÖØ-Þ]\k*%(-\k+)*/
syn match domeinConstant /\v%(HOOGSTENS|ONBEKEND|OPNIEUW|VANDAAG|VERVANG|EERSTE|NEGEER|OMHOOG|OMLAAG|ONWAAR|FOUT|LEEG|WAAR|NEE|JA|NU)%(\k|-\k)@!/
syn match domeinOperator /\v%(GEWIJZIGD|MINSTENS|WAARVOOR|EINDIGT|PRECIES|VOLDOET|BEGINT|GELDIG|GEVULD|INDIEN|TUSSEN|BEVAT|EXACT|LIJKT|VANAF|ALLE|ELKE|GEEN|NAAR|NIET|VOOR|AAN|EEN|ELK|MET|TOT|VAN|WAS|EN|IN|IS|OF|OM|OP)%(\k|-\k)@!/
syn match domeinClause /\v%(ADMINISTRATIE|OMSCHRIJVING|OVERGESLAGEN|VOORBEELDEN|ABONNEMENT|KANDIDATEN|PRIORITEIT|UITVOERING|WIJZIGBAAR|BEEINDIGT|DEFINITIE|HERHALING|PARAMETER|STANDAARD|VERPLICHT|VOORBEELD|SJABLOON|VERWACHT|VOORHEEN|ZOEKVELD|BEHALVE|EENMAAL|GEBRUIK|GEGEVEN|GENAAMD|KENMERK|SLEUTEL|VERDERE|VEREIST|WANNEER|ANDERS|GEVOLG|MODULE|MOMENT|NIVEAU|REGELS|VELDEN|WAARDE|ZOLANG|ZONDER|GEEFT|KLAAR|LIJST|NIEUW|REDEN|REGEL|SAMEN|VOLGT|FASE|MAAL|MITS|STOP|TAAL|TEST|VELD|ALS|BIJ|DAN|DOE|PER|RIJ|TAG|UIT|WIS|ZET|NA)%(\k|-\k)@!/
syn match domeinOpener /\v%(ABONNEMENTEN|GEBEURTENIS|REGELNIVEAU|FEESTDAGEN|MAANDEINDE|FUNCTIE|MODULES|DOMEIN|OBJECT|ACTIE|FASEN|KEUZE)%(\k|-\k)@!/
syn match domeinPlain /\v%(['’]?%([0-9_A-ZÀ-ÖØ-Þ]|['’\-]%(\k)@=)*%([0-9_A-ZÀ-ÖØ-Þ])@![[:keyword:]])@=['’]?%([0-9_])@![[:keyword:]]\k*%(['’\-]\k+)*/
syn match domeinQuotedName /\v`[^`\n]+`/
syn match domeinInterpolation /\v\{[ \t\u00a0\u202f]*%(%(`[^`\n"“”„‟]+`|%(['’]?%([0-9_A-ZÀ-ÖØ-Þ]|['’\-]%(\k)@=)*%([0-9_A-ZÀ-ÖØ-Þ])@![[:keyword:]])@=['’]?%([0-9_])@![[:keyword:]]\k*%(['’\-]\k+)*)%([ \t\u00a0\u202f]+%(`[^`\n"“”„‟]+`|%(['’]?%([0-9_A-ZÀ-ÖØ-Þ]|['’\-]%(\k)@=)*%([0-9_A-ZÀ-ÖØ-Þ])@![[:keyword:]])@=['’]?%([0-9_])@![[:keyword:]]\k*%(['’\-]\k+)*))*|%(['’]?%([0-9_A-ZÀ-ÖØ-Þ]|['’\-]%(\k)@=)*%([0-9_A-ZÀ-ÖØ-Þ])@![[:keyword:]])@![A-ZÀ-ÖØ-Þ]\k*%(-\k+)*)%([ \t\u00a0\u202f]*\.[ \t\u00a0\u202f]*%(%(`[^`\n"“”„‟]+`|%(['’]?%([0-9_A-ZÀ-ÖØ-Þ]|['’\-]%(\k)@=)*%([0-9_A-ZÀ-ÖØ-Þ])@![[:keyword:]])@=['’]?%([0-9_])@![[:keyword:]]\k*%(['’\-]\k+)*)%([ \t\u00a0\u202f]+%(`[^`\n"“”„‟]+`|%(['’]?%([0-9_A-ZÀ-ÖØ-Þ]|['’\-]%(\k)@=)*%([0-9_A-ZÀ-ÖØ-Þ])@![[:keyword:]])@=['’]?%([0-9_])@![[:keyword:]]\k*%(['’\-]\k+)*))*|%(['’]?%([0-9_A-ZÀ-ÖØ-Þ]|['’\-]%(\k)@=)*%([0-9_A-ZÀ-ÖØ-Þ])@![[:keyword:]])@![A-ZÀ-ÖØ-Þ]\k*%(-\k+)*))*[ \t\u00a0\u202f]*%(\|[ \t\u00a0\u202f]*%(`[^`\n"“”„‟]+`|%(['’]?%([0-9_A-ZÀ-ÖØ-Þ]|['’\-]%(\k)@=)*%([0-9_A-ZÀ-ÖØ-Þ])@![[:keyword:]])@=['’]?%([0-9_])@![[:keyword:]]\k*%(['’\-]\k+)*)%([ \t\u00a0\u202f]+%(`[^`\n"“”„‟]+`|%(['’]?%([0-9_A-ZÀ-ÖØ-Þ]|['’\-]%(\k)@=)*%([0-9_A-ZÀ-ÖØ-Þ])@![[:keyword:]])@=['’]?%([0-9_])@![[:keyword:]]\k*%(['’\-]\k+)*))*[ \t\u00a0\u202f]*)?\}/ contained
syn match domeinEscape /\v\\["\\n{]/ contained
syn region domeinText start=/\v"""/ skip=/\\./ end=/\v"""/ end=/\v^%(%([ \t\u00a0\u202f])*%(REGEL|TEST|DEFINITIE|LIJST|GEBRUIK)%([^ \t\u00a0\u202f])@!)@=/ contains=domeinEscape,domeinInterpolation
syn match domeinNumber /\v-?\d+%([.,]\d+)*%(\k)@!/
syn match domeinPercentage /\v-?\d+%([.,]\d+)*%([ \t\u00a0\u202f])?\%/
syn match domeinAmount /\v-?€%([ \t\u00a0\u202f])*-?\d+%([.,]\d+)*%(,-|,—|,–)?/
syn match domeinTime /\v\d{1,2}:\d{2}%(:\d{2})?%(\k)@!/
syn match domeinDuration /\v-?\d+%([.,]\d+)*%([ \t\u00a0\u202f])*%(minuten|minuut|uren|uur|werkdagen|werkdag|dagen|dag|weken|week|kwartalen|kwartaal|maanden|maand|jaren|jaar)%([[:keyword:]'’\-])@!/
syn match domeinDate /\v\d{1,2}%([ \t\u00a0\u202f])+%(januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december)%([ \t\u00a0\u202f])+\d{4}%(\k)@!|\d{4}[\-\/]\d{1,2}[\-\/]\d{1,2}%(T|%(<|>))@=|\d{1,2}%(-\d{1,2}-\d{2,4}|\/\d{1,2}\/\d{2,4}|\.\d{1,2}\.\d{4})%(\k)@!/
syn match domeinMoment /\v%(\d{1,2}%([ \t\u00a0\u202f])+%(januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december)%([ \t\u00a0\u202f])+\d{4}%(\k)@!|\d{4}[\-\/]\d{1,2}[\-\/]\d{1,2}%(T|%(<|>))@=|\d{1,2}%(-\d{1,2}-\d{2,4}|\/\d{1,2}\/\d{2,4}|\.\d{1,2}\.\d{4})%(\k)@!)%(%([ \t\u00a0\u202f])+|T)\d{1,2}:\d{2}%(:\d{2})?%(\k)@!/
syn match domeinClause /\vNIET[ \t\u00a0\u202f]+ALS%([[:keyword:]\-])@!/
syn match domeinOpener /\vVRIJ[ \t\u00a0\u202f]+VELD%([[:keyword:]\-])@!/
syn match domeinOpener /\vOPEN[ \t\u00a0\u202f]+KEUZE%([[:keyword:]\-])@!/

hi def link domeinComment Comment
hi def link domeinOpener Structure
hi def link domeinClause Statement
hi def link domeinOperator Keyword
hi def link domeinConstant Boolean
hi def link domeinVerb Function
hi def link domeinFunction Identifier
hi def link domeinText String
hi def link domeinEscape SpecialChar
hi def link domeinInterpolation Special
hi def link domeinQuotedName Identifier
hi def link domeinNumber Number
hi def link domeinAmount Number
hi def link domeinPercentage Number
hi def link domeinDate Number
hi def link domeinTime Number
hi def link domeinMoment Number
hi def link domeinDuration Number
hi def link domeinBar Delimiter
hi def link domeinSign Operator
hi def link domeinWrong Error

let b:current_syntax = "domein"
