#include "responder/script/answer.hpp"

#include <utility>

#include "base/utf8.hpp"
#include "responder/assistant_stream.hpp"

namespace chatkit::responder {
namespace {

constexpr std::size_t kWordsInGroup = 3;
constexpr std::size_t kBytesInGroup = 48;

}  // namespace

std::vector<std::string> Answer::word_groups(std::string_view text) {
  std::vector<std::string> groups;
  std::size_t begin = 0;
  std::size_t words = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool word_ends = text[i] == ' ' || text[i] == '\n';
    if (word_ends) ++words;
    const std::size_t next = i + 1;
    // A script without spaces is cut between characters instead.
    const bool full =
        next - begin >= kBytesInGroup && (next == text.size() || !is_utf8_continuation(text[next]));
    if (words >= kWordsInGroup || full) {
      groups.emplace_back(text.substr(begin, next - begin));
      begin = next;
      words = 0;
    }
  }
  if (begin < text.size()) groups.emplace_back(text.substr(begin));
  return groups;
}

awaitable<Result<void>> Answer::stream(Answer answer, TurnPtr turn) {
  AssistantStream out(turn);
  Result<void> sent = co_await out.begin();
  if (!sent) co_return sent;
  for (std::string& text : answer.deltas_) {
    if (answer.pace_.count() > 0) {
      sent = co_await turn->sleep(answer.pace_);
      if (!sent) co_return sent;
    }
    sent = co_await out.say(std::move(text));
    if (!sent) co_return sent;
  }
  for (const protocol::Annotation& annotation : answer.annotations_) {
    sent = co_await out.cite(annotation);
    if (!sent) co_return sent;
  }
  sent = co_await out.finish();
  co_return sent;
}

}  // namespace chatkit::responder
