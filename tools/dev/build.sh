# Configuring and building.

source tools/dev/element.sh

# Objects are found again in another checkout of the same tree: paths count from its root.
export CCACHE_BASEDIR=$root CCACHE_NOHASHDIR=1

jobs_max=$(nproc)

# configure FOLDER OPTION…
configure() {
  local folder=$1
  shift
  local options=(-G Ninja -DCMAKE_CXX_COMPILER_LAUNCHER=ccache "$@")
  if command -v mold >/dev/null; then
    options+=(-DCMAKE_EXE_LINKER_FLAGS=-fuse-ld=mold)
  fi
  quietly "build/log/configure-$folder.log" cmake -S . -B "$folder" "${options[@]}"
}

# A few sources of a room are compiled together, for the headers' sake: few enough that a change of
# one is compiled in seconds. The benchmarks' build compiles each alone.
configure_release() {
  configure build -DCMAKE_BUILD_TYPE=Release -DCMAKE_UNITY_BUILD=ON \
    -DCMAKE_UNITY_BUILD_BATCH_SIZE=4 "$@"
}

# The program, the library and the examples; the tests are half of the tree and `./dev test` builds
# them.
build_targets=(
  chatkit_program chatkit create_session threads error_handling complete_usage page_server)

dev_build() {
  need "${packages_build[@]}" "${packages_test[@]}"
  step "chat element" build_element
  step "configure" configure_release -DCHATKIT_TESTS=ON
  step "build" ninja -C build -j "$jobs_max" "${@:-${build_targets[@]}}"
  say "the program is at build/chatkit"
}
