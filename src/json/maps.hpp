#pragma once

#include "chatkit/session.hpp"
#include "json/reading.hpp"

namespace chatkit::json {

void read(Value& value, StateValue& out);
void read(Value& value, StateVariables& out);

}  // namespace chatkit::json
