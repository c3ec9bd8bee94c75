#pragma once

#include <boost/asio/awaitable.hpp>
#include <functional>
#include <optional>
#include <vector>

#include "conversation/core.hpp"

namespace chatkit::conversation {

/// Which part of a thread a responder is shown.
struct HistoryQuery {
  store::Scope scope;
  ThreadId thread;
  /// The last item of it; unset: the thread's newest.
  std::optional<protocol::ThreadItem> last;
  std::size_t items_max = 0;
  /// Asked between pages; true ends the reading with `turn_ended`.
  std::function<bool()> ended;
};

/// The newest items, oldest first, hidden ones included.
boost::asio::awaitable<Result<std::vector<protocol::ThreadItem>>> read_history(CorePtr core,
                                                                               HistoryQuery query);

/// A stored item, read. Errors: internal; it was checked when it was stored.
Result<protocol::ThreadItem> read_stored(const store::Item& stored);

}  // namespace chatkit::conversation
