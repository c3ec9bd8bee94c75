#pragma once

#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>
#include <vector>

#include "chatkit/curl_transport.hpp"
#include "client/curl_slot.hpp"

namespace chatkit {

/// The connections of a transport: lends each to one transfer at a time. Safe from any thread; lent
/// slots keep it alive.
class CurlTransport::Pool : public std::enable_shared_from_this<CurlTransport::Pool> {
 public:
  /// A slot for one transfer; goes back when it is destroyed.
  class Lease {
   public:
    Lease(std::shared_ptr<Pool> pool, std::unique_ptr<client::CurlSlot> slot)
        : pool_(std::move(pool)), slot_(std::move(slot)) {}
    ~Lease() {
      if (slot_) pool_->give_back(std::move(slot_));
    }
    Lease(Lease&&) noexcept = default;
    Lease& operator=(Lease&&) = delete;
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;

    client::CurlSlot& slot() const noexcept { return *slot_; }
    const CurlTransportOptions& options() const noexcept { return pool_->options_; }

   private:
    std::shared_ptr<Pool> pool_;
    std::unique_ptr<client::CurlSlot> slot_;
  };

  explicit Pool(CurlTransportOptions options) : options_(std::move(options)) {}

  /// Prefers a connection to the same origin, the one used last.
  /// Errors: TransportError: timeout of the phase `pool`, aborted.
  Lease take(const HttpRequest& request);

 private:
  void give_back(std::unique_ptr<client::CurlSlot> slot) noexcept;
  void wait_for_room(std::unique_lock<std::mutex>& lock, const HttpRequest& request);

  const CurlTransportOptions options_;
  std::mutex mutex_;
  std::condition_variable_any room_;
  std::vector<std::unique_ptr<client::CurlSlot>> idle_;  // The one used last is at the end.
  std::size_t lent_ = 0;
};

}  // namespace chatkit
