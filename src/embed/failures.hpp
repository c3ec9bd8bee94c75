#pragma once

#include <exception>

#include "base/result.hpp"
#include "chatkit/server/errors.hpp"

// Failures on their way through a program and back.
namespace chatkit::server {

/// A TurnError that knows the failure behind it.
class KeptError final : public TurnError {
 public:
  explicit KeptError(Error error);
  const Error& error() const noexcept { return error_; }

 private:
  Error error_;
};

/// What the service is told of what a program threw. `stopped`: the turn is over, so that what was
/// cancelled with it is no failure of the program's.
Error error_of(const std::exception_ptr& thrown, bool stopped);

}  // namespace chatkit::server
