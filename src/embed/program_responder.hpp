#pragma once

#include <memory>

#include "chatkit/server/responder.hpp"
#include "responder/responder.hpp"

namespace chatkit::server {

/// A program's responder as one of ours. Nothing that it throws gets through.
std::shared_ptr<responder::Responder> make_program_responder(std::shared_ptr<Responder> program);

/// A handler as a responder.
std::shared_ptr<Responder> make_handler_responder(Handler handler);

}  // namespace chatkit::server
