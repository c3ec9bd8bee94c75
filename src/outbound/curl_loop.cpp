#include "outbound/curl_loop.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/query.hpp>
#include <string>

#include "outbound/transfer.hpp"

namespace chatkit::outbound {

namespace asio = boost::asio;

namespace {

/// Connections kept open for later requests, all hosts together.
constexpr long kIdleConnectionsMax = 64;

}  // namespace

asio::execution_context::id CurlLoop::id;

CurlLoop& CurlLoop::of(const asio::any_io_executor& executor) {
  return asio::use_service<CurlLoop>(asio::query(executor, asio::execution::context));
}

CurlLoop::CurlLoop(asio::execution_context& context)
    : asio::execution_context::service(context),
      context_(static_cast<asio::io_context&>(context)),
      timer_(context_),
      multi_(curl_multi_init()) {
  // Asio ends its services newest first: that of descriptors is to outlive this one.
  const asio::posix::stream_descriptor first(context_);
  if (!multi_) return;
  curl_multi_setopt(multi_.get(), CURLMOPT_SOCKETFUNCTION, &on_socket);
  curl_multi_setopt(multi_.get(), CURLMOPT_SOCKETDATA, static_cast<void*>(this));
  curl_multi_setopt(multi_.get(), CURLMOPT_TIMERFUNCTION, &on_timer);
  curl_multi_setopt(multi_.get(), CURLMOPT_TIMERDATA, static_cast<void*>(this));
  curl_multi_setopt(multi_.get(), CURLMOPT_MAXCONNECTS, kIdleConnectionsMax);
}

void CurlLoop::shutdown() {
  for (Transfer* transfer : transfers_) {
    curl_multi_remove_handle(multi_.get(), transfer->easy());
    transfer->left();
  }
  transfers_.clear();
  if (multi_) {
    curl_multi_setopt(multi_.get(), CURLMOPT_SOCKETFUNCTION, nullptr);
    curl_multi_setopt(multi_.get(), CURLMOPT_TIMERFUNCTION, nullptr);
  }
  for (const auto& [socket, watch] : watches_) watch->release();
  watches_.clear();
  timer_.cancel();
  multi_.reset();
}

Result<void> CurlLoop::start(Transfer& transfer) {
  if (!multi_) return internal_error("outbound: libcurl has no memory");
  const CURLMcode code = curl_multi_add_handle(multi_.get(), transfer.easy());
  if (code != CURLM_OK) {
    return internal_error(std::string("outbound: ") + curl_multi_strerror(code));
  }
  transfers_.insert(&transfer);
  transfer.joined(*this);
  run_due();
  return Result<void>();
}

void CurlLoop::drop(Transfer& transfer) {
  transfers_.erase(&transfer);
  transfer.left();
  curl_multi_remove_handle(multi_.get(), transfer.easy());
}

void CurlLoop::resume(Transfer& transfer) {
  curl_easy_pause(transfer.easy(), CURLPAUSE_CONT);
  run_due();
}

void CurlLoop::ready(curl_socket_t socket, int events) {
  int running = 0;
  curl_multi_socket_action(multi_.get(), socket, events, &running);
  collect_ended();
}

void CurlLoop::run_due() { ready(CURL_SOCKET_TIMEOUT, 0); }

void CurlLoop::collect_ended() {
  int left = 0;
  while (const CURLMsg* message = curl_multi_info_read(multi_.get(), &left)) {
    if (message->msg != CURLMSG_DONE) continue;
    CURL* easy = message->easy_handle;
    const CURLcode code = message->data.result;  // The message goes with the handle.
    char* self = nullptr;
    curl_easy_getinfo(easy, CURLINFO_PRIVATE, &self);
    auto* transfer = reinterpret_cast<Transfer*>(self);
    drop(*transfer);
    transfer->finished(code);
  }
}

// NOLINTNEXTLINE(readability-function-size): the signature is libcurl's.
int CurlLoop::on_socket(CURL*, curl_socket_t socket, int what, void* self, void*) {
  auto* loop = static_cast<CurlLoop*>(self);
  const auto found = loop->watches_.find(socket);
  if (what == CURL_POLL_REMOVE) {
    if (found == loop->watches_.end()) return 0;
    found->second->release();
    loop->watches_.erase(found);
    return 0;
  }
  if (found != loop->watches_.end()) {
    found->second->want(what);
    return 0;
  }
  auto watch = std::make_shared<SocketWatch>(*loop, loop->context_, socket);
  loop->watches_.emplace(socket, watch);
  watch->want(what);
  return 0;
}

int CurlLoop::on_timer(CURLM*, long milliseconds, void* self) {
  static_cast<CurlLoop*>(self)->set_timer(milliseconds);
  return 0;
}

void CurlLoop::set_timer(long milliseconds) {
  const std::uint64_t count = ++timer_count_;
  const auto due = [this, count](boost::system::error_code ec) {
    if (!ec && count == timer_count_) run_due();
  };
  timer_.cancel();
  if (milliseconds < 0) return;
  if (milliseconds == 0) {
    asio::post(context_, [due] { due(boost::system::error_code()); });
    return;
  }
  timer_.expires_after(std::chrono::milliseconds(milliseconds));
  timer_.async_wait(due);
}

}  // namespace chatkit::outbound
