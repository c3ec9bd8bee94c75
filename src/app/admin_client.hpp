#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "app/json_fields.hpp"
#include "base/secret.hpp"
#include "chatkit/transport.hpp"

namespace chatkit::app {

/// Calls the admin routes of a service on this machine.
///
/// Errors, all calls: CommandError with the service's own message.
class AdminClient {
 public:
  /// `url` is the service's address without a path.
  AdminClient(std::string url, Secret token);

  std::string get(const std::string& path) const;
  std::string post(const std::string& path, std::string body) const;
  /// What `set_note` kept; nothing if there is no such note.
  std::optional<std::string> note(const std::string& name) const;
  void set_note(const std::string& name, std::string_view value) const;

 private:
  HttpResponse send(const char* method, const std::string& path, std::string body) const;

  std::string url_;
  Secret token_;
  std::shared_ptr<Transport> transport_;
};

/// `text` as one part of a path or query: everything but letters, digits and `-._~` escaped.
std::string percent_encode(std::string_view text);

}  // namespace chatkit::app
