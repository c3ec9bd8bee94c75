#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "json/minify.hpp"
#include "json/protocol.hpp"
#include "json/responder_event.hpp"
#include "json/webhook.hpp"

namespace {

using namespace chatkit;

json::ItemDefaults defaults() {
  json::ItemDefaults out;
  out.thread_id = "thr_1";
  out.new_id = [] { return "item_1"; };
  return out;
}

/// What is taken can be sent, and what was sent is taken again and sent the same.
void check_event(std::string_view text, json::WidgetCheck widgets) {
  const auto read = json::read_responder_event(text, defaults(), widgets);
  if (!read || std::holds_alternative<json::ThreadSet>(*read)) return;
  std::string once;
  json::write_event(once, std::get<protocol::Event>(*read));
  if (!json::minify(once)) std::abort();
  const auto again = json::read_responder_event(once, defaults(), widgets);
  if (!again) std::abort();
  std::string twice;
  json::write_event(twice, std::get<protocol::Event>(*again));
  if (once != twice) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  check_event(text, json::WidgetCheck::outline);
  check_event(text, json::WidgetCheck::whole);
  if (const auto widget = json::finish_widget(text, json::WidgetCheck::outline)) {
    const auto again = json::finish_widget(widget->view(), json::WidgetCheck::outline);
    if (again && *again != *widget) std::abort();
    // Written-out defaults may carry a widget over its size, and nothing else may change it.
    if (!again && again.error().kind != ErrorKind::too_large) std::abort();
  }
  json::read_action_answer(text, defaults(), json::WidgetCheck::outline);
  json::read_transcript(text);
  json::read_title(text);
  return 0;
}
