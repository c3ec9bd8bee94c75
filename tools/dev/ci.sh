# What CI adds to the tests: sanitizers, clang, clang-tidy, short fuzz runs.

# The tests in which threads meet; the others have one thread and gain nothing from TSan.
tsan_tests='_(http|conversation|access|store|sqlite|client|telemetry|app|rest|responder|exchange)'

# test_programs FOLDER PATTERN: the names of the tests, which are the names of their targets.
test_programs() {
  ctest --test-dir "$1" -N -LE 'lint|long|load' -R "$2" | sed -n 's/^ *Test *#[0-9]*: //p'
}

check_asan() {
  configure build-asan -DCMAKE_BUILD_TYPE=Debug -DCMAKE_CXX_FLAGS_DEBUG=-O0 \
    -DCHATKIT_SANITIZE=address,undefined -DCMAKE_CXX_FLAGS=-fno-sanitize-recover=all
  ninja -C build-asan -j "$jobs_max"
  ASAN_OPTIONS=detect_stack_use_after_return=1:strict_string_checks=1 \
    UBSAN_OPTIONS=print_stacktrace=1 run_ctest build-asan -LE 'lint|long|load'
}

check_asan_live() {
  prepare_live
  CHATKIT_TEST_ROUNDS=1 run_live build-asan
}

check_tsan() {
  configure build-tsan -DCMAKE_BUILD_TYPE=Debug -DCMAKE_CXX_FLAGS_DEBUG=-O0 \
    -DCHATKIT_SANITIZE=thread -DCMAKE_CXX_FLAGS=-Wno-tsan -DCHATKIT_EXAMPLES=OFF
  local programs
  mapfile -t programs < <(test_programs build-tsan "$tsan_tests")
  [ ${#programs[@]} -gt 0 ] || die "no test for the thread sanitizer"
  ninja -C build-tsan -j "$jobs_max" "${programs[@]}"
  TSAN_OPTIONS=halt_on_error=1:second_deadlock_stack=1 \
    run_ctest build-tsan -LE 'lint|long|load' -R "$tsan_tests"
}

check_clang() {
  configure build-clang -DCMAKE_BUILD_TYPE=Debug -DCMAKE_C_COMPILER=clang-19 \
    -DCMAKE_CXX_COMPILER=clang++-19 -DCHATKIT_WERROR=ON
  ninja -C build-clang -j "$jobs_max"
  run_ctest build-clang -LE 'lint|long|load|fuzz'
}

check_tidy() {
  python3 tools/run_clang_tidy.py --build build-clang
}

# Each fuzzer for a short while; findings stay in build-fuzz.
check_fuzz() {
  configure build-fuzz -DCMAKE_BUILD_TYPE=Debug -DCMAKE_CXX_FLAGS_DEBUG=-O0 \
    -DCMAKE_C_COMPILER=clang-19 -DCMAKE_CXX_COMPILER=clang++-19 -DCHATKIT_FUZZ=ON \
    -DCHATKIT_TESTS=OFF -DCHATKIT_EXAMPLES=OFF -DCHATKIT_SANITIZE=address,undefined
  python3 tools/run_fuzzers.py --build build-fuzz --seconds "${CHATKIT_FUZZ_SECONDS:-20}"
}

dev_ci() {
  need "${packages_build[@]}" "${packages_test[@]}" "${packages_ci[@]}"
  local began=$SECONDS
  step "formatting" check_formatted
  step "ASan and UBSan" check_asan
  step "live suites on the ASan build" check_asan_live
  step "TSan" check_tsan
  step "clang 19, warnings as errors" check_clang
  step "clang-tidy" check_tidy
  step "fuzzers" check_fuzz
  say "ci: $((SECONDS - began)) s"
}

check_formatted() {
  source tools/dev/lint.sh
  check_format
}
