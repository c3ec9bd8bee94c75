#include "embed/server/host_authenticator.hpp"

#include <algorithm>
#include <cctype>
#include <exception>
#include <span>
#include <utility>

#include "app/instance.hpp"
#include "base/clock.hpp"
#include "base/ids.hpp"
#include "crypto/hash.hpp"

namespace chatkit::server {
namespace {

constexpr std::size_t kSessionIdBytes = 24;
constexpr std::chrono::hours kSessionLifetime{1};

Error unknown_caller() {
  Error error;
  error.kind = ErrorKind::authentication;
  error.code = "unauthenticated";
  error.message = "The service does not know who you are.";
  return error;
}

/// The same for the same user and workflow, so that limits and runs are theirs.
SessionId session_id_of(const Identity& identity) {
  const crypto::Digest digest =
      crypto::sha256(identity.workflow_id() + std::string(1, '\0') + identity.user());
  return SessionId("cksess_" + to_hex(std::span(digest).first(kSessionIdBytes)));
}

access::ClientCaller caller_of(const Identity& identity) {
  const Timestamp now = SystemClock().now();
  access::ClientCaller caller;
  store::Session& session = caller.session;
  session.id = session_id_of(identity);
  session.project = app::default_project();
  session.user = identity.user();
  session.workflow_id = identity.workflow_id();
  session.resolved_version = "latest";
  session.state_variables = identity.state_variables();
  session.configuration.file_upload.enabled = identity.may_upload();
  session.max_requests_per_1_minute = identity.requests_per_minute();
  session.created_at = now;
  session.expires_at = now + kSessionLifetime;
  caller.scope.project = session.project;
  caller.scope.user = session.user;
  caller.scope.workflow_id = session.workflow_id;
  return caller;
}

AuthenticationRequest request_of(const exchange::Request& request) {
  std::vector<AuthenticationRequest::Header> headers;
  headers.reserve(request.headers.size());
  for (const exchange::HeaderField& field : request.headers) {
    headers.emplace_back(std::string(field.name), std::string(field.value));
  }
  return {std::move(headers), request.peer_address};
}

class HostAuthenticator final : public conversation::Authenticator {
 public:
  explicit HostAuthenticator(std::shared_ptr<server::Authenticator> program)
      : program_(std::move(program)) {}

  awaitable<Result<access::ClientCaller>> authenticate(exchange::Request& request) override {
    return ask(program_, request_of(request));
  }

 private:
  static awaitable<Result<access::ClientCaller>> ask(std::shared_ptr<server::Authenticator> program,
                                                     AuthenticationRequest request) {
    std::string failure;
    try {
      const std::optional<Identity> identity = co_await program->authenticate(std::move(request));
      if (!identity) co_return unknown_caller();
      co_return caller_of(*identity);
    } catch (const std::exception& thrown) {
      failure = thrown.what();
    }
    co_return internal_error("the program's authenticator: " + failure);
  }

  std::shared_ptr<server::Authenticator> program_;
};

bool same_name(std::string_view left, std::string_view right) {
  return std::equal(left.begin(), left.end(), right.begin(), right.end(), [](char a, char b) {
    return std::tolower(static_cast<unsigned char>(a)) ==
           std::tolower(static_cast<unsigned char>(b));
  });
}

}  // namespace

std::string_view AuthenticationRequest::header(std::string_view name) const noexcept {
  for (const Header& header : headers_) {
    if (same_name(header.first, name)) return header.second;
  }
  return {};
}

std::shared_ptr<conversation::Authenticator> make_host_authenticator(
    std::shared_ptr<Authenticator> program) {
  return std::make_shared<HostAuthenticator>(std::move(program));
}

}  // namespace chatkit::server
