#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "json/minify.hpp"
#include "json/protocol.hpp"
#include "json/protocol_replies.hpp"
#include "json/rest.hpp"
#include "model/dialects.hpp"

namespace {

using namespace chatkit;

/// What is read can be written, and what is written is read again and written the same.
template <class Read, class Write>
void check(std::string_view text, Read read, Write write) {
  const auto value = read(text);
  if (!value) return;
  std::string once;
  write(once, *value);
  if (!json::minify(once)) std::abort();
  const auto again = read(once);
  if (!again) std::abort();
  std::string twice;
  write(twice, *again);
  if (once != twice) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  check(text, json::read_protocol_item,
        [](std::string& out, const protocol::ThreadItem& item) { json::write_item(out, item); });
  check(text, json::read_protocol_thread,
        [](std::string& out, const protocol::Thread& thread) { json::write_thread(out, thread); });
  check(text, json::read_event,
        [](std::string& out, const protocol::Event& event) { json::write_event(out, event); });
  json::read_protocol_item_page(text);
  json::read_protocol_thread_page(text);
  json::read_created_attachment(text);
  json::read_sync_custom_action(text);
  json::read_transcription(text);
  if (const auto item = json::read_protocol_item(text)) {
    if (const auto rest = to_rest(*item)) {
      std::string out;
      json::write_rest(out, *rest);
      if (!json::read_item(out)) std::abort();
    }
  }
  return 0;
}
