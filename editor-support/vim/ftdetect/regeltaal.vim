autocmd BufRead,BufNewFile *.regel setfiletype regeltaal
