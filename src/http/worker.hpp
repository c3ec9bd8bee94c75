#pragma once

#include <array>
#include <atomic>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/intrusive/list.hpp>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "exchange/request.hpp"
#include "http/cors.hpp"
#include "http/deadline_wheel.hpp"
#include "http/peer_address.hpp"
#include "http/router.hpp"
#include "http/server.hpp"

namespace chatkit::http {

/// What all threads of one server share. Written before the threads start, but for the atomics.
struct Shared {
  Shared(ServerOptions server_options, ServerParts server_parts, TrustedProxies trusted)
      : options(std::move(server_options)),
        parts(server_parts),
        cors(options.cors_origins),
        proxies(std::move(trusted)) {}

  ServerOptions options;
  ServerParts parts;
  Cors cors;
  TrustedProxies proxies;
  std::unique_ptr<Router> router;
  std::size_t connections_max = 0;
  std::atomic<std::size_t> connections{0};
  std::atomic<bool> is_draining{false};
  /// Called on the thread whose connection was the last of all.
  std::function<void()> on_last_closed;
};

/// Numbers that one request leaves behind.
struct RequestFigures {
  exchange::Method method = exchange::Method::get;
  int status = 0;
  std::chrono::steady_clock::duration elapsed{};
};

/// One thread of the server: its io_context, its connections and their deadlines.
///
/// Everything but `adopt`, `evict_longest_idle`, `drain`, `abort_all` and the atomics is for the
/// worker's own thread.
class Worker {
 public:
  using TimePoint = std::chrono::steady_clock::time_point;
  using AllHook =
      boost::intrusive::list_base_hook<boost::intrusive::tag<struct AllTag>,
                                       boost::intrusive::link_mode<boost::intrusive::auto_unlink>>;
  using IdleHook =
      boost::intrusive::list_base_hook<boost::intrusive::tag<struct IdleTag>,
                                       boost::intrusive::link_mode<boost::intrusive::auto_unlink>>;

  /// A connection, as far as its worker needs to know it.
  class Member : public AllHook, public IdleHook {
   public:
    virtual ~Member() = default;
    /// Ends the connection now, whatever it does.
    virtual void abort() = 0;
    bool is_idle() const noexcept { return IdleHook::is_linked(); }
    TimePoint idle_since{};
  };

  explicit Worker(Shared& shared);

  boost::asio::io_context& context() noexcept { return context_; }
  Shared& shared() noexcept { return shared_; }
  TimePoint now() const { return shared_.parts.clock->steady_now(); }

  /// Runs the thread's loop until `context().stop()`.
  void run();
  /// Takes over an accepted descriptor, counted in `shared.connections` already. Any thread.
  void adopt(int descriptor, boost::asio::ip::address peer);
  /// Any thread; a connection that just became busy is spared.
  void evict_longest_idle();
  /// Closes idle connections, and the others after their request. Any thread.
  void drain();
  /// Any thread.
  void abort_all();

  void set_deadline(DeadlineWheel::Entry& entry, TimePoint deadline) {
    wheel_.set(entry, deadline);
  }
  void clear_deadline(DeadlineWheel::Entry& entry) noexcept { wheel_.clear(entry); }
  void became_idle(Member& member, TimePoint since);
  void became_busy(Member& member);
  void left(Member& member);
  bool is_draining() const noexcept { return shared_.is_draining.load(std::memory_order_relaxed); }

  /// Writes `req_` and 32 hex digits.
  void make_request_id(std::string& out);
  void count_request(const RequestFigures& figures);
  void count_received(std::size_t bytes) noexcept { received_.add(bytes); }
  void count_sent(std::size_t bytes) noexcept { sent_.add(bytes); }

  /// Connections here, those handed over included.
  std::atomic<std::size_t> connections{0};
  /// When the longest idle one became so, in ticks of the steady clock; the maximum: none is idle.
  std::atomic<std::int64_t> longest_idle_since;

 private:
  void start_ticking();
  void publish_longest_idle();

  Shared& shared_;
  DeadlineWheel wheel_;
  boost::intrusive::list<Member, boost::intrusive::base_hook<AllHook>,
                         boost::intrusive::constant_time_size<false>>
      all_;
  boost::intrusive::list<Member, boost::intrusive::base_hook<IdleHook>,
                         boost::intrusive::constant_time_size<false>>
      idle_;
  bool is_ticking_ = false;
  std::array<std::byte, 4096> id_bytes_{};
  std::size_t id_bytes_used_ = sizeof id_bytes_;
  std::array<std::array<telemetry::Counter*, 6>, 7> requests_{};
  telemetry::Histogram& seconds_;
  telemetry::Gauge& open_;
  telemetry::Counter& received_;
  telemetry::Counter& sent_;
  /// Declared last: its destruction ends what still waits on it, which uses the members above.
  boost::asio::io_context context_{1};
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_;
  boost::asio::steady_timer timer_;
};

}  // namespace chatkit::http
