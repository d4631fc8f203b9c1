"""What depends on the language of a text: one package for each language, nothing else knows words."""
