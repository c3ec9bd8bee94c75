#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "json/chat_completions.hpp"
#include "json/minify.hpp"

// Whatever a server sends is read or refused, and what was read can be sent back to it.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace chatkit;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto value = json::minify(text)) json::plain_text(*value);
  for (const auto& answer : {json::read_chat_chunk(text), json::read_chat_completion(text)}) {
    if (!answer) continue;
    if (answer->text.find('\0') != std::string::npos) std::abort();
    json::ChatText part;
    part.text = answer->text;
    json::ChatMessage message;
    message.role = "assistant";
    message.parts.emplace_back(std::move(part));
    json::ChatRequest request;
    request.model = answer->model.value_or("");
    request.messages.push_back(std::move(message));
    std::string out;
    json::write_chat_request(out, request);
    if (!json::minify(out)) std::abort();
  }
  return 0;
}
