#pragma once

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <deque>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "outbound/outbound.hpp"

namespace chatkit::test {

/// What a peer does with one request.
struct Script {
  /// Empty: a head comes.
  std::string head_error;
  int status = 200;
  std::vector<outbound::Header> headers;
  /// The body as it comes.
  std::vector<std::string> chunks;
  /// What follows the chunks: empty is a clean end.
  std::string body_error;
  /// After the chunks nothing comes until the reader is cancelled.
  bool hangs = false;
};

inline Script event_stream(std::vector<std::string> chunks) {
  Script script;
  script.headers = {{"Content-Type", "text/event-stream; charset=utf-8"}};
  script.chunks = std::move(chunks);
  return script;
}
inline Script json_answer(std::string body) {
  Script script;
  script.headers = {{"Content-Type", "application/json"}};
  script.chunks = {std::move(body)};
  return script;
}
inline Script status_only(int status, std::vector<outbound::Header> headers = {}) {
  Script script;
  script.status = status;
  script.headers = std::move(headers);
  return script;
}
inline Script broken_head(std::string_view code) {
  Script script;
  script.head_error = code;
  return script;
}

/// An Outbound without a network: answers requests in their order by scripts, and keeps them.
class ScriptedOutbound final : public outbound::Outbound {
 public:
  template <class T>
  using Answer = outbound::awaitable<Result<T>>;

  explicit ScriptedOutbound(std::vector<Script> scripts)
      : scripts_(scripts.begin(), scripts.end()) {}

  Answer<std::shared_ptr<outbound::Exchange>> send(outbound::Request request) override {
    requests.push_back(std::move(request));
    if (scripts_.empty()) co_return internal_error("more requests than scripts");
    Script script = std::move(scripts_.front());
    scripts_.pop_front();
    co_return std::make_shared<ScriptedExchange>(std::move(script), open_);
  }
  Answer<outbound::Response> fetch(outbound::Request, std::size_t) override {
    co_return internal_error("a call that these tests do not expect");
  }

  /// Exchanges that are held by someone: connections that are not closed.
  long open() const { return open_.use_count() - 1; }

  std::vector<outbound::Request> requests;

 private:
  static Error failed(const std::string& code) {
    Error error = unavailable("the peer was scripted so");
    error.code = code;
    return error;
  }

  class ScriptedExchange final : public outbound::Exchange {
   public:
    ScriptedExchange(Script script, std::shared_ptr<int> open)
        : script_(std::move(script)), open_(std::move(open)) {}

    Answer<outbound::Head> head() override {
      if (!script_.head_error.empty()) co_return failed(script_.head_error);
      outbound::Head head;
      head.status = script_.status;
      head.headers = script_.headers;
      co_return head;
    }
    Answer<std::string> read() override {
      if (next_ < script_.chunks.size()) co_return script_.chunks[next_++];
      if (!script_.body_error.empty()) co_return failed(script_.body_error);
      if (script_.hangs) {
        const boost::asio::any_io_executor executor = co_await boost::asio::this_coro::executor;
        boost::asio::steady_timer never(executor, boost::asio::steady_timer::time_point::max());
        co_await never.async_wait(boost::asio::use_awaitable);
      }
      co_return std::string();
    }

   private:
    Script script_;
    std::shared_ptr<int> open_;
    std::size_t next_ = 0;
  };

  std::deque<Script> scripts_;
  std::shared_ptr<int> open_ = std::make_shared<int>(0);
};

}  // namespace chatkit::test
