vim.lsp.start_client({ name = "latchkey", cmd = { "latchkey", "lsp" }, root_dir = vim.fn.getcwd() })
