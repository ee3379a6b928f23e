"""The language server: what the workspace and the editor features know, told in the Language Server Protocol."""
