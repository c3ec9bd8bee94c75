#include "http/worker.hpp"

#include <boost/asio/post.hpp>
#include <exception>
#include <limits>
#include <span>
#include <string_view>
#include <utility>

#include "http/connection.hpp"

namespace chatkit::http {
namespace {

constexpr std::int64_t kNoneIdle = std::numeric_limits<std::int64_t>::max();
constexpr std::size_t kIdBytes = 16;
constexpr std::array<std::string_view, 7> kMethods = {"GET",    "HEAD",    "POST", "PUT",
                                                      "DELETE", "OPTIONS", "other"};

}  // namespace

Worker::Worker(Shared& shared)
    : longest_idle_since(kNoneIdle),
      shared_(shared),
      wheel_(shared.parts.clock->steady_now()),
      seconds_(shared.parts.metrics->histogram("chatkit_http_request_seconds",
                                               "Time from a request's header to its answer's")),
      open_(shared.parts.metrics->gauge("chatkit_http_connections", "Open connections")),
      received_(shared.parts.metrics->counter("chatkit_http_received_bytes_total",
                                              "Bytes read from connections")),
      sent_(shared.parts.metrics->counter("chatkit_http_sent_bytes_total",
                                          "Bytes written to connections")),
      work_(context_.get_executor()),
      timer_(context_) {}

void Worker::run() {
  for (;;) {
    try {
      context_.run();
      return;
    } catch (const std::exception& failure) {
      // What was posted here by others may throw; the connections must not pay for it.
      shared_.parts.log->error("http_worker_exception", {{"what", failure.what()}});
    }
  }
}

void Worker::adopt(int descriptor, boost::asio::ip::address peer) {
  connections.fetch_add(1, std::memory_order_relaxed);
  open_.add(1);
  boost::asio::post(context_, [this, descriptor, peer = std::move(peer)] {
    auto connection = std::make_shared<Connection>(*this, descriptor, peer);
    all_.push_back(*connection);
    if (is_draining()) connection->abort();
    start_serving(std::move(connection));
    start_ticking();
  });
}

void Worker::evict_longest_idle() {
  boost::asio::post(context_, [this] {
    publish_longest_idle();
    if (idle_.empty()) return;
    Member& member = idle_.front();
    became_busy(member);
    member.abort();
  });
}

void Worker::drain() {
  boost::asio::post(context_, [this] {
    while (!idle_.empty()) {
      Member& member = idle_.front();
      idle_.pop_front();
      member.abort();
    }
    publish_longest_idle();
  });
}

void Worker::abort_all() {
  boost::asio::post(context_, [this] {
    // An abort only marks and cancels; a connection leaves the list later, on its own.
    for (Member& member : all_) member.abort();
  });
}

void Worker::became_idle(Member& member, TimePoint since) {
  member.idle_since = since;
  idle_.push_back(member);
  publish_longest_idle();
}

void Worker::became_busy(Member& member) {
  if (!member.is_idle()) return;
  member.IdleHook::unlink();
  publish_longest_idle();
}

void Worker::left(Member& member) {
  became_busy(member);
  member.AllHook::unlink();
  connections.fetch_sub(1, std::memory_order_relaxed);
  open_.add(-1);
  const std::size_t before = shared_.connections.fetch_sub(1);
  if (before == 1 && shared_.is_draining && shared_.on_last_closed) shared_.on_last_closed();
}

void Worker::publish_longest_idle() {
  const std::int64_t since =
      idle_.empty() ? kNoneIdle : idle_.front().idle_since.time_since_epoch().count();
  longest_idle_since.store(since, std::memory_order_relaxed);
}

void Worker::start_ticking() {
  if (is_ticking_) return;
  is_ticking_ = true;
  timer_.expires_after(DeadlineWheel::kTick);
  timer_.async_wait([this](boost::system::error_code ec) {
    is_ticking_ = false;
    if (ec) return;
    wheel_.advance(now());
    if (!all_.empty()) start_ticking();
  });
}

void Worker::make_request_id(std::string& out) {
  if (id_bytes_used_ + kIdBytes > id_bytes_.size()) {
    shared_.parts.random->fill(id_bytes_);
    id_bytes_used_ = 0;
  }
  static constexpr char kDigits[] = "0123456789abcdef";
  out.assign("req_");
  for (std::size_t i = 0; i < kIdBytes; ++i) {
    const auto byte = static_cast<unsigned>(id_bytes_[id_bytes_used_ + i]);
    out.push_back(kDigits[byte >> 4U]);
    out.push_back(kDigits[byte & 15U]);
  }
  id_bytes_used_ += kIdBytes;
}

void Worker::count_request(const RequestFigures& figures) {
  const auto method = static_cast<std::size_t>(figures.method);
  const auto status_class = static_cast<std::size_t>(figures.status / 100) % 6;
  telemetry::Counter*& counter = requests_[method][status_class];
  if (counter == nullptr) {
    counter =
        &shared_.parts.metrics->counter("chatkit_http_requests_total", "Requests answered",
                                        "method=\"" + std::string(kMethods[method]) +
                                            "\",status=\"" + std::to_string(status_class) + "xx\"");
  }
  counter->add();
  seconds_.observe(std::chrono::duration<double>(figures.elapsed).count());
}

}  // namespace chatkit::http
