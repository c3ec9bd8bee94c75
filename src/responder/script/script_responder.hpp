#pragma once

#include <memory>

#include "responder/responder.hpp"

namespace chatkit::responder {

/// The built-in responder: deterministic, no network, shows what a conversation can carry.
///
/// It answers in streamed Markdown, remembers what was said earlier in the thread, and takes
/// commands such as `/help`. Options of its workflow: `delay_ms` between deltas (default 0).
std::unique_ptr<Responder> make_script_responder();

}  // namespace chatkit::responder
