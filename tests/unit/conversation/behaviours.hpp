#pragma once

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <string>
#include <utility>

#include "unit/conversation/world.hpp"

// What responders do in these tests.
namespace chatkit::test {

using Did = boost::asio::awaitable<Result<void>>;

inline Did emit_all(TurnPtr turn, std::vector<protocol::Event> events) {
  for (const protocol::Event& event : events) {
    Result<void> sent = co_await turn->emit(event);
    if (!sent) co_return sent;
  }
  co_return Result<void>();
}

/// Says one thing, as a finished message.
inline Behaviour saying(std::string text) {
  return [text = std::move(text)](TurnPtr turn) {
    std::vector<protocol::Event> events;
    events.push_back(done_text(*turn, turn->new_item_id(), text));
    return emit_all(std::move(turn), std::move(events));
  };
}

inline Did begin_and_wait(TurnPtr turn, std::string id) {
  Result<void> sent = co_await turn->emit(added_answer(id));
  if (!sent) co_return sent;
  sent = co_await turn->emit(text_delta(id, "so far"));
  if (!sent) co_return sent;
  sent = co_await turn->sleep(std::chrono::hours(1));
  co_return sent;
}

/// Begins an answer, `so far`, and then waits in the turn.
inline Behaviour waiting(std::string id = "msg_pending") {
  return [id = std::move(id)](TurnPtr turn) { return begin_and_wait(std::move(turn), id); };
}

/// Waits for something that only a cancellation ends.
inline Did wait_elsewhere(TurnPtr) {
  const boost::asio::any_io_executor executor = co_await boost::asio::this_coro::executor;
  boost::asio::steady_timer never(executor, boost::asio::steady_timer::time_point::max());
  co_await never.async_wait(boost::asio::use_awaitable);
  co_return Result<void>();
}

inline const char* const kMarker =
    "The user cancelled the stream. Stop responding to the prior request.";

}  // namespace chatkit::test
