#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "chatkit/server/awaitable.hpp"
#include "chatkit/session.hpp"

namespace chatkit::server {

/// A request to the conversation endpoint, as far as it tells who sends it. A value.
class AuthenticationRequest {
 public:
  using Header = std::pair<std::string, std::string>;

  AuthenticationRequest(std::vector<Header> headers, std::string peer_address)
      : headers_(std::move(headers)), peer_address_(std::move(peer_address)) {}

  /// The first header of that name, whatever its case; empty if there is none.
  std::string_view header(std::string_view name) const noexcept;
  /// Who is on the other side, after trusted proxies.
  const std::string& peer_address() const noexcept { return peer_address_; }

 private:
  std::vector<Header> headers_;
  std::string peer_address_;
};

/// Who chats, with which workflow, and what they may.
class Identity {
 public:
  Identity(std::string_view user, std::string_view workflow_id)
      : user_(user), workflow_id_(workflow_id) {}

  Identity& state_variable(std::string_view name, StateValue value) {
    state_variables_[std::string(name)] = std::move(value);
    return *this;
  }
  /// Files may be uploaded; they may not by default.
  Identity& uploads(bool allowed = true) {
    uploads_ = allowed;
    return *this;
  }
  /// New messages and the like; 10 by default.
  Identity& requests_per_minute(std::int64_t most) {
    requests_per_minute_ = most;
    return *this;
  }

  const std::string& user() const noexcept { return user_; }
  const std::string& workflow_id() const noexcept { return workflow_id_; }
  const StateVariables& state_variables() const noexcept { return state_variables_; }
  bool may_upload() const noexcept { return uploads_; }
  std::int64_t requests_per_minute() const noexcept { return requests_per_minute_; }

 private:
  std::string user_;
  std::string workflow_id_;
  StateVariables state_variables_;
  bool uploads_ = false;
  std::int64_t requests_per_minute_ = 10;
};

/// Tells who calls by the host program's own means, such as its session cookie, in the place of
/// client secrets. Safe from any thread.
class Authenticator {
 public:
  virtual ~Authenticator() = default;
  /// Unset: 401. What it throws is a 500.
  virtual awaitable<std::optional<Identity>> authenticate(AuthenticationRequest request) = 0;
};

}  // namespace chatkit::server
