"""The project's own lint: sizes, include arrows, coroutine rule 1 and words that must not stay."""
