" What Vim calls every character: the name of its syntax item.
set encoding=utf-8 nomore noswapfile
let &runtimepath = $EDITORS .. "/vim," .. $VIMRUNTIME
filetype plugin on
syntax on
let s:asked = json_decode(join(readfile("asked.json")))
let s:said = {}
for s:sample in s:asked.samples
  execute "edit" fnameescape(s:sample.path)
  if &filetype != s:sample.language | cquit! | endif
  let s:lines = []
  for s:line in range(1, line("$"))
    let s:names = []
    let s:column = 1
    for s:character in split(getline(s:line), '\zs')
      let s:name = synIDattr(synID(s:line, s:column, 1), "name")
      for s:part in range(strchars(s:character))
        call add(s:names, s:name)
      endfor
      let s:column += strlen(s:character)
    endfor
    call add(s:lines, s:names)
  endfor
  let s:said[s:sample.path] = s:lines
endfor
call writefile([json_encode(s:said)], "said.json")
qall!
