# The benchmarks, each against its peer in the same run.

# The Python reference, in an environment of its own: its packages are no part of any test.
prepare_reference() {
  prepare_venv build/bench-venv bench/requirements.txt
}

dev_bench() {
  source tools/dev/test.sh
  need "${packages_build[@]}" "${packages_test[@]}" "${packages_bench[@]}"
  step "chat element" build_element
  step "configure" configure build-bench -DCMAKE_BUILD_TYPE=Release -DCHATKIT_BENCH=ON \
    -DCHATKIT_TESTS=OFF
  step "build" ninja -C build-bench -j "$jobs_max"
  step "Python and Node SDKs" prepare_live
  step "the Python reference" prepare_reference
  step "benchmarks" build/venv/bin/python -B bench/run.py --build build-bench "$@"
}
