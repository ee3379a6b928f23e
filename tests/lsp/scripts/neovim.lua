-- Drives Neovim through all that it can do with the server, and writes what came of it as JSON.
-- It runs in 0.7, where much has other names, and in 0.11, which can do more.

local asked = vim.json.decode(table.concat(vim.fn.readfile(vim.env.REGELTAAL_ASKED), "\n"))
local said = { version = vim.version().minor }
local WAIT = 15000

vim.o.swapfile = false
vim.g.regeltaal_server = false -- this script starts it by itself
vim.o.hidden = true
vim.cmd("syntax on")

local function edit(path)
  local name = asked.root .. "/" .. path
  if vim.api.nvim_buf_get_name(0) ~= name then vim.cmd("edit " .. vim.fn.fnameescape(name)) end
  return vim.api.nvim_get_current_buf()
end

-- Lines from 0, columns in bytes, as Neovim has them.
local function find(words)
  for number, line in ipairs(vim.api.nvim_buf_get_lines(0, 0, -1, false)) do
    local at = line:find(words, 1, true)
    if at then return { number, at - 1 } end
  end
  error("not in the text: " .. words)
end

local function go(words, further)
  local at = find(words)
  vim.api.nvim_win_set_cursor(0, { at[1], at[2] + (further or 0) })
end

local function cursor()
  local at = vim.api.nvim_win_get_cursor(0)
  return { path = vim.fn.fnamemodify(vim.api.nvim_buf_get_name(0), ":p"):sub(#asked.root + 2), line = at[1] - 1, column = at[2] }
end

local function text(path)
  local buffer = vim.fn.bufnr(asked.root .. "/" .. path)
  return table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), "\n")
end

local id
local function units() return vim.lsp.get_client_by_id(id).offset_encoding end
local function here() return vim.lsp.util.make_position_params(0, units()) end

local function ask(method, params)
  local answers = vim.lsp.buf_request_sync(0, method, params, WAIT) or {}
  for _, one in pairs(answers) do
    if one.error then return { failed = one.error.message } end
    return one.result
  end
end

local function shown(buffer)
  local found = {}
  for _, one in ipairs(vim.diagnostic.get(buffer)) do
    table.insert(found, { line = one.lnum, column = one.col, stop = one.end_col, message = one.message, code = one.code })
  end
  return found
end

vim.g.regeltaal_server = asked.command

local steps = {}
local function step(name, run) table.insert(steps, { name, run }) end

step("attach", function()
  local buffer = edit("regels/werk.regel")
  vim.wait(WAIT, function()
    for _, one in ipairs(vim.lsp.get_active_clients()) do
      if one.initialized then id = one.id end
    end
    return id
  end, 20)
  return {
    filetype = vim.bo[buffer].filetype,
    attached = vim.lsp.buf_is_attached(buffer, id),
    servers = #vim.lsp.get_active_clients(),
    units = units(),
  }
end)

