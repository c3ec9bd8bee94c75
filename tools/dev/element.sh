# The chat element: its packages from npm, pinned by the lock file, and its build in web/dist, which
# the server embeds.

# prepare_venv FOLDER REQUIREMENTS: a Python environment that has what the file says.
prepare_venv() {
  local venv=$1 wanted=$2
  if ! cmp -s "$wanted" "$venv/installed.txt"; then
    rm -rf "$venv"
    python3 -m venv "$venv"
    quietly build/log/pip.log "$venv/bin/pip" install --disable-pip-version-check -r "$wanted"
    cp "$wanted" "$venv/installed.txt"
  fi
}

# install_npm FOLDER: what the folder's lock file says, with the Node of build/venv.
install_npm() {
  local folder=$1
  cmp -s "$folder/package-lock.json" "$folder/node_modules/installed.json" && return
  PATH="$root/build/venv/bin:$PATH" quietly build/log/npm.log \
    env -C "$folder" npm ci --no-audit --no-fund --ignore-scripts
  cp "$folder/package-lock.json" "$folder/node_modules/installed.json"
}

# run_npm NAME…: scripts of web/package.json.
run_npm() {
  local name
  for name in "$@"; do
    PATH="$root/build/venv/bin:$PATH" env -C web npm run --silent "$name"
  done
}

# Builds web/dist anew where anything that it is made of has changed.
build_element() {
  prepare_venv build/venv tests/live/requirements.txt
  install_npm web
  local sum
  sum=$(find web \( -name node_modules -o -name dist -o -name tests -o -name bench \
    -o -name screenshots \) -prune -o -type f -print0 | sort -z | xargs -0 sha256sum | sha256sum)
  [ "$sum" != "$(cat build/element.sum 2>/dev/null)" ] || [ ! -f web/dist/chatkit.js ] || return 0
  run_npm build
  printf '%s\n' "$sum" >build/element.sum
}

# run_element_tests KIND: web/tests/KIND; the results also as XML for the closing line.
run_element_tests() {
  local kind=$1 results=$root/build/test-results
  mkdir -p "$results"
  PATH="$root/build/venv/bin:$PATH" env -C web node --test --test-concurrency=2 \
    --test-reporter=dot --test-reporter-destination=stdout \
    --test-reporter=junit --test-reporter-destination="$results/element-$kind.junit" \
    "tests/$kind/**/*.test.ts"
}
