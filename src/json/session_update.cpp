#include "json/rest.hpp"
#include "json/session_parts.hpp"
#include "json/strict.hpp"

namespace chatkit::json {
namespace {

void read_workflow(Value& value, const SessionCreateLimits& limits, SessionUpdateParams& out) {
  each_optional_field(value, [&](std::string_view name, Value& field) {
    if (name != "state_variables") return fail_unknown(field);
    out.state_variables.reset();
    if (!field.is_null()) read_session_variables(field, limits, out.state_variables.emplace());
  });
}

}  // namespace

Result<SessionUpdateParams> read_session_update(std::string_view json,
                                                const SessionCreateLimits& limits) {
  const auto read_update = [&limits](Value& value, SessionUpdateParams& out) {
    each_field(value, [&](std::string_view name, Value& field) {
      if (name == "workflow") return read_workflow(field, limits, out);
      if (name == "expires_after") return read_expiry(field, limits, out.expires_after);
      fail_unknown(field);
    });
  };
  return read_body<SessionUpdateParams>(json, Reading::Nul::refuse, read_update);
}

}  // namespace chatkit::json
