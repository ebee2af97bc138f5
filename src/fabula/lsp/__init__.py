"""The language server: what fabula knows, in the editor, while a script is written."""