step("diagnostics", function()
  local buffer = vim.api.nvim_get_current_buf()
  vim.wait(WAIT, function() return #vim.diagnostic.get(buffer) > 0 end, 20)
  return shown(buffer)
end)

step("hover", function()
  go("relatie.plaats IN", 3)
  local found = ask("textDocument/hover", here())
  return found and found.contents and found.contents.value or found
end)

step("definition", function()
  edit("regels/werk.regel")
  go("eigen regio", 7)
  vim.lsp.buf.definition()
  vim.wait(WAIT, function() return vim.api.nvim_buf_get_name(0):find("lijsten") ~= nil end, 20)
  return cursor()
end)

step("references", function()
  edit("regels/lijsten.regel")
  go("eigen regio", 2)
  vim.lsp.buf.references({ includeDeclaration = true })
  vim.wait(WAIT, function() return #vim.fn.getqflist() > 0 end, 20)
  local found = {}
  for _, one in ipairs(vim.fn.getqflist()) do
    table.insert(found, { path = vim.fn.fnamemodify(vim.fn.bufname(one.bufnr), ":t"), line = one.lnum - 1, column = one.col - 1 })
  end
  vim.cmd("cclose")
  vim.fn.setqflist({})
  return found
end)

step("highlight", function()
  edit("regels/werk.regel")
  go("grote klus", 7)
  return ask("textDocument/documentHighlight", here())
end)

step("prepareRename", function()
  edit("regels/werk.regel")
  go("eigen regio", #"eigen regio")
  return ask("textDocument/prepareRename", here())
end)

step("rename", function()
  edit("regels/werk.regel")
  go("eigen regio", 7)
  vim.lsp.buf.rename("onze streek")
  vim.wait(WAIT, function() return text("regels/werk.regel"):find("onze streek") ~= nil end, 20)
  return { used = text("regels/werk.regel"), declared = text("regels/lijsten.regel") }
end)

step("completion", function()
  edit("regels/werk.regel")
  go("  ZET werkstatus")
  vim.cmd("normal! O  ZET werksta")
  vim.api.nvim_win_set_cursor(0, { vim.api.nvim_win_get_cursor(0)[1], #"  ZET werksta" })
  local at = vim.api.nvim_win_get_cursor(0)
  local params = here()
  params.position = { line = at[1] - 1, character = #"  ZET werksta" }
  local found = ask("textDocument/completion", params) or {}
  local labels = {}
  for _, one in ipairs(found.items or found) do table.insert(labels, one.label) end
  vim.api.nvim_buf_set_lines(0, at[1] - 1, at[1], false, {})
  return labels
end)

step("codeAction", function()
  local buffer = edit("regels/werk.regel")
  vim.wait(WAIT, function() return #vim.diagnostic.get(buffer) == 1 end, 20)
  go("werkstaat", 2)
  local params = vim.lsp.util.make_range_params(0, units())
  local one = vim.diagnostic.get(buffer)[1]
  params.context = { diagnostics = { { range = params.range, message = one.message, code = one.code } } }
  local found = ask("textDocument/codeAction", params) or {}
  local titles = {}
  for _, action in ipairs(found) do table.insert(titles, action.title) end
  local first = found[1]
  if first and not first.edit then first = ask("codeAction/resolve", first) end
  if first and first.edit then vim.lsp.util.apply_workspace_edit(first.edit, units()) end
  vim.wait(WAIT, function() return #vim.diagnostic.get(buffer) == 0 end, 20)
  return { titles = titles, text = text("regels/werk.regel"), left = shown(buffer) }
end)

step("format", function()
  edit("regels/slordig.regel")
  local before = text("regels/slordig.regel")
  if vim.lsp.buf.format then vim.lsp.buf.format({ timeout_ms = WAIT }) else vim.lsp.buf.formatting_sync({}, WAIT) end
  return { before = before, after = text("regels/slordig.regel") }
end)

step("codeLens", function()
  edit("regels/werk.regel")
  vim.lsp.codelens.refresh()
  vim.wait(WAIT, function() return #vim.lsp.codelens.get(0) > 0 end, 20)
  local found = {}
  for _, one in ipairs(vim.lsp.codelens.get(0)) do
    table.insert(found, { line = one.range.start.line, title = one.command and one.command.title })
  end
  return found
end)

step("documentSymbol", function()
  local found = ask("textDocument/documentSymbol", { textDocument = vim.lsp.util.make_text_document_params() }) or {}
  local names = {}
  for _, one in ipairs(found) do table.insert(names, one.name) end
  return names
end)

step("workspaceSymbol", function()
  local found = ask("workspace/symbol", { query = "grote kl" }) or {}
  local names = {}
  for _, one in ipairs(found) do table.insert(names, one.name) end
  return names
end)

if vim.lsp.semantic_tokens then
  step("semanticTokens", function()
    edit("regels/werk.regel")
    go("relatie.plaats IN")
    local at = find("relatie.plaats IN")
    local found
    vim.wait(WAIT, function()
      found = vim.lsp.semantic_tokens.get_at_pos(0, at[1] - 1, at[2] + 1)
      return found ~= nil and #found > 0
    end, 20)
    return found and found[1] and { type = found[1].type, modifiers = vim.tbl_keys(found[1].modifiers or {}) }
  end)
end

if vim.lsp.inlay_hint then
  step("inlayHint", function()
    edit("regels/werk.regel")
    vim.lsp.inlay_hint.enable(true, { bufnr = 0 })
    vim.wait(WAIT, function() return #vim.lsp.inlay_hint.get({ bufnr = 0 }) > 0 end, 20)
    local found = {}
    for _, one in ipairs(vim.lsp.inlay_hint.get({ bufnr = 0 })) do
      local label = one.inlay_hint.label
      table.insert(found, type(label) == "string" and label or label[1].value)
    end
    return found
  end)
end

step("leave", function()
  vim.lsp.stop_client(id)
  vim.wait(WAIT, function() return vim.lsp.client_is_stopped(id) end, 20)
  return vim.lsp.client_is_stopped(id)
end)

for _, one in ipairs(steps) do
  local fine, found = pcall(one[2])
  if found == nil then found = vim.NIL end
  said[one[1]] = fine and found or { crashed = tostring(found) }
end
vim.fn.writefile({ vim.json.encode(said) }, asked.answer)
vim.cmd("qall!")
