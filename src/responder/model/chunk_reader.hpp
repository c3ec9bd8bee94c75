#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "json/chat_completions.hpp"
#include "sse/decoder.hpp"

namespace chatkit::responder {

/// Reads the stream of one completion, from bytes cut anywhere. No I/O.
class ChunkReader {
 public:
  /// One chunk of the stream.
  static constexpr std::size_t kChunkBytesMax = 1U << 20U;
  /// The texts of one answer together.
  static constexpr std::size_t kAnswerBytesMax = 1U << 20U;

  /// The texts that these bytes complete. Errors: `custom`, whose log text holds no bytes of ours
  /// but may hold what the endpoint says of its own failure; the reader is then spent.
  Result<std::vector<std::string>> feed(std::string_view bytes);

  /// The stream has said that nothing follows.
  bool is_done() const noexcept { return is_done_; }
  /// The answer is whole: the stream may end here.
  bool is_complete() const noexcept { return is_done_ || is_finished_; }
  const std::optional<json::ChatUsage>& usage() const noexcept { return usage_; }
  /// The model that answered, as the endpoint names it; unset if it does not.
  const std::optional<std::string>& model() const noexcept { return model_; }

 private:
  Result<void> take(const std::string& data, std::vector<std::string>& texts);

  sse::Decoder decoder_{kChunkBytesMax};
  bool is_done_ = false;
  bool is_finished_ = false;
  std::size_t answer_bytes_ = 0;
  std::optional<json::ChatUsage> usage_;
  std::optional<std::string> model_;
};

}  // namespace chatkit::responder
