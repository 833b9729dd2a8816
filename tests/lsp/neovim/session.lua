-- A second client that nobody here wrote: Neovim's own, headless. Diagnostics arrive, a code action
-- is applied, and the file on disk has the bytes that it should.
--
-- DOCUMENTED is the client that the README shows and POLICY the file; what is wrong is written to REPORT, which holds
-- `passed` when nothing is.
local report = assert(io.open(os.getenv("REPORT"), "w"))
local policy = os.getenv("POLICY")

local function finish(text)
  report:write(text .. "\n")
  report:close()
  vim.cmd("qall!")
end

local function wait_for(what, condition)
  if not vim.wait(20000, condition, 20) then
    finish("waited in vain for " .. what)
    error(what)
  end
end

local function codes()
  local found = {}
  for _, one in ipairs(vim.diagnostic.get(0)) do
    table.insert(found, one.code or (one.user_data and one.user_data.lsp and one.user_data.lsp.code) or "?")
  end
  return table.concat(found, " ")
end

vim.cmd("edit " .. vim.fn.fnameescape(policy))
local root = vim.fn.fnamemodify(policy, ":h")
vim.cmd("cd " .. vim.fn.fnameescape(root))
-- As the README says it.
local start = assert(io.open(os.getenv("DOCUMENTED"))):read("a")
local client = assert(loadstring("return " .. start))()
vim.lsp.buf_attach_client(0, client)

wait_for("diagnostics", function() return #vim.diagnostic.get(0) > 0 end)
local first = codes()

-- The menu of actions is answered by the fix.
vim.ui.select = function(items, _, choose)
  for at, item in ipairs(items) do
    if item[2].title == "remove it" then return choose(item, at) end
  end
  finish("the fix is not offered")
end
local line = vim.fn.search("contacts.readonly")
vim.api.nvim_win_set_cursor(0, { line, vim.fn.getline(line):find("contacts.readonly") - 1 })
vim.lsp.buf.code_action()
wait_for("the fix", function() return vim.fn.search("contacts.readonly", "nw") == 0 end)
wait_for("no diagnostics", function() return #vim.diagnostic.get(0) == 0 end)
vim.cmd("write")
finish(first == "excess-scope" and "passed" or ("diagnostics: " .. first))
