#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.hpp"
#include "chatkit/raw_json.hpp"

// The Chat Completions dialect that most servers of language models speak: a request out, chunks
// or one completion in. Source: OpenAI's API reference, "Chat Completions".
//
// Readers are lenient: fields and choices that nobody asked for are passed over, null is absent.
namespace chatkit::json {

struct ChatText {
  std::string text;
};
/// An image as a `data:` URL.
struct ChatImage {
  std::string url;
};
using ChatPart = std::variant<ChatText, ChatImage>;

/// `role` is system, user or assistant. A message of one text is written as a plain string, which
/// servers without vision demand.
struct ChatMessage {
  std::string role;
  std::vector<ChatPart> parts;
};

struct ChatRequest {
  std::string model;
  std::vector<ChatMessage> messages;
  /// As chunks with their usage at the end.
  bool stream = false;
  std::optional<std::int64_t> tokens_max;
  std::optional<double> temperature;
};

void write_chat_request(std::string& out, const ChatRequest& request);

struct ChatUsage {
  std::uint64_t tokens_in = 0;
  std::uint64_t tokens_out = 0;
};

/// What a chunk of a stream, or a whole completion, says of its first choice. A refusal is text as
/// well: it is what the user is to read. U+0000 in texts is dropped.
struct ChatAnswer {
  std::string text;
  /// Such as `stop` or `length`; unset while more may come.
  std::optional<std::string> finish_reason;
  std::optional<ChatUsage> usage;
  /// The model that really answers.
  std::optional<std::string> model;
  /// The error that a server sends in place of an answer, as JSON text.
  std::optional<std::string> error;
};
/// Errors: invalid_json, invalid_type.
Result<ChatAnswer> read_chat_chunk(std::string_view json);
Result<ChatAnswer> read_chat_completion(std::string_view json);

/// What a JSON value says to a reader of plain text: a string's own text, other values as JSON.
std::string plain_text(const RawJson& value);

}  // namespace chatkit::json
