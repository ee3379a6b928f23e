"""Files for Vim and Neovim."""

from collections.abc import Iterator, Sequence

from regeltaal.highlight.dialects import Vim
from regeltaal.highlight.looks import LOOKS, camel
from regeltaal.highlight.roles import Language, Role
from regeltaal.highlight.tokens import Region, Token, rules

_print = Vim().print
_SYNTAX = """\
if exists("b:current_syntax")
  finish
endif

syn case match
syn iskeyword @,48-57,_,192-255,^215,^247
syn sync fromstart

{items}

{links}

let b:current_syntax = "{name}"
"""
_FTPLUGIN = """\
if exists("b:did_ftplugin")
  finish
endif
let b:did_ftplugin = 1

setlocal comments=:# commentstring=#\\ %s formatoptions-=t formatoptions+=croql
setlocal expandtab shiftwidth=2 softtabstop=2 fileencoding=utf-8
let b:undo_ftplugin = "setlocal comments< commentstring< formatoptions< expandtab< shiftwidth< softtabstop<"

" The language server, in Neovim; g:regeltaal_server is how it is started, and v:false for not at all.
if has("nvim")
  lua require("regeltaal").start()
endif
"""
_SERVER = """\
-- Starts the language server for the buffer, once for each project.
local M = {}
local started = {}

-- The folder of the project: where the nearest regeltaal.toml is, or else that of the file.
local function root_of(file)
  local found = vim.fn.findfile("regeltaal.toml", vim.fn.escape(vim.fn.fnamemodify(file, ":p:h"), " ,;") .. ";")
  return vim.fn.fnamemodify(found ~= "" and found or file, ":p:h")
end

-- The program of the project's own environment before any other.
local function command_in(root, command)
  for _, folder in ipairs({ "/.venv/bin/", "/venv/bin/", "/.venv/Scripts/", "/venv/Scripts/" }) do
    local program = root .. folder .. command[1]
    if vim.fn.executable(program) == 1 then return vim.list_extend({ program }, command, 2) end
  end
  return vim.fn.executable(command[1]) == 1 and command or nil
end

function M.start()
  local wanted, file = vim.g.regeltaal_server, vim.api.nvim_buf_get_name(0)
  if wanted == false or file == "" then return end
  local root = root_of(file)
  local command = command_in(root, wanted or { "regeltaal", "taalserver" })
  if not command then return end
  local settings = { name = "regeltaal", cmd = command, root_dir = root }
  if vim.lsp.start then
    vim.lsp.start(settings)
  else -- before 0.8
    started[root] = started[root] or vim.lsp.start_client(settings)
    vim.lsp.buf_attach_client(0, started[root])
  end
end

return M
"""


def vim(languages: Sequence[Language]) -> Iterator[tuple[str, str]]:
    """The files by path, of a folder that stands on the runtime path."""
    yield "lua/regeltaal.lua", _SERVER
    for language in languages:
        yield f"syntax/{language.name}.vim", _syntax(language)
        yield f"ftplugin/{language.name}.vim", _FTPLUGIN
        detect = f"autocmd BufRead,BufNewFile *.{language.suffix} setfiletype {language.name}\n"
        yield f"ftdetect/{language.name}.vim", detect


def _syntax(language: Language) -> str:
    # Of the items that match at one place, Vim takes the one that was defined last.
    items = [line for rule in reversed(rules(language)) for line in _item(rule, language)]
    links = [
        f"hi def link {_group(role, language)} {LOOKS[role].vim}"
        for role in Role
        if LOOKS[role].vim and role != "plain"
    ]
    return _SYNTAX.format(items="\n".join(items), links="\n".join(links), name=language.name)


def _item(rule: Token | Region, language: Language) -> Iterator[str]:
    match rule:
        case Token(role, pattern):
            yield f"syn match {_group(role, language)} {_quoted(_print(pattern))}"
        case Region(_, begin, end, inside, until):
            for token in reversed(inside):
                if token.role != Role.TEXT:
                    shown = _quoted(_print(token.pattern))
                    yield f"syn match {_group(token.role, language)} {shown} contained"
            ends = [_print(end)] if end else []
            ends.append(_print(until) if until else "$")
            shown = " ".join(f"end={_quoted(pattern)}" for pattern in ends)
            shape = "" if until else " oneline"
            contained = ",".join(_group(token.role, language) for token in inside if token.role != Role.TEXT)
            skip = r"/\\./"
            yield (
                f"syn region {_group(Role.TEXT, language)} start={_quoted(_print(begin))} skip={skip} {shown}"
                f"{shape} contains={contained}"
            )


def _group(role: Role, language: Language) -> str:
    return language.name + camel(role)


def _quoted(pattern: str) -> str:
    return rf"/\v{pattern}/"
