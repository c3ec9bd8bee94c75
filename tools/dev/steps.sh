# Steps with a name and a time, so that a failure says where it happened.

current_step=
# What a command has to undo; a command that needs it defines this anew.
at_exit() { :; }

finish() {
  local status=$?
  trap - EXIT
  at_exit
  if [ "$status" -ne 0 ] && [ -n "$current_step" ]; then
    printf "dev: step '%s' failed (exit %s)\n" "$current_step" "$status" >&2
  fi
  exit "$status"
}
trap finish EXIT
trap 'exit 130' INT TERM

# say TEXT…: one line of what is going on.
say() { printf '==> %s\n' "$*"; }

die() {
  printf 'dev: %s\n' "$*" >&2
  exit 1
}

# seconds_since TIME: with one decimal; TIME is an earlier $EPOCHREALTIME.
seconds_since() {
  local tenths=$(((${EPOCHREALTIME/[.,]/} - ${1/[.,]/}) / 100000))
  printf '%s.%s' "$((tenths / 10))" "$((tenths % 10))"
}

# step NAME COMMAND…: runs the command and says how long it took. The command is called plainly, so
# that errexit holds inside it; when it ends the program, `finish` names the step.
step() {
  local before=$current_step began=$EPOCHREALTIME
  current_step=$1
  shift
  say "$current_step"
  "$@"
  printf '    %s: %s s\n' "$current_step" "$(seconds_since "$began")"
  current_step=$before
}

# quietly LOG COMMAND…: keeps the output in a file and shows its end only when the command fails.
quietly() {
  local log=$1 status=0
  shift
  mkdir -p "$(dirname "$log")"
  "$@" >"$log" 2>&1 || status=$?
  if [ "$status" -ne 0 ]; then
    tail -n 60 "$log" >&2
    echo "(all of it: $log)" >&2
  fi
  return "$status"
}
