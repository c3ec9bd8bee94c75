# The benchmarks, each against its peer in the same run.

dev_bench() {
  source tools/dev/test.sh
  need "${packages_build[@]}" "${packages_test[@]}" "${packages_bench[@]}"
  step "configure" configure build-bench -DCMAKE_BUILD_TYPE=Release -DCHATKIT_BENCH=ON \
    -DCHATKIT_TESTS=OFF
  step "build" ninja -C build-bench -j "$jobs_max"
  step "Python and Node SDKs" prepare_live
  step "benchmarks" build/venv/bin/python bench/run.py --build build-bench "$@"
}
