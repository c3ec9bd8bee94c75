#include "responder/model/chunk_reader.hpp"

#include <utility>

#include "responder/model/failure.hpp"

namespace chatkit::responder {

Result<std::vector<std::string>> ChunkReader::feed(std::string_view bytes) {
  Result<std::vector<sse::Event>> events = decoder_.feed(bytes);
  if (!events) return failure(kTooMuch, "a chunk grew larger than it may");
  std::vector<std::string> texts;
  for (const sse::Event& event : *events) {
    if (is_done_) break;
    const Result<void> taken = take(event.data, texts);
    if (!taken) return taken.error();
  }
  return texts;
}

Result<void> ChunkReader::take(const std::string& data, std::vector<std::string>& texts) {
  if (data == "[DONE]") {
    is_done_ = true;
    return Result<void>();
  }
  Result<json::ChatAnswer> chunk = json::read_chat_chunk(data);
  if (!chunk) return failure(kUnreadable, "a chunk cannot be read: " + chunk.error().message);
  if (chunk->error) return failure(kCut, "an error inside the stream: " + *chunk->error);
  if (chunk->usage) usage_ = chunk->usage;
  if (chunk->model) model_ = std::move(chunk->model);
  if (chunk->finish_reason) is_finished_ = true;
  if (chunk->text.empty()) return Result<void>();
  answer_bytes_ += chunk->text.size();
  if (answer_bytes_ > kAnswerBytesMax) return failure(kTooMuch, "the answer grew too large");
  texts.push_back(std::move(chunk->text));
  return Result<void>();
}

}  // namespace chatkit::responder
