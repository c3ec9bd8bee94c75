# What CI adds to the tests: sanitizers, clang, clang-tidy, short fuzz runs.

source tools/dev/lint.sh  # check_format

check_headers() {
  python3 tools/header_check.py --cache build/headers
}

# Each room's sources are compiled together: most of their time goes into the same headers.
configure_check() {
  local folder=$1
  shift
  configure "$folder" -DCMAKE_BUILD_TYPE=Debug -DCMAKE_CXX_FLAGS_DEBUG=-O0 \
    -DCMAKE_UNITY_BUILD=ON -DCMAKE_UNITY_BUILD_BATCH_SIZE=8 "$@"
}

check_asan() {
  configure_check build-asan -DCHATKIT_SANITIZE=address,undefined \
    -DCMAKE_CXX_FLAGS=-fno-sanitize-recover=all
  ninja -C build-asan -j "$jobs_max"
  ASAN_OPTIONS=detect_stack_use_after_return=1:strict_string_checks=1 \
    UBSAN_OPTIONS=print_stacktrace=1 run_ctest build-asan -LE 'lint|long|no_ubsan'
}

# One test measures memory, which the sanitizer keeps back by design.
check_asan_live() {
  prepare_live
  CHATKIT_TEST_ROUNDS=1 run_live build-asan \
    --deselect tests/live/test_files.py::test_the_largest_upload_hardly_moves_the_memory
}

# One build for both: all of it with the other compiler, and under the thread sanitizer.
configure_clang() {
  configure_check build-clang -DCMAKE_C_COMPILER=clang-19 -DCMAKE_CXX_COMPILER=clang++-19 \
    -DCHATKIT_WERROR=ON -DCHATKIT_SANITIZE=thread
}

check_clang() {
  configure_clang
  ninja -C build-clang -j "$jobs_max"
  TSAN_OPTIONS=halt_on_error=1:second_deadlock_stack=1 \
    run_ctest build-clang -LE 'lint|long|fuzz'
}

check_tidy() {
  configure_clang
  python3 tools/run_clang_tidy.py --build build-clang
}

# The chat element in a real browser, against the program that `./dev test` built.
check_element() {
  build_element
  ninja -C build -j "$jobs_max" chatkit_program page_server
  run_element_tests browser
}

# Each fuzzer for a short while; findings stay in build-fuzz.
check_fuzz() {
  configure_check build-fuzz -DCMAKE_C_COMPILER=clang-19 -DCMAKE_CXX_COMPILER=clang++-19 \
    -DCHATKIT_FUZZ=ON -DCHATKIT_TESTS=OFF -DCHATKIT_EXAMPLES=OFF \
    -DCHATKIT_SANITIZE=address,undefined
  python3 tools/run_fuzzers.py --build build-fuzz --seconds "${CHATKIT_FUZZ_SECONDS:-20}"
}

# What `./dev ci` runs without a word more; one of them runs by its name (`./dev ci tidy`).
ci_steps=(format headers element asan asan_live clang tidy fuzz)

ci_title() {
  case "$1" in
    format) echo "formatting" ;;
    headers) echo "headers alone" ;;
    element) echo "chat element in Chromium" ;;
    asan) echo "ASan and UBSan" ;;
    asan_live) echo "live suites on the ASan build" ;;
    clang) echo "clang 19, warnings as errors, TSan" ;;
    tidy) echo "clang-tidy" ;;
    fuzz) echo "fuzzers" ;;
    *) die "no step '$1'; there are: ${ci_steps[*]}" ;;
  esac
}

# dev_ci [STEP…]
dev_ci() {
  local began=$SECONDS name title steps=("$@")
  [ $# -gt 0 ] || steps=("${ci_steps[@]}")
  need "${packages_build[@]}" "${packages_test[@]}" "${packages_ci[@]}"
  for name in "${steps[@]}"; do
    title=$(ci_title "$name")
    step "$title" "check_$name"
  done
  say "ci: $((SECONDS - began)) s"
}
