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

configure_release() {
  configure build -DCMAKE_BUILD_TYPE=Release -DCHATKIT_TESTS=ON
}

# The program, the library and the examples; the tests are half of the tree and `./dev test` builds
# them.
build_targets=(chatkit_program chatkit create_session threads error_handling complete_usage)

dev_build() {
  need "${packages_build[@]}" "${packages_test[@]}"
  step "chat element" build_element
  step "configure" configure_release
  step "build" ninja -C build -j "$jobs_max" "${@:-${build_targets[@]}}"
  say "the program is at build/chatkit"
}
