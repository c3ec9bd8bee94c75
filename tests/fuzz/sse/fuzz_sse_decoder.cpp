#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "sse/decoder.hpp"
#include "sse/encoder.hpp"

namespace {

using chatkit::sse::Decoder;
using chatkit::sse::Event;

/// All events of a stream that arrives in pieces of `step` bytes; those before an error count.
std::vector<Event> decode(std::string_view text, std::size_t step) {
  Decoder decoder(4096);
  std::vector<Event> events;
  while (!text.empty()) {
    auto some = decoder.feed(text.substr(0, step));
    if (!some) return {};
    events.insert(events.end(), some->begin(), some->end());
    text.remove_prefix(std::min(step, text.size()));
  }
  return events;
}

}  // namespace

// The cuts do not matter, and what was read can be sent on and read again.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto whole = decode(text, size + 1);
  if (decode(text, 1) != whole || decode(text, 7) != whole) std::abort();
  std::string sent;
  for (const auto& event : whole) {
    if (!chatkit::sse::append_event(sent, event)) std::abort();
  }
  Decoder decoder;
  const auto again = decoder.feed(sent);
  if (!again || *again != whole) std::abort();
  return 0;
}
