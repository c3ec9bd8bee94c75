# The tests: ctest, then the suites that talk to the real server.

source tools/dev/model.sh

results=$root/build/test-results

# Python and Node with the official SDKs, pinned, in a folder of the build.
prepare_live() {
  prepare_venv build/venv tests/live/requirements.txt
  mkdir -p build/npm
  cp tests/live/node/package.json tests/live/node/package-lock.json build/npm/
  install_npm build/npm
}

# run_ctest FOLDER OPTION…: results as XML per test case in FOLDER/test-results.
run_ctest() {
  local folder=$1
  shift
  rm -rf "$folder/test-results"
  mkdir -p "$folder/test-results"
  GTEST_OUTPUT="xml:$root/$folder/test-results/" ctest --test-dir "$folder" -j "$jobs_max" \
    --output-on-failure --output-junit test-results/ctest-summary.junit "$@"
}

# run_live FOLDER OPTION…: the live suites against FOLDER/chatkit.
run_live() {
  local folder=$1
  shift
  CHATKIT_BUILD=$root/$folder build/venv/bin/python -B -m pytest -q -p no:cacheprovider \
    --junit-xml="$folder/test-results/live.junit" tests/live "$@"
}

# Both parts run even when the first fails, so that the closing line counts everything.
dev_test() {
  local long=no status=0 labels=(-LE long) rounds=${CHATKIT_TEST_ROUNDS:-}
  [ "${1:-}" != --long ] || long=yes
  if [ "$long" = yes ]; then
    export CHATKIT_TEST_LONG=1 CHATKIT_TEST_KILLS=200
    rounds=2000
    labels=(--timeout 14400)
  fi
  need "${packages_build[@]}" "${packages_test[@]}"
  step "chat element" build_element
  step "configure" configure_release -DCHATKIT_TESTS=ON
  step "build" ninja -C build -j "$jobs_max"
  step "Python and Node SDKs" prepare_live
  step "a language model" install_model_or_say
  say "unit, contract, property and durability tests"
  CHATKIT_TEST_ROUNDS=${rounds:-60} run_ctest build "${labels[@]}" || status=1
  [ "$long" = no ] || export CHATKIT_TEST_ROUNDS=200  # Servers killed under load.
  say "live suites: official SDKs, isolation, protocol, crash"
  run_live build || status=1
  say "chat element: types, format, unit tests"
  run_npm check || status=1
  run_element_tests unit || status=1
  say "all tests: $SECONDS s"
  report_tests "$long" || status=1
  return "$status"
}

report_tests() {
  local options=()
  [ "$1" = no ] || options=(--write docs/test-report.md)
  python3 tools/test_report.py "$results" --seconds "$SECONDS" "${options[@]}"
}
