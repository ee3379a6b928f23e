;;; regeltaal-mode.el --- Major modes for Regeltaal  -*- lexical-binding: t; coding: utf-8 -*-

;; Version: 1.0
;; Package-Requires: ((emacs "27.1"))
;; Keywords: languages

;;; Commentary:

;; Made from the grammar by maak.py: change that, not this.
;;   (load "/path/to/regeltaal-mode.el")
;; The language server is started by M-x eglot, or for every file by
;;   (add-hook 'regeltaal-mode-hook #'eglot-ensure)

;;; Code:

(defgroup regeltaal nil "Rules in Dutch." :group 'languages)
(defface regeltaal-escape-face '((t :inherit (font-lock-constant-face bold))) "An escape in a text.")
(defface regeltaal-quoted-name-face '((t :inherit font-lock-variable-name-face)) "A back-quoted name.")
(defface regeltaal-value-face '((t :inherit font-lock-constant-face)) "A number, an amount, a date.")
(defface regeltaal-bar-face '((t :inherit shadow)) "A bar of a table.")
(defface regeltaal-sign-face '((t :inherit default)) "A sign such as = or <=.")

(defconst regeltaal--rules
  '((regeltaal-value-face "\\(\\(?:[0-9]\\{1,2\\}\\(?:[ \t  ]\\)+\\(?:januari\\|februari\\|maart\\|april\\|mei\\|juni\\|juli\\|augustus\\|september\\|oktober\\|november\\|december\\)\\(?:[ \t  ]\\)+[0-9]\\{4\\}\\|[0-9]\\{4\\}[/-][0-9]\\{1,2\\}[/-][0-9]\\{1,2\\}\\|[0-9]\\{1,2\\}\\(?:-[0-9]\\{1,2\\}-[0-9]\\{2,4\\}\\|/[0-9]\\{1,2\\}/[0-9]\\{2,4\\}\\|\\.[0-9]\\{1,2\\}\\.[0-9]\\{4\\}\\)\\)\\(?:\\(?:[ \t  ]\\)+\\|T\\)[0-9]\\{1,2\\}:[0-9]\\{2\\}\\(?::[0-9]\\{2\\}\\)?\\)\\(?:[^[:alnum:]_]\\|$\\)")
    (regeltaal-value-face "\\([0-9]\\{1,2\\}\\(?:[ \t  ]\\)+\\(?:januari\\|februari\\|maart\\|april\\|mei\\|juni\\|juli\\|augustus\\|september\\|oktober\\|november\\|december\\)\\(?:[ \t  ]\\)+[0-9]\\{4\\}\\)\\(?:[^[:alnum:]_]\\|$\\)")
    (regeltaal-value-face "\\([0-9]\\{4\\}[/-][0-9]\\{1,2\\}[/-][0-9]\\{1,2\\}\\)" (end t "T\\|\\b"))
    (regeltaal-value-face "\\([0-9]\\{1,2\\}\\(?:-[0-9]\\{1,2\\}-[0-9]\\{2,4\\}\\|/[0-9]\\{1,2\\}/[0-9]\\{2,4\\}\\|\\.[0-9]\\{1,2\\}\\.[0-9]\\{4\\}\\)\\)\\(?:[^[:alnum:]_]\\|$\\)")
    (regeltaal-value-face "\\(-?[0-9]+\\(?:[.,][0-9]+\\)*\\(?:[ \t  ]\\)*\\(?:minuten\\|minuut\\|uren\\|uur\\|werkdagen\\|werkdag\\|dagen\\|dag\\|weken\\|week\\|kwartalen\\|kwartaal\\|maanden\\|maand\\|jaren\\|jaar\\)\\)\\(?:[^[:alnum:]_'’-]\\|$\\)")
    (regeltaal-value-face "\\([0-9]\\{1,2\\}:[0-9]\\{2\\}\\(?::[0-9]\\{2\\}\\)?\\)\\(?:[^[:alnum:]_]\\|$\\)")
    (regeltaal-value-face "\\(-?€\\(?:[ \t  ]\\)*-?[0-9]+\\(?:[.,][0-9]+\\)*\\(?:,-\\|,—\\|,–\\)?\\)")
    (regeltaal-value-face "\\(-?[0-9]+\\(?:[.,][0-9]+\\)*\\(?:[ \t  ]\\)?%\\)")
    (regeltaal-value-face "\\(-?[0-9]+\\(?:[.,][0-9]+\\)*\\)\\(?:[^[:alnum:]_]\\|$\\)")
    (regeltaal-quoted-name-face "\\(`[^`\n]+`\\)")
    (nil "\\(['’]?[[:alpha:]][[:alnum:]_]*\\(?:['’-][[:alnum:]_]+\\)*\\)" (begin t "['’]?\\(?:[0-9_A-ZÀ-ÖØ-Þ]\\|['’-]\\)*[[:lower:]]"))
    (font-lock-keyword-face "\\(ADMINISTRATIE\\|DEFINITIE\\|GEBRUIK\\|DOMEIN\\|LIJST\\|REGEL\\|TAAL\\|TEST\\)" (end nil "[[:alnum:]_]\\|-[[:alnum:]_]"))
    (font-lock-preprocessor-face "\\(OMSCHRIJVING\\|OVERGESLAGEN\\|VOORBEELDEN\\|PRIORITEIT\\|VERWACHT\\|VOORHEEN\\|BEHALVE\\|GEGEVEN\\|GENAAMD\\|VERDERE\\|WANNEER\\|ANDERS\\|REGELS\\|ZONDER\\|KLAAR\\|FASE\\|MAAL\\|MITS\\|STOP\\|ALS\\|BIJ\\|DAN\\|DOE\\|RIJ\\|TAG\\|UIT\\|WIS\\|ZET\\|NA\\)" (end nil "[[:alnum:]_]\\|-[[:alnum:]_]"))
    (font-lock-builtin-face "\\(GEWIJZIGD\\|MINSTENS\\|WAARVOOR\\|EINDIGT\\|PRECIES\\|VOLDOET\\|BEGINT\\|GELDIG\\|GEVULD\\|INDIEN\\|TUSSEN\\|BEVAT\\|EXACT\\|LIJKT\\|VANAF\\|ALLE\\|ELKE\\|GEEN\\|NAAR\\|NIET\\|VOOR\\|AAN\\|EEN\\|ELK\\|MET\\|TOT\\|VAN\\|WAS\\|EN\\|IN\\|IS\\|OF\\|OM\\|OP\\)" (end nil "[[:alnum:]_]\\|-[[:alnum:]_]"))
    (font-lock-constant-face "\\(ONBEKEND\\|VANDAAG\\|ONWAAR\\|FOUT\\|LEEG\\|WAAR\\|NEE\\|JA\\|NU\\)" (end nil "[[:alnum:]_]\\|-[[:alnum:]_]"))
    (nil "\\([A-ZÀ-ÖØ-Þ][[:alnum:]_]*\\(?:-[[:alnum:]_]+\\)*\\)" (behind t "\\.") (begin nil "['’]?\\(?:[0-9_A-ZÀ-ÖØ-Þ]\\|['’-]\\)*[[:lower:]]"))
    (font-lock-type-face "\\([A-ZÀ-ÖØ-Þ][[:alnum:]_]*\\(?:-[[:alnum:]_]+\\)*\\)" (begin nil "['’]?\\(?:[0-9_A-ZÀ-ÖØ-Þ]\\|['’-]\\)*[[:lower:]]") (end t "\\(?:[ \t  ]\\)*("))
    (font-lock-function-name-face "\\([A-ZÀ-ÖØ-Þ][[:alnum:]_]*\\(?:-[[:alnum:]_]+\\)*\\)" (begin nil "['’]?\\(?:[0-9_A-ZÀ-ÖØ-Þ]\\|['’-]\\)*[[:lower:]]"))
    (regeltaal-sign-face "\\(-\\)" (behind t "[[:space:]  ]") (end t "[[:space:]  ]"))
    (regeltaal-sign-face "\\(<=\\|<>\\|>=\\|\\*\\|\\+\\|/\\|<\\|=\\|>\\)")
    (regeltaal-bar-face "\\(|\\)")
    (nil "\\((\\|)\\|\\.\\|;\\)")
    (regeltaal-quoted-name-face "\\(`[^`\n]*\\)")
    (font-lock-warning-face "\\([0-9][[:alnum:]_.,]*\\|[^[:space:]  ﻿]\\)"))
  "Faces with what has them, in the order in which to try them at a place.
Behind the pattern stand tests: where, whether it must match, and what.")

(defconst domein--rules
  '((font-lock-keyword-face "\\(OPEN[[:space:]  ]+KEUZE\\)\\(?:[^[:alnum:]_-]\\|$\\)")
    (font-lock-keyword-face "\\(VRIJ[[:space:]  ]+VELD\\)\\(?:[^[:alnum:]_-]\\|$\\)")
    (font-lock-preprocessor-face "\\(NIET[[:space:]  ]+ALS\\)\\(?:[^[:alnum:]_-]\\|$\\)")
    (regeltaal-value-face "\\(\\(?:[0-9]\\{1,2\\}\\(?:[ \t  ]\\)+\\(?:januari\\|februari\\|maart\\|april\\|mei\\|juni\\|juli\\|augustus\\|september\\|oktober\\|november\\|december\\)\\(?:[ \t  ]\\)+[0-9]\\{4\\}\\|[0-9]\\{4\\}[/-][0-9]\\{1,2\\}[/-][0-9]\\{1,2\\}\\|[0-9]\\{1,2\\}\\(?:-[0-9]\\{1,2\\}-[0-9]\\{2,4\\}\\|/[0-9]\\{1,2\\}/[0-9]\\{2,4\\}\\|\\.[0-9]\\{1,2\\}\\.[0-9]\\{4\\}\\)\\)\\(?:\\(?:[ \t  ]\\)+\\|T\\)[0-9]\\{1,2\\}:[0-9]\\{2\\}\\(?::[0-9]\\{2\\}\\)?\\)\\(?:[^[:alnum:]_]\\|$\\)")
    (regeltaal-value-face "\\([0-9]\\{1,2\\}\\(?:[ \t  ]\\)+\\(?:januari\\|februari\\|maart\\|april\\|mei\\|juni\\|juli\\|augustus\\|september\\|oktober\\|november\\|december\\)\\(?:[ \t  ]\\)+[0-9]\\{4\\}\\)\\(?:[^[:alnum:]_]\\|$\\)")
    (regeltaal-value-face "\\([0-9]\\{4\\}[/-][0-9]\\{1,2\\}[/-][0-9]\\{1,2\\}\\)" (end t "T\\|\\b"))
    (regeltaal-value-face "\\([0-9]\\{1,2\\}\\(?:-[0-9]\\{1,2\\}-[0-9]\\{2,4\\}\\|/[0-9]\\{1,2\\}/[0-9]\\{2,4\\}\\|\\.[0-9]\\{1,2\\}\\.[0-9]\\{4\\}\\)\\)\\(?:[^[:alnum:]_]\\|$\\)")
    (regeltaal-value-face "\\(-?[0-9]+\\(?:[.,][0-9]+\\)*\\(?:[ \t  ]\\)*\\(?:minuten\\|minuut\\|uren\\|uur\\|werkdagen\\|werkdag\\|dagen\\|dag\\|weken\\|week\\|kwartalen\\|kwartaal\\|maanden\\|maand\\|jaren\\|jaar\\)\\)\\(?:[^[:alnum:]_'’-]\\|$\\)")
    (regeltaal-value-face "\\([0-9]\\{1,2\\}:[0-9]\\{2\\}\\(?::[0-9]\\{2\\}\\)?\\)\\(?:[^[:alnum:]_]\\|$\\)")
    (regeltaal-value-face "\\(-?€\\(?:[ \t  ]\\)*-?[0-9]+\\(?:[.,][0-9]+\\)*\\(?:,-\\|,—\\|,–\\)?\\)")
    (regeltaal-value-face "\\(-?[0-9]+\\(?:[.,][0-9]+\\)*\\(?:[ \t  ]\\)?%\\)")
    (regeltaal-value-face "\\(-?[0-9]+\\(?:[.,][0-9]+\\)*\\)\\(?:[^[:alnum:]_]\\|$\\)")
    (regeltaal-quoted-name-face "\\(`[^`\n]+`\\)")
    (nil "\\(['’]?[[:alpha:]][[:alnum:]_]*\\(?:['’-][[:alnum:]_]+\\)*\\)" (begin t "['’]?\\(?:[0-9_A-ZÀ-ÖØ-Þ]\\|['’-]\\)*[[:lower:]]"))
    (font-lock-keyword-face "\\(ABONNEMENTEN\\|GEBEURTENIS\\|REGELNIVEAU\\|FEESTDAGEN\\|MAANDEINDE\\|FUNCTIE\\|MODULES\\|DOMEIN\\|OBJECT\\|ACTIE\\|FASEN\\|KEUZE\\)" (end nil "[[:alnum:]_]\\|-[[:alnum:]_]"))
    (font-lock-preprocessor-face "\\(ADMINISTRATIE\\|OMSCHRIJVING\\|OVERGESLAGEN\\|VOORBEELDEN\\|ABONNEMENT\\|KANDIDATEN\\|PRIORITEIT\\|UITVOERING\\|WIJZIGBAAR\\|BEEINDIGT\\|DEFINITIE\\|HERHALING\\|PARAMETER\\|STANDAARD\\|VERPLICHT\\|VOORBEELD\\|SJABLOON\\|VERWACHT\\|VOORHEEN\\|ZOEKVELD\\|BEHALVE\\|EENMAAL\\|GEBRUIK\\|GEGEVEN\\|GENAAMD\\|KENMERK\\|SLEUTEL\\|VERDERE\\|VEREIST\\|WANNEER\\|ANDERS\\|GEVOLG\\|MODULE\\|MOMENT\\|NIVEAU\\|REGELS\\|VELDEN\\|WAARDE\\|ZOLANG\\|ZONDER\\|GEEFT\\|KLAAR\\|LIJST\\|NIEUW\\|REDEN\\|REGEL\\|SAMEN\\|VOLGT\\|FASE\\|MAAL\\|MITS\\|STOP\\|TAAL\\|TEST\\|VELD\\|ALS\\|BIJ\\|DAN\\|DOE\\|PER\\|RIJ\\|TAG\\|UIT\\|WIS\\|ZET\\|NA\\)" (end nil "[[:alnum:]_]\\|-[[:alnum:]_]"))
    (font-lock-builtin-face "\\(GEWIJZIGD\\|MINSTENS\\|WAARVOOR\\|EINDIGT\\|PRECIES\\|VOLDOET\\|BEGINT\\|GELDIG\\|GEVULD\\|INDIEN\\|TUSSEN\\|BEVAT\\|EXACT\\|LIJKT\\|VANAF\\|ALLE\\|ELKE\\|GEEN\\|NAAR\\|NIET\\|VOOR\\|AAN\\|EEN\\|ELK\\|MET\\|TOT\\|VAN\\|WAS\\|EN\\|IN\\|IS\\|OF\\|OM\\|OP\\)" (end nil "[[:alnum:]_]\\|-[[:alnum:]_]"))
    (font-lock-constant-face "\\(HOOGSTENS\\|ONBEKEND\\|OPNIEUW\\|VANDAAG\\|VERVANG\\|EERSTE\\|NEGEER\\|OMHOOG\\|OMLAAG\\|ONWAAR\\|FOUT\\|LEEG\\|WAAR\\|NEE\\|JA\\|NU\\)" (end nil "[[:alnum:]_]\\|-[[:alnum:]_]"))
    (nil "\\([A-ZÀ-ÖØ-Þ][[:alnum:]_]*\\(?:-[[:alnum:]_]+\\)*\\)" (behind t "\\.") (begin nil "['’]?\\(?:[0-9_A-ZÀ-ÖØ-Þ]\\|['’-]\\)*[[:lower:]]"))
    (font-lock-type-face "\\([A-ZÀ-ÖØ-Þ][[:alnum:]_]*\\(?:-[[:alnum:]_]+\\)*\\)" (begin nil "['’]?\\(?:[0-9_A-ZÀ-ÖØ-Þ]\\|['’-]\\)*[[:lower:]]") (end t "\\(?:[ \t  ]\\)*("))
    (font-lock-function-name-face "\\([A-ZÀ-ÖØ-Þ][[:alnum:]_]*\\(?:-[[:alnum:]_]+\\)*\\)" (begin nil "['’]?\\(?:[0-9_A-ZÀ-ÖØ-Þ]\\|['’-]\\)*[[:lower:]]"))
    (regeltaal-sign-face "\\(-\\)" (behind t "[[:space:]  ]") (end t "[[:space:]  ]"))
    (regeltaal-sign-face "\\(<=\\|<>\\|>=\\|\\*\\|\\+\\|/\\|<\\|=\\|>\\)")
    (nil "\\((\\|)\\|\\.\\|:\\|;\\)")
    (regeltaal-quoted-name-face "\\(`[^`\n]*\\)")
    (font-lock-warning-face "\\([0-9][[:alnum:]_.,]*\\|[^[:space:]  ﻿]\\)"))
  "As `regeltaal--rules', for domains.")

(defconst regeltaal--texts
  '("[“”„‟]\\(?:[^\\\n\"“”„‟]+\\|\\\\[^\n]\\)*[\"“”‟]"
    "\"\\(?:[^\"\\\n]+\\|\\\\[^\n]\\)*\""
    "[\"“”„‟]\\(?:[^\\\n]\\|\\\\[^\n]\\)*")
  "What texts on one line look like, in the order in which to try them.")

(defconst regeltaal--next-declaration "\n\\(?:[ \t  ]\\)*\\(?:REGEL\\|TEST\\|DEFINITIE\\|LIJST\\|GEBRUIK\\)\\_>"
  "Where a long text without an end stops.")

(defvar-local regeltaal--tokens nil "The rules of this buffer.")
(defvar regeltaal--face nil "The face of what was found last.")

;; Texts and comments, by the syntax of their first and last characters.

(defun regeltaal--long-text-end ()
  "Where the long text ends that begins at point."
  (save-excursion
    (forward-char 3)
    (let ((content (point)) end)
      (while (and (not end) (re-search-forward "\\\\\\(?:.\\|\n\\)\\|\"\"\"" nil t))
        (unless (eq (char-after (match-beginning 0)) ?\\) (setq end (point))))
      (goto-char content)
      (cond (end end)
            ((let (case-fold-search) (re-search-forward regeltaal--next-declaration nil t)) (match-beginning 0))
            (t (point-max))))))

(defun regeltaal--text-end ()
  "Where the text ends that begins at point."
  (if (looking-at-p "\"\"\"")
      (regeltaal--long-text-end)
    (let ((texts regeltaal--texts))
      (while (and texts (not (looking-at (car texts)))) (setq texts (cdr texts)))
      (if texts (match-end 0) (1+ (point))))))

(defun regeltaal--propertize-text ()
  "Mark the text that begins at point, and go behind it."
  (let ((start (point)) (end (regeltaal--text-end)))
    (put-text-property start end 'regeltaal-text start)
    (when (> (- end start) 1)
      (put-text-property start (1+ start) 'syntax-table (string-to-syntax "|"))
      (put-text-property (1- end) end 'syntax-table (string-to-syntax "|"))
      (put-text-property start end 'syntax-multiline t))
    (goto-char end)))

(defun regeltaal--syntax-propertize (start end)
  "Mark texts and comments between START and END."
  (remove-text-properties start end '(regeltaal-text nil))
  (goto-char start)
  (while (re-search-forward "[#\"“”„‟`]" end t)
    (goto-char (match-beginning 0))
    (cond ((eq (char-after) ?#)
           (put-text-property (point) (1+ (point)) 'syntax-table (string-to-syntax "<"))
           (goto-char (line-end-position)))
          ((looking-at "`[^`\n]+`\\|`[^`\n]*") (goto-char (match-end 0)))
          (t (regeltaal--propertize-text)))))

;; Everything else.

(defun regeltaal--holds (test)
  "Whether TEST holds for what was just matched."
  (let ((place (nth 0 test)) (wanted (nth 1 test)) (regexp (nth 2 test)))
    (eq wanted
        (cond ((eq place 'begin) (looking-at-p regexp))
              ((eq place 'end) (save-excursion (goto-char (match-end 1)) (looking-at-p regexp)))
              (t (and (not (bobp)) (save-excursion (backward-char) (looking-at-p regexp))))))))

(defun regeltaal--token ()
  "Match the token at point; return whether it has a face."
  (let ((rules regeltaal--tokens) found)
    (while (and rules (not found))
      (if (and (looking-at (nth 1 (car rules))) (seq-every-p #'regeltaal--holds (nthcdr 2 (car rules))))
          (setq found (car rules))
        (setq rules (cdr rules))))
    (setq regeltaal--face (car found))
    (goto-char (if found (match-end 1) (1+ (point))))
    (and found regeltaal--face)))

(defconst regeltaal--inside
  '((regeltaal-escape-face "\\(\\\\[\"\\n{]\\)")
    (nil "\\(\\\\[^\n]\\)")
    (font-lock-variable-name-face "\\({[[:space:]  ]*\\(?:\\(?:`[^`\n\"“”„‟]+`\\|['’]?[[:alpha:]][[:alnum:]_]*\\(?:['’-][[:alnum:]_]+\\)*\\)\\(?:[[:space:]  ]+\\(?:`[^`\n\"“”„‟]+`\\|['’]?[[:alpha:]][[:alnum:]_]*\\(?:['’-][[:alnum:]_]+\\)*\\)\\)*\\|[A-ZÀ-ÖØ-Þ][[:alnum:]_]*\\(?:-[[:alnum:]_]+\\)*\\)\\(?:[[:space:]  ]*\\.[[:space:]  ]*\\(?:\\(?:`[^`\n\"“”„‟]+`\\|['’]?[[:alpha:]][[:alnum:]_]*\\(?:['’-][[:alnum:]_]+\\)*\\)\\(?:[[:space:]  ]+\\(?:`[^`\n\"“”„‟]+`\\|['’]?[[:alpha:]][[:alnum:]_]*\\(?:['’-][[:alnum:]_]+\\)*\\)\\)*\\|[A-ZÀ-ÖØ-Þ][[:alnum:]_]*\\(?:-[[:alnum:]_]+\\)*\\)\\)*[[:space:]  ]*\\(?:|[[:space:]  ]*\\(?:`[^`\n\"“”„‟]+`\\|['’]?[[:alpha:]][[:alnum:]_]*\\(?:['’-][[:alnum:]_]+\\)*\\)\\(?:[[:space:]  ]+\\(?:`[^`\n\"“”„‟]+`\\|['’]?[[:alpha:]][[:alnum:]_]*\\(?:['’-][[:alnum:]_]+\\)*\\)\\)*[[:space:]  ]*\\)?}\\)"))
  "What stands in a text: faces with patterns.")

(defun regeltaal--inside (end)
  "Match what stands in a text at point, before END; return whether it has a face."
  (let ((rules regeltaal--inside))
    (while (and rules (not (looking-at (nth 1 (car rules))))) (setq rules (cdr rules)))
    (setq regeltaal--face (car (car rules)))
    (goto-char (if rules (min end (match-end 1)) (1+ (point))))
    regeltaal--face))

(defun regeltaal--next (limit)
  "Find the next thing with a face before LIMIT."
  (syntax-propertize limit)
  (let (found case-fold-search)
    (while (and (not found) (< (point) limit))
      (let ((text (get-text-property (point) 'regeltaal-text)))
        (cond (text (setq found (regeltaal--inside (next-single-property-change (point) 'regeltaal-text nil limit))))
              ((looking-at-p "[[:space:]\n]") (skip-chars-forward "[:space:]\n" limit))
              ((eq (char-after) ?#) (goto-char (min limit (line-end-position))))
              (t (setq found (regeltaal--token))))))
    (and found t)))

(defvar regeltaal-mode-syntax-table
  (let ((table (make-syntax-table)))
    (modify-syntax-entry ?\" "." table)
    (modify-syntax-entry ?# "." table)
    (modify-syntax-entry ?\n ">" table)
    (modify-syntax-entry ?_ "w" table)
    (modify-syntax-entry ?' "." table)
    (modify-syntax-entry ?’ "." table)
    (modify-syntax-entry ?% "." table)
    (modify-syntax-entry ?\\ "." table)
    table)
  "Texts and comments are not in here: see `regeltaal--syntax-propertize'.")

;;;###autoload
(define-derived-mode regeltaal-mode prog-mode "Regeltaal"
  "Rules, lists, definitions and tests."
  (setq-local font-lock-comment-delimiter-face font-lock-comment-face
              regeltaal--tokens regeltaal--rules
              comment-start "# "
              comment-start-skip "#+[ \t]*"
              indent-line-function #'indent-relative
              indent-tabs-mode nil
              syntax-propertize-function #'regeltaal--syntax-propertize
              font-lock-defaults '(((regeltaal--next (1 regeltaal--face t))))
              imenu-generic-expression regeltaal--imenu)
  (add-hook 'syntax-propertize-extend-region-functions #'syntax-propertize-multiline 'append 'local))

;;;###autoload
(define-derived-mode domein-mode regeltaal-mode "Domein"
  "The objects, events and actions that rules are about."
  (setq-local regeltaal--tokens domein--rules
              imenu-generic-expression domein--imenu))

(defconst regeltaal--imenu
  '(("Administratie" "^[ \\t]*ADMINISTRATIE[ \\t]+\\(.+\\)$" 1)
    ("Definitie" "^[ \\t]*DEFINITIE[ \\t]+\\(.+\\)$" 1)
    ("Domein" "^[ \\t]*DOMEIN[ \\t]+\\(.+\\)$" 1)
    ("Gebruik" "^[ \\t]*GEBRUIK[ \\t]+\\(.+\\)$" 1)
    ("Lijst" "^[ \\t]*LIJST[ \\t]+\\(.+\\)$" 1)
    ("Regel" "^[ \\t]*REGEL[ \\t]+\\(.+\\)$" 1)
    ("Taal" "^[ \\t]*TAAL[ \\t]+\\(.+\\)$" 1)
    ("Test" "^[ \\t]*TEST[ \\t]+\\(.+\\)$" 1))
  "The declarations of a file, by the keyword that opens them.")

(defconst domein--imenu
  '(("Abonnementen" "^[ \\t]*ABONNEMENTEN[ \\t]+\\(.+\\)$" 1)
    ("Actie" "^[ \\t]*ACTIE[ \\t]+\\(.+\\)$" 1)
    ("Domein" "^[ \\t]*DOMEIN[ \\t]+\\(.+\\)$" 1)
    ("Fasen" "^[ \\t]*FASEN[ \\t]+\\(.+\\)$" 1)
    ("Feestdagen" "^[ \\t]*FEESTDAGEN[ \\t]+\\(.+\\)$" 1)
    ("Functie" "^[ \\t]*FUNCTIE[ \\t]+\\(.+\\)$" 1)
    ("Gebeurtenis" "^[ \\t]*GEBEURTENIS[ \\t]+\\(.+\\)$" 1)
    ("Keuze" "^[ \\t]*KEUZE[ \\t]+\\(.+\\)$" 1)
    ("Maandeinde" "^[ \\t]*MAANDEINDE[ \\t]+\\(.+\\)$" 1)
    ("Modules" "^[ \\t]*MODULES[ \\t]+\\(.+\\)$" 1)
    ("Object" "^[ \\t]*OBJECT[ \\t]+\\(.+\\)$" 1)
    ("Regelniveau" "^[ \\t]*REGELNIVEAU[ \\t]+\\(.+\\)$" 1))
  "As `regeltaal--imenu', for domains.")

;;;###autoload
(add-to-list 'auto-mode-alist '("\\.regel\\'" . regeltaal-mode))
;;;###autoload
(add-to-list 'auto-mode-alist '("\\.domein\\'" . domein-mode))

;; The language server, by eglot.

(defcustom regeltaal-server-command '("regeltaal" "taalserver")
  "How the language server is started."
  :type '(repeat string) :group 'regeltaal)

(defun regeltaal--server (&rest _)
  "The command for the language server: that of the project's own environment before any other."
  (let* ((folder (locate-dominating-file default-directory "regeltaal.toml"))
         (places (and folder (mapcar (lambda (one) (expand-file-name one folder))
                                     '(".venv/bin" "venv/bin" ".venv/Scripts" "venv/Scripts"))))
         (program (and places (locate-file (car regeltaal-server-command) places exec-suffixes #'file-executable-p))))
    (cons (or program (car regeltaal-server-command)) (cdr regeltaal-server-command))))

(defvar eglot-server-programs)
(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs '((regeltaal-mode domein-mode) . regeltaal--server)))

(provide 'regeltaal-mode)
;;; regeltaal-mode.el ends here
