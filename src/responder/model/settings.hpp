#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "base/secret.hpp"
#include "responder/session_view.hpp"

namespace chatkit::responder {

/// What a workflow says of its model. A plain value.
struct ModelSettings {
  /// The whole address of the completions.
  std::string url;
  std::string model;
  /// What a message may ask for instead of `model`.
  std::vector<std::string> models;
  Secret key;
  /// With the session's state variables put in.
  std::string instructions;
  std::size_t context_tokens = 8192;
  std::optional<std::int64_t> output_tokens_max;
  std::optional<double> temperature;
  std::chrono::milliseconds connect_timeout{5'000};
  std::chrono::milliseconds idle_timeout{60'000};
  bool makes_title = true;
};

/// Reads the options of the session's workflow; a key file is read each time, so that a key can
/// be changed while the server runs (a small local file: the read is short).
/// Errors: `custom`, where the key cannot be read.
Result<ModelSettings> model_settings(const SessionView& session);

/// The model for a message: what it asks for if the workflow allows it, else the workflow's own.
const std::string& chosen_model(const ModelSettings& settings,
                                const std::optional<std::string>& wish);

}  // namespace chatkit::responder
