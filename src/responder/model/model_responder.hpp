#pragma once

#include <memory>

#include "outbound/outbound.hpp"
#include "responder/responder.hpp"

namespace chatkit::responder {

/// Answers by a language model behind an endpoint that speaks Chat Completions, in streams.
///
/// Options of its workflow (durations in milliseconds): `url`, the base to which
/// `/chat/completions` is appended; `model`; `models`, those that a message may ask for in its
/// inference options; `key_file` or the credential `key`; `instructions` with `{{state_variable}}`;
/// `context_tokens` (8192) for what the model is told; `max_output_tokens`; `temperature`;
/// `connect_timeout`, `idle_timeout`; `title` (true).
///
/// Tried again, at most twice, only before the first word: no connection, 429 where the endpoint
/// asks for no more than a few seconds, 502 to 504. What the endpoint says of a failure goes to
/// the log, without the key; the user reads one sentence and may retry.
std::unique_ptr<Responder> make_model_responder(std::shared_ptr<outbound::Outbound> outbound);

}  // namespace chatkit::responder
