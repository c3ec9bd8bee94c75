#include "chatkit/json_text.hpp"

#include "chatkit/errors.hpp"
#include "json/minify.hpp"

namespace chatkit {

RawJson parse_json(std::string_view text) {
  Result<RawJson> value = json::minify(text);
  if (!value) throw UsageError(value.error().message);
  return *std::move(value);
}

}  // namespace chatkit
