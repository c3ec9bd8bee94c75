#pragma once

#include <optional>

#include "json/reading.hpp"
#include "json/rest.hpp"

// What the bodies that create a session and that update one have in common; strict.
namespace chatkit::json {

/// Calls `visit(name, field)` for the fields of an optional object; null and `{}` mean nothing.
template <class Visit>
void each_optional_field(Value& value, Visit visit) {
  if (!value.is_null()) each_field(value, visit);
}

/// A whole map of state variables; none where it is null.
void read_session_variables(Value& value, const SessionCreateLimits& limits, StateVariables& out);

/// An object, or a bare number of seconds as in older documentation; unset by null and `{}`.
void read_expiry(Value& value, const SessionCreateLimits& limits,
                 std::optional<ChatSessionExpiresAfterParam>& out);

}  // namespace chatkit::json
