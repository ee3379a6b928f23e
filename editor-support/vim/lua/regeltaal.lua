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
