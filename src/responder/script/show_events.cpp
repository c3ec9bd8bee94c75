#include <utility>

#include "json/minify.hpp"
#include "responder/script/reply_text.hpp"
#include "responder/script/shows.hpp"

namespace chatkit::responder {
namespace {

constexpr std::size_t kTitleCharactersMax = 200;

protocol::ProgressUpdate progress(std::string text, std::string icon) {
  protocol::ProgressUpdate update;
  update.text = std::move(text);
  update.icon = std::move(icon);
  return update;
}

protocol::Notice notice(std::string level, std::string title, std::string message) {
  protocol::Notice out;
  out.level = std::move(level);
  out.title = std::move(title);
  out.message = std::move(message);
  return out;
}

awaitable<Result<void>> send_all(TurnPtr turn, std::vector<protocol::Event> events) {
  for (const protocol::Event& event : events) {
    Result<void> sent = co_await turn->emit(event);
    if (!sent) co_return sent;
    sent = co_await turn->sleep(pace_of(*turn));
    if (!sent) co_return sent;
  }
  co_return Result<void>();
}

awaitable<Result<void>> set_status(TurnPtr turn, ThreadStatusType type, std::string reason) {
  Result<void> sent = co_await say(turn, "This thread is about to be " + type.text() + ".");
  if (!sent) co_return sent;
  ThreadStatus status;
  status.type = std::move(type);
  if (!reason.empty()) status.reason = std::move(reason);
  ThreadSettings settings;
  settings.status = std::move(status);
  sent = co_await turn->set_thread(std::move(settings));
  co_return sent;
}

}  // namespace

awaitable<Result<void>> show_progress(TurnPtr turn, std::string) {
  std::vector<protocol::Event> events;
  events.emplace_back(progress("Searching", "search"));
  events.emplace_back(progress("Reading", "book-open"));
  events.emplace_back(progress("Writing", "write"));
  Result<void> sent = co_await send_all(turn, std::move(events));
  if (!sent) co_return sent;
  sent = co_await say(turn, "Progress is shown until the answer comes, and is not kept.");
  co_return sent;
}

awaitable<Result<void>> show_notice(TurnPtr turn, std::string) {
  std::vector<protocol::Event> events;
  events.emplace_back(notice("info", "For information", "This is **only** a demonstration."));
  events.emplace_back(notice("warning", "A warning", "You are almost out of quota."));
  events.emplace_back(notice("danger", "Danger", "You are out of quota."));
  Result<void> sent = co_await send_all(turn, std::move(events));
  if (!sent) co_return sent;
  sent = co_await say(turn, "Those were the three kinds of notices.");
  co_return sent;
}

awaitable<Result<void>> show_effect(TurnPtr turn, std::string) {
  protocol::ClientEffect effect;
  effect.name = "highlight";
  effect.data = json::minify(R"({"selector":"main"})").value();
  std::vector<protocol::Event> events;
  events.emplace_back(std::move(effect));
  Result<void> sent = co_await send_all(turn, std::move(events));
  if (!sent) co_return sent;
  sent = co_await say(turn, "I have asked the page to highlight its main part.");
  co_return sent;
}

awaitable<Result<void>> show_title(TurnPtr turn, std::string argument) {
  std::string title =
      excerpt(argument.empty() ? "A thread with a title" : argument, kTitleCharactersMax);
  ThreadSettings settings;
  settings.title = std::move(title);
  Result<void> sent = co_await turn->set_thread(std::move(settings));
  if (!sent) co_return sent;
  std::string text = "This thread is now called “" + turn->thread().title.value_or("") + "”.";
  sent = co_await say(turn, std::move(text));
  co_return sent;
}

awaitable<Result<void>> show_lock(TurnPtr turn, std::string argument) {
  return set_status(std::move(turn), ThreadStatusNames::Known::locked, std::move(argument));
}

awaitable<Result<void>> show_close(TurnPtr turn, std::string argument) {
  return set_status(std::move(turn), ThreadStatusNames::Known::closed, std::move(argument));
}

awaitable<Result<void>> show_fail(TurnPtr, std::string) {
  co_return internal_error("the script was asked to fail");
}

awaitable<Result<void>> show_fail_custom(TurnPtr, std::string argument) {
  Error error = internal_error("the script was asked to fail in the user's own words");
  error.code = "custom";
  error.message = argument.empty() ? "The script was asked to fail." : std::move(argument);
  co_return error;
}

}  // namespace chatkit::responder
