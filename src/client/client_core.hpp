#pragma once

#include <memory>
#include <string>

#include "chatkit/response.hpp"
#include "client/request_builder.hpp"
#include "client/settings.hpp"

namespace chatkit {

/// An open stream and what is known of its answer.
struct OpenStream {
  std::unique_ptr<HttpStream> stream{};
  ResponseFacts facts{};
};

/// What all handles of a client share: the settings, and the driver of calls. Immutable, so safe
/// from any thread; the transport does its own locking.
class ClientCore {
 public:
  explicit ClientCore(client::Settings settings) : settings_(std::move(settings)) {}

  /// Makes a call to its end. Errors: the client's hierarchy.
  std::shared_ptr<const ResponseFacts> execute(const client::CallSpec& spec,
                                               const RequestOptions& options) const;
  /// Makes a call whose answer is read piece by piece; retries end with the first good answer.
  OpenStream open(const client::CallSpec& spec, const RequestOptions& options) const;

  const client::Settings& settings() const noexcept { return settings_; }

 private:
  client::Settings settings_;
};

}  // namespace chatkit
