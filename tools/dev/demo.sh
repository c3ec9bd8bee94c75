# A server and the complete usage example, end to end.

demo_server=
demo_folder=

# Ends the server that this command started, by its own process id.
at_exit() {
  if [ -n "$demo_server" ] && kill "$demo_server" 2>/dev/null; then
    wait "$demo_server" 2>/dev/null || true
  fi
  [ -z "$demo_folder" ] || rm -rf "$demo_folder"
}

build_demo() {
  need "${packages_build[@]}"
  # A fresh build leaves the tests out, so that the demo needs none of their packages.
  [ -f build/build.ninja ] || configure build -DCMAKE_BUILD_TYPE=Release -DCHATKIT_TESTS=OFF
  ninja -C build -j "$jobs_max" chatkit_program complete_usage
}

# The address that the server wrote once it listened; empty while it has not.
demo_address() {
  [ ! -f "$demo_folder/data/server.json" ] ||
    sed -n 's|.*"\(http://[^"]*\)".*|\1|p' "$demo_folder/data/server.json"
}

start_demo_server() {
  demo_folder=$(mktemp -d)
  build/chatkit serve --listen 127.0.0.1:0 --data "$demo_folder/data" \
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
  API key   $key
  try       curl -s $address/v1/chatkit/threads -H 'Authorization: Bearer $key'
  end it    kill $demo_server
TEXT
  disown "$demo_server"
  demo_server=
  demo_folder=
}

dev_demo() {
  local keep=no file=../shared/data/mt_bench_questions.jsonl options=() key
  while [ $# -gt 0 ]; do
    case "$1" in
      --keep) keep=yes ;;
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
  local address
  start_demo_server
  key=$(cat "$demo_folder/data/api-key")
  say "chatkit serves at $address"
  OPENAI_BASE_URL="$address/v1" OPENAI_API_KEY="$key" step "complete usage" \
    "$(find build/examples -type f -name complete_usage -perm -u+x | head -n 1)" "${options[@]}"
  [ "$keep" = no ] || keep_demo
}
