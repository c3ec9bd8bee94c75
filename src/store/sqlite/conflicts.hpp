#pragma once

#include <string>

#include "base/error.hpp"

namespace chatkit::store::sqlite {

/// 409 that no retry mends.
inline Error conflict(std::string code, std::string message) {
  Error error;
  error.kind = ErrorKind::conflict;
  error.code = std::move(code);
  error.message = std::move(message);
  error.permanent = true;
  return error;
}

inline Error id_taken(std::string what, const std::string& id) {
  return conflict("id_taken", "There is a " + what + " with id '" + id + "' already.");
}

}  // namespace chatkit::store::sqlite
