#include "http/server.hpp"

#include <algorithm>
#include <atomic>
#include <boost/asio/post.hpp>
#include <thread>
#include <utility>

#include "http/listener.hpp"
#include "http/worker.hpp"

namespace chatkit::http {
namespace {

/// How long connections that were told to end may take before their threads stop anyway.
constexpr std::chrono::seconds kEndsWithin{2};

class AsioServer final : public Server {
 public:
  AsioServer(ServerOptions options, ServerParts parts, TrustedProxies proxies)
      : shared_(std::move(options), parts, std::move(proxies)) {
    unsigned threads = shared_.options.threads;
    if (threads == 0) threads = std::max(1U, std::thread::hardware_concurrency());
    shared_.connections_max =
        connections_that_fit(shared_.options.limits.connections_max, raise_descriptor_limit());
    for (unsigned i = 0; i < threads; ++i) workers_.push_back(std::make_unique<Worker>(shared_));
    shared_.on_last_closed = [this] {
      if (is_stopping_) finish();
    };
    grace_ = std::make_unique<boost::asio::steady_timer>(workers_.front()->context());
    listener_ = std::make_unique<Listener>(shared_, workers_);
  }

  Result<void> open() { return listener_->open(); }

  std::uint16_t port() const override { return listener_->port(); }
  boost::asio::any_io_executor executor() override {
    return workers_.front()->context().get_executor();
  }

  void run(std::vector<exchange::Route> routes) override {
    shared_.router = std::make_unique<Router>(std::move(routes));
    listener_->start();
    std::vector<std::jthread> threads;
    for (std::size_t i = 1; i < workers_.size(); ++i) {
      threads.emplace_back([worker = workers_[i].get()] { worker->run(); });
    }
    workers_.front()->run();
  }

  void drain() override {
    boost::asio::post(workers_.front()->context(), [this] { begin_drain(); });
  }

  void stop(std::chrono::milliseconds grace) override {
    boost::asio::post(workers_.front()->context(), [this, grace] { begin_stop(grace); });
  }

 private:
  /// Connections end with the reply they are at.
  void begin_drain() {
    if (shared_.is_draining.exchange(true)) return;
    listener_->close();
    for (const auto& worker : workers_) worker->drain();
  }

  void begin_stop(std::chrono::milliseconds grace) {
    is_stopping_ = true;
    begin_drain();
    if (shared_.connections.load() == 0) {
      finish();
      return;
    }
    if (is_ending_) return;
    grace_->expires_after(grace);
    grace_->async_wait([this](boost::system::error_code ec) {
      if (!ec) end_all();
    });
  }

  void end_all() {
    is_ending_ = true;
    for (const auto& worker : workers_) worker->abort_all();
    grace_->expires_after(kEndsWithin);
    grace_->async_wait([this](boost::system::error_code ec) {
      if (!ec) finish();
    });
  }

  /// Any thread.
  void finish() {
    for (const auto& worker : workers_) worker->context().stop();
  }

  Shared shared_;
  std::atomic<bool> is_stopping_{false};
  bool is_ending_ = false;
  std::vector<std::unique_ptr<Worker>> workers_;
  std::unique_ptr<boost::asio::steady_timer> grace_;
  std::unique_ptr<Listener> listener_;
};

}  // namespace

Result<std::unique_ptr<Server>> Server::bind(ServerOptions options, ServerParts parts) {
  auto proxies = TrustedProxies::parse(options.trusted_proxies);
  if (!proxies) return std::move(proxies).error();
  auto server = std::make_unique<AsioServer>(std::move(options), parts, *std::move(proxies));
  const Result<void> opened = server->open();
  if (!opened) return opened.error();
  return std::unique_ptr<Server>(std::move(server));
}

}  // namespace chatkit::http
