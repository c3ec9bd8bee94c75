#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"

namespace chatkit::conversation {

/// The bytes that a `data:` URL carries, and the type that it says they are.
struct DataUrl {
  std::string type;
  std::string bytes;
};

/// Base64 alone; white space in it is not accepted. Errors: invalid_value.
/// Source: RFC 2397; RFC 4648, section 4.
Result<DataUrl> read_data_url(std::string_view url);

}  // namespace chatkit::conversation
