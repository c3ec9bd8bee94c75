#include "client/curl_pool.hpp"

#include <algorithm>

namespace chatkit {

using client::CurlSlot;

CurlTransport::Pool::Lease CurlTransport::Pool::take(const HttpRequest& request) {
  std::unique_ptr<CurlSlot> slot;
  {
    std::unique_lock lock(mutex_);
    if (lent_ >= options_.connections_max) wait_for_room(lock, request);
    const std::string_view origin = CurlSlot::origin_part(request.url);
    const auto same = std::find_if(idle_.rbegin(), idle_.rend(), [origin](const auto& candidate) {
      return candidate->origin() == origin;
    });
    if (same != idle_.rend()) {
      slot = std::move(*same);
      idle_.erase(std::next(same).base());
    } else if (idle_.size() + lent_ >= options_.connections_max) {
      slot = std::move(idle_.front());  // Connected elsewhere, longest unused.
      idle_.erase(idle_.begin());
    }
    ++lent_;
  }
  try {
    if (!slot) slot = std::make_unique<CurlSlot>(options_);
  } catch (...) {
    const std::lock_guard lock(mutex_);
    --lent_;
    room_.notify_one();
    throw;
  }
  return Lease(shared_from_this(), std::move(slot));
}

void CurlTransport::Pool::wait_for_room(std::unique_lock<std::mutex>& lock,
                                        const HttpRequest& request) {
  const auto has_room = [this] { return lent_ < options_.connections_max; };
  const auto limit = request.timeout.phases().pool;
  if (limit) {
    room_.wait_for(lock, request.stop_token, *limit, has_room);
  } else {
    room_.wait(lock, request.stop_token, has_room);
  }
  if (request.stop_token.stop_requested()) {
    throw TransportError(TransportError::Kind::aborted, "stopped while waiting for a connection");
  }
  if (!has_room()) {
    throw TransportError(TransportError::Kind::timeout, "no connection of the pool became free");
  }
}

void CurlTransport::Pool::give_back(std::unique_ptr<CurlSlot> slot) noexcept {
  std::unique_ptr<CurlSlot> surplus;  // Destroyed outside the lock.
  {
    const std::lock_guard lock(mutex_);
    --lent_;
    try {
      idle_.push_back(std::move(slot));
    } catch (const std::bad_alloc&) {
      surplus = std::move(slot);
    }
    if (idle_.size() > options_.idle_connections_max) {
      surplus = std::move(idle_.front());
      idle_.erase(idle_.begin());
    }
  }
  room_.notify_one();
}

}  // namespace chatkit
