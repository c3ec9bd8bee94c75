# Debian's packages: installs what is missing, and only that.

packages_build=(
  g++ cmake ninja-build ccache mold pkg-config libboost1.81-dev libsimdjson-dev
  libcurl4-openssl-dev libsqlite3-dev libssl-dev libyaml-cpp-dev libcli11-dev libspdlog-dev
  libvips-dev libcpp-httplib-dev ca-certificates python3 python3-venv)
packages_test=(libgtest-dev libgmock-dev)
packages_ci=(clang-19 clang-tidy-19 clang-format-19 libclang-rt-19-dev chromium)
packages_lint=(python3 clang-format-19)
packages_bench=(nginx-light wrk libbenchmark-dev chromium)

as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    die "installing packages needs root or sudo; by hand: apt-get install $missing_packages"
  fi
}

is_installed() {
  [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

has_candidate() {
  apt-cache policy "$1" 2>/dev/null | grep -q '^  Candidate: [^(]'
}

# need PACKAGE…: returns once all are there.
need() {
  local package missing=() update=no
  if ! command -v dpkg-query >/dev/null; then
    say "this is no Debian; taking for granted: $*"
    return
  fi
  for package in "$@"; do
    is_installed "$package" || missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  missing_packages="${missing[*]}"
  for package in "${missing[@]}"; do
    has_candidate "$package" || update=yes
  done
  [ "$update" = no ] || step "package lists" quietly build/log/apt-update.log as_root apt-get update
  say "missing: ${missing[*]}"
  step "installing packages" quietly build/log/apt-install.log install_packages "${missing[@]}"
}

install_packages() {
  # A list that is too old names files that are gone; then it is fetched anew, once.
  apt_install "$@" || { as_root apt-get update && apt_install "$@"; }
}

apt_install() {
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
    -o DPkg::Lock::Timeout=300 "$@"
}
