#pragma once

#include <memory>

#include "chatkit/server/authenticator.hpp"
#include "conversation/service.hpp"

namespace chatkit::server {

/// A program's Authenticator as the conversation asks it. Everybody it knows has one session a
/// workflow, which is nowhere stored and does not end.
std::shared_ptr<conversation::Authenticator> make_host_authenticator(
    std::shared_ptr<Authenticator> program);

}  // namespace chatkit::server
