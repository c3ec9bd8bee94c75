#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "json/minify.hpp"
#include "json/rest.hpp"
#include "model/dialects.hpp"

namespace {

using namespace chatkit;

std::optional<RawJson> parse(std::string_view text) {
  auto json = json::minify(text);
  if (!json) return std::nullopt;
  return *std::move(json);
}

/// What is read can be written, and what is written is read again and written the same.
template <class Read>
void check(std::string_view text, Read read) {
  const auto value = read(text);
  if (!value) return;
  std::string once;
  json::write_rest(once, *value);
  const auto again = read(once);
  if (!again) std::abort();
  std::string twice;
  json::write_rest(twice, *again);
  if (once != twice) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  check(text, json::read_session);
  check(text, json::read_thread);
  check(text, json::read_item);
  check(text, json::read_thread_deleted);
  check(text, json::read_thread_page);
  check(text, json::read_item_page);
  if (const auto item = json::read_item(text)) {
    if (const auto other = to_protocol(*item, parse)) to_rest(*other);
    item->content_text();
    item->metadata();
  }
  json::read_rest_error(text);
  if (const auto body = json::read_session_create(text, {})) {
    std::string out;
    json::write_rest(out, body->params);
    if (!json::read_session_create(out, {})) std::abort();
  }
  json::read_session_update(text, {});
  if (const auto update = json::read_thread_update(text, {})) {
    std::string out;
    json::write_rest(out, *update);
    if (!json::read_thread_update(out, {})) std::abort();
  }
  json::read_state_variables(text);
  json::read_metadata(text);
  return 0;
}
