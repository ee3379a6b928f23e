;; Drives Emacs with eglot through what it can do with the server, and writes what came of it.  -*- lexical-binding: t -*-
(require 'json)
(require 'package)
(add-to-list 'package-directory-list "/usr/share/emacs/site-lisp/elpa") ; where Debian has what Emacs 29 brings along
(package-initialize)
(require 'eglot)
(require 'flymake)
(require 'xref)

(defconst asked (let ((json-object-type 'alist)) (json-read-file (getenv "REGELTAAL_ASKED"))))
(defun asked (name) (alist-get name asked))
(defvar said nil)
(setq eglot-sync-connect t
      eglot-connect-timeout 60
      eglot-autoshutdown nil
      eglot-confirm-server-initiated-edits nil
      make-backup-files nil
      create-lockfiles nil)
(load (concat (asked 'emacs) "/regeltaal-mode.el") nil t)
(setq regeltaal-server-command (append (asked 'command) nil))

(defun visit (path)
  (switch-to-buffer (find-file-noselect (concat (asked 'root) "/" path)))
  (unless (eglot-managed-p) (apply #'eglot (eglot--guess-contact))))

(defun go (words &optional further)
  (goto-char (point-min))
  (search-forward words)
  (goto-char (+ (match-beginning 0) (or further 0))))

(defun here ()
  `((path . ,(file-relative-name (buffer-file-name) (asked 'root)))
    (line . ,(1- (line-number-at-pos)))
    (column . ,(- (point) (line-beginning-position)))))

(defun text (path)
  (with-current-buffer (find-file-noselect (concat (asked 'root) "/" path)) (buffer-string)))

(defun flush ()
  "Sends what was edited: Emacs does so once the user is idle, which a script never is."
  (dolist (one (buffer-list))
    (with-current-buffer one (when (bound-and-true-p eglot--managed-mode) (eglot--signal-textDocument/didChange)))))

(defun wait (ready)
  (flush)
  (let ((until (+ (float-time) 15)) found)
    (while (and (not (setq found (funcall ready))) (< (float-time) until)) (accept-process-output nil 0.05))
    found))

(defun at-point () (eglot--TextDocumentPositionParams))
(defun ask (method params) (jsonrpc-request (eglot--current-server-or-lose) method params))

(defun found-here ()
  (vconcat
   (mapcar (lambda (one)
             (let ((start (flymake-diagnostic-beg one)))
               `((line . ,(1- (line-number-at-pos start)))
                 (column . ,(save-excursion (goto-char start) (- (point) (line-beginning-position))))
                 (words . ,(buffer-substring-no-properties start (flymake-diagnostic-end one)))
                 (text . ,(flymake-diagnostic-text one)))))
           (flymake-diagnostics))))

(defmacro step (name &rest body)
  `(push (cons ,name (condition-case why (progn ,@body) (error `((crashed . ,(format "%S" why)))))) said))

(step "attach"
      (visit "regels/werk.regel")
      `((mode . ,(symbol-name major-mode)) (attached . ,(if (eglot-managed-p) t :json-false))))

(step "diagnostics"
      (visit "regels/werk.regel")
      (wait (lambda () (flymake-start) (flymake-diagnostics)))
      (found-here))

(step "hover"
      (go "relatie.plaats IN" 3)
      (plist-get (plist-get (ask :textDocument/hover (at-point)) :contents) :value))

(step "definition"
      (visit "regels/werk.regel")
      (go "eigen regio" 7)
      (let ((backend (xref-find-backend)))
        (xref-find-definitions (xref-backend-identifier-at-point backend)))
      (here))

(step "references"
      (visit "regels/werk.regel")
      (go "eigen regio" 7)
      (let ((backend (xref-find-backend)))
        (vconcat (sort (mapcar (lambda (one)
                                 (file-name-nondirectory (xref-location-group (xref-item-location one))))
                               (xref-backend-references backend (xref-backend-identifier-at-point backend)))
                       #'string<))))

(step "rename"
      (visit "regels/werk.regel")
      (go "eigen regio" 7)
      (eglot-rename "onze streek")
      (flush)
      `((used . ,(text "regels/werk.regel")) (declared . ,(text "regels/lijsten.regel"))))

(step "completion"
      (visit "regels/werk.regel")
      (go "  ZET werkstatus")
      (insert "  ZET werksta\n")
      (backward-char)
      (flush)
      (let* ((found (eglot-completion-at-point))
             (all (all-completions "" (nth 2 found))))
        (delete-region (line-beginning-position) (1+ (line-end-position)))
        (vconcat (mapcar #'substring-no-properties all))))

(step "codeAction"
      (visit "regels/werk.regel")
      (wait (lambda () (flymake-start) (flymake-diagnostics)))
      (go "werkstaat" 2)
      (let* ((actions (eglot-code-actions (point) (point)))
             (titles (vconcat (mapcar (lambda (one) (plist-get one :title)) actions)))
             (first (aref (vconcat actions) 0)))
        (unless (plist-get first :edit) (setq first (ask :codeAction/resolve first)))
        (eglot--apply-workspace-edit (plist-get first :edit))
        (wait (lambda () (flymake-start) (null (flymake-diagnostics))))
        `((titles . ,titles) (text . ,(buffer-string)) (left . ,(found-here)))))

(step "format"
      (visit "regels/slordig.regel")
      (let ((before (buffer-string)))
        (eglot-format-buffer)
        `((before . ,before) (after . ,(buffer-string)))))

(step "imenu"
      (visit "regels/werk.regel")
      (let ((found (funcall #'eglot-imenu)))
        (vconcat (mapcar #'car found))))

(step "leave"
      (eglot-shutdown (eglot--current-server-or-lose))
      t)

(let ((coding-system-for-write 'utf-8))
  (with-temp-file (asked 'answer) (insert (json-encode said))))
