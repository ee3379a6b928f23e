if exists("b:did_ftplugin")
  finish
endif
let b:did_ftplugin = 1

setlocal comments=:# commentstring=#\ %s formatoptions-=t formatoptions+=croql
setlocal expandtab shiftwidth=2 softtabstop=2 fileencoding=utf-8
let b:undo_ftplugin = "setlocal comments< commentstring< formatoptions< expandtab< shiftwidth< softtabstop<"

" The language server, in Neovim; g:regeltaal_server is how it is started, and v:false for not at all.
if has("nvim")
  lua require("regeltaal").start()
endif
