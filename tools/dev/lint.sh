# The checks that need no build of the tree, and the formatter.

cpp_sources() {
  find include src tests examples bench -type f \( -name '*.hpp' -o -name '*.cpp' \) -print0
}

check_format() {
  cpp_sources | xargs -0 clang-format-19 --dry-run --Werror
}

dev_lint() {
  need "${packages_build[@]}" "${packages_lint[@]}"
  step "house style" python3 tools/tidy_check.py
  step "the checkers themselves" \
    env -C tests/lint python3 -B -m unittest -q test_tidy test_headers
  step "headers alone" python3 tools/header_check.py --cache build/headers
  step "formatting" check_format
}

dev_format() {
  need "${packages_lint[@]}"
  cpp_sources | xargs -0 clang-format-19 -i
  say "formatted"
}
