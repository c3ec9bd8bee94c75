#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace chatkit::http {

/// Which pages of other origins may read our answers. Off unless origins are named; never with
/// credentials. Source: contract section 2 (the lists), WHATWG Fetch (the protocol).
class Cors {
 public:
  explicit Cors(std::vector<std::string> origins);

  /// Appends the fields of an ordinary answer to a request from `origin` (empty: none was sent).
  void append_answer(std::string& out, std::string_view origin) const;
  /// Appends the fields of the answer to a preflight.
  void append_preflight(std::string& out, std::string_view origin) const;

 private:
  bool allows(std::string_view origin) const;

  std::vector<std::string> origins_;
};

}  // namespace chatkit::http
