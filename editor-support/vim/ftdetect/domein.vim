autocmd BufRead,BufNewFile *.domein setfiletype domein
