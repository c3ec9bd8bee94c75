#include "app/chat_session.hpp"

#include <cstdint>
#include <utility>

#include "app/rest_commands.hpp"

namespace chatkit::app {
namespace {

constexpr std::int64_t kRequestsPerMinute = 60;

SessionCreateParams params_of(const Arguments& arguments) {
  SessionCreateParams params;
  params.user = arguments.user;
  params.workflow.id = arguments.workflow.empty() ? "demo" : arguments.workflow;
  params.workflow.version = arguments.version;
  params.workflow.state_variables = read_state(arguments.state_variables);
  params.rate_limits.emplace().max_requests_per_1_minute = kRequestsPerMinute;
  params.chatkit_configuration.emplace().file_upload.emplace().enabled = true;
  return params;
}

}  // namespace

ChatSession::ChatSession(const Client& client, const Arguments& arguments)
    : client_(client),
      params_(params_of(arguments)),
      first_(make()),
      conversation_(client.conversation([this] {
        if (first_) return *std::exchange(first_, std::nullopt);
        return make();
      })) {}

/// A session that is about to expire is left to do so: answers may still come under it.
ClientSecret ChatSession::make() {
  const auto& sessions = client_.beta.chatkit.sessions;
  const auto session = sessions.create(params_);
  if (guard_) guard_->release();
  guard_.emplace(sessions, session.id);
  return {.value = session.client_secret, .expires_at = session.expires_at};
}

}  // namespace chatkit::app
