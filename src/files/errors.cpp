#include "files/errors.hpp"

#include <utility>

namespace chatkit::files {

Error file_too_large(std::uint64_t bytes_max) {
  Error error;
  error.kind = ErrorKind::too_large;
  error.code = "chatkit.file_too_large";
  error.message = "The file is larger than " + std::to_string(bytes_max) + " bytes.";
  return error;
}

Error type_rejected(std::string message) {
  Error error;
  error.kind = ErrorKind::unsupported_type;
  error.code = "chatkit.file_upload_type_rejected";
  error.message = std::move(message);
  return error;
}

Error type_not_allowed(std::string_view type) {
  return type_rejected("Files of the type '" + std::string(type) + "' are not accepted.");
}

}  // namespace chatkit::files
