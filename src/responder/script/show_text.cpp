#include <utility>

#include "json/minify.hpp"
#include "responder/script/command.hpp"
#include "responder/script/reply_text.hpp"
#include "responder/script/shows.hpp"

namespace chatkit::responder {
namespace {

using namespace std::chrono_literals;

constexpr std::int64_t kSlowDeltasMax = 600;
constexpr std::int64_t kLongKilobytesMax = 4096;
constexpr std::int64_t kDelayMsMax = 60'000;

protocol::Annotation citation(std::string_view source, std::string_view type,
                              std::string_view target) {
  protocol::Annotation annotation;
  annotation.source = json::minify(source).value();
  annotation.source_type = type;
  annotation.source_target = target;
  return annotation;
}

}  // namespace

std::chrono::milliseconds pace_of(const Turn& turn) {
  const auto option = turn.workflow().responder_options.find("delay_ms");
  if (option == turn.workflow().responder_options.end()) return 0ms;
  return std::chrono::milliseconds(number_of(option->second, 0, kDelayMsMax));
}

awaitable<Result<void>> say(TurnPtr turn, std::string markdown) {
  Answer answer(std::move(markdown));
  answer.pace(pace_of(*turn));
  Result<void> sent = co_await answer.send(turn);
  co_return sent;
}

awaitable<Result<void>> show_help(TurnPtr turn, std::string) {
  return say(std::move(turn), help_text());
}

awaitable<Result<void>> show_echo(TurnPtr turn, std::string argument) {
  return say(std::move(turn), std::move(argument));
}

awaitable<Result<void>> show_slow(TurnPtr turn, std::string argument) {
  const std::int64_t count = number_of(argument, 1, kSlowDeltasMax);
  std::vector<std::string> deltas;
  for (std::int64_t i = 1; i <= count; ++i) {
    deltas.push_back(std::to_string(i) + (i == count ? "." : ", "));
  }
  const Answer answer(std::move(deltas), 100ms);
  Result<void> sent = co_await answer.send(turn);
  co_return sent;
}

awaitable<Result<void>> show_long(TurnPtr turn, std::string argument) {
  const auto kilobytes = static_cast<std::size_t>(number_of(argument, 1, kLongKilobytesMax));
  static constexpr std::string_view kLine =
      "The quick brown fox jumps over the lazy dog, and so on, line by line.\n";
  std::vector<std::string> deltas;
  for (std::size_t i = 0; i < kilobytes; ++i) {
    std::string delta;
    while (delta.size() + kLine.size() <= 1024) delta += kLine;
    delta.append(1023 - delta.size(), '-');
    delta += '\n';
    deltas.push_back(std::move(delta));
  }
  const Answer answer(std::move(deltas), pace_of(*turn));
  Result<void> sent = co_await answer.send(turn);
  co_return sent;
}

awaitable<Result<void>> show_annotations(TurnPtr turn, std::string) {
  Answer answer("Event streams are described in the HTML standard, and this answer cites it.");
  answer.pace(pace_of(*turn));
  protocol::Annotation page = citation(
      R"({"type":"url","title":"Server-sent events","url":"https://html.spec.whatwg.org/"})", "url",
      "https://html.spec.whatwg.org/");
  page.index = 45;
  answer.cite(std::move(page));
  protocol::Annotation file =
      citation(R"({"type":"file","title":"Notes on streaming","filename":"streaming.md"})", "file",
               "streaming.md");
  file.index = 74;
  answer.cite(std::move(file));
  answer.cite(citation(
      R"({"type":"entity","id":"entity_1","title":"The script","interactive":false,"data":{}})",
      "entity", ""));
  Result<void> sent = co_await answer.send(turn);
  co_return sent;
}

}  // namespace chatkit::responder
