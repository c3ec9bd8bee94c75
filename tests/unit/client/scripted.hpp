#pragma once

#include <chrono>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "chatkit/chatkit.hpp"

// A transport and a clock that do what the test says; no network and no waiting.
namespace chatkit::testing {

/// An answer whose body comes in pieces; `then_fails` breaks it off after the last one.
struct ScriptedAnswer {
  HttpResponse response{};
  std::vector<std::string> pieces{};
  bool then_fails = false;
  TransportError::Kind failure = TransportError::Kind::connection;
};

class ScriptedStream final : public HttpStream {
 public:
  using ReadTimeout = std::optional<Timeout::Duration>;
  /// `read_timeout` becomes the limit that is set; it outlives the stream.
  ScriptedStream(ScriptedAnswer answer, ReadTimeout& read_timeout)
      : answer_(std::move(answer)), read_timeout_(read_timeout) {}
  int status() const override { return answer_.response.status; }
  const Headers& headers() const override { return answer_.response.headers; }
  std::string read() override {
    if (next_ < answer_.pieces.size()) return answer_.pieces[next_++];
    if (answer_.then_fails) throw TransportError(answer_.failure, "cut");
    return {};
  }
  void set_read_timeout(ReadTimeout limit) override { read_timeout_ = limit; }

 private:
  ScriptedAnswer answer_;
  ReadTimeout& read_timeout_;
  std::size_t next_ = 0;
};

/// Gives the scripted answers in turn and keeps what was sent.
class ScriptedTransport final : public Transport {
 public:
  using Step = std::variant<ScriptedAnswer, TransportError>;

  HttpResponse send(const HttpRequest& request) override {
    ScriptedAnswer answer = next(request);
    for (const std::string& piece : answer.pieces) answer.response.body += piece;
    return answer.response;
  }
  std::unique_ptr<HttpStream> open(const HttpRequest& request) override {
    ScriptedAnswer answer = next(request);
    if (answer.pieces.empty()) answer.pieces.push_back(answer.response.body);
    return std::make_unique<ScriptedStream>(std::move(answer), read_timeout);
  }

  ScriptedTransport& answer(int status, std::string body,
                            std::vector<Headers::Entry> headers = {}) {
    steps_.push_back(ScriptedAnswer{{status, Headers(std::move(headers)), std::move(body)}});
    return *this;
  }
  ScriptedTransport& stream(std::vector<std::string> pieces, bool then_fails = false,
                            std::vector<Headers::Entry> headers = {}) {
    headers.emplace_back("Content-Type", "text/event-stream; charset=utf-8");
    steps_.push_back(
        ScriptedAnswer{{200, Headers(std::move(headers)), {}}, std::move(pieces), then_fails});
    return *this;
  }
  /// A stream that is silent for too long after its pieces.
  ScriptedTransport& silent_stream(std::vector<std::string> pieces,
                                   std::vector<Headers::Entry> headers = {}) {
    stream(std::move(pieces), true, std::move(headers));
    std::get<ScriptedAnswer>(steps_.back()).failure = TransportError::Kind::timeout;
    return *this;
  }
  ScriptedTransport& fail(TransportError::Kind kind) {
    steps_.push_back(TransportError(kind, "scripted failure"));
    return *this;
  }

  /// Called with each attempt before it is answered.
  std::function<void(const HttpRequest&)> on_request;
  std::vector<HttpRequest> sent;
  /// The limit that was last set on a stream.
  std::optional<Timeout::Duration> read_timeout;

  /// A body read as a transport does it, in pieces that do not fit anything.
  static std::string read_all(BodySource& source) {
    std::string whole;
    std::vector<char> piece(7);
    while (whole.size() < source.size()) {
      whole.append(piece.data(), source.read(whole.size(), piece));
    }
    return whole;
  }

 private:
  ScriptedAnswer next(const HttpRequest& request) {
    sent.push_back(request);
    if (request.body_source) sent.back().body = read_all(*request.body_source);
    if (on_request) on_request(request);
    if (steps_.empty()) throw std::logic_error("the script has no answer for " + request.url);
    Step step = std::move(steps_.front());
    steps_.pop_front();
    if (auto* error = std::get_if<TransportError>(&step)) throw TransportError(*error);
    return std::get<ScriptedAnswer>(std::move(step));
  }

  std::deque<Step> steps_;
};

/// A clock that stands still but for sleeps, which it notes.
class ManualTiming final : public Timing {
 public:
  std::chrono::system_clock::time_point now() const override {
    return std::chrono::system_clock::from_time_t(1'700'000'000) + passed_;  // 14 Nov 2023 22:13:20
  }
  std::chrono::steady_clock::time_point steady_now() const override {
    return std::chrono::steady_clock::time_point() + passed_;
  }
  /// Time goes by.
  void advance(std::chrono::milliseconds duration) { passed_ += duration; }
  void sleep(std::chrono::milliseconds duration, std::stop_token) override {
    sleeps.push_back(duration);
    passed_ += duration;
    if (on_sleep) on_sleep();
  }
  double random_unit() override { return random; }

  double random = 0.0;
  std::vector<std::chrono::milliseconds> sleeps;
  std::function<void()> on_sleep;

 private:
  std::chrono::milliseconds passed_{};
};

inline constexpr const char* kSessionJson =
    R"({"id":"cksess_1","object":"chatkit.session","chatkit_configuration":)"
    R"({"automatic_thread_titling":{"enabled":true},"file_upload":{"enabled":false,)"
    R"("max_file_size":512,"max_files":10},"history":{"enabled":true,"recent_threads":null}},)"
    R"("client_secret":"ek_very_secret","expires_at":1712349876,"max_requests_per_1_minute":20,)"
    R"("rate_limits":{"max_requests_per_1_minute":20},"status":"active","user":"user_12345",)"
    R"("workflow":{"id":"workflow_abc123","state_variables":{"context":"customer_support"},)"
    R"("tracing":{"enabled":true},"version":"v1.0"}})";

/// The JSON of a thread with this id.
inline std::string thread_json(const std::string& id) {
  return R"({"id":")" + id +
         R"(","object":"chatkit.thread","created_at":1712345600,"title":"Demo",)"
         R"("status":{"type":"active"},"user":"user_12345"})";
}

/// The JSON of a page of threads with these ids.
inline std::string page_json(const std::vector<std::string>& ids, bool has_more) {
  std::string data;
  for (const std::string& id : ids) data += (data.empty() ? "" : ",") + thread_json(id);
  const std::string first = ids.empty() ? "null" : '"' + ids.front() + '"';
  const std::string last = ids.empty() ? "null" : '"' + ids.back() + '"';
  return R"({"object":"list","data":[)" + data + R"(],"first_id":)" + first + R"(,"last_id":)" +
         last + R"(,"has_more":)" + (has_more ? "true}" : "false}");
}

/// The JSON of an error body.
inline std::string error_json(const std::string& code, const std::string& param) {
  return R"({"error":{"message":"It is so.","type":"invalid_request_error","param":")" + param +
         R"(","code":")" + code + R"("}})";
}

/// A client on a script, with a key and no environment.
struct ScriptedClient {
  std::shared_ptr<ScriptedTransport> transport = std::make_shared<ScriptedTransport>();
  std::shared_ptr<ManualTiming> timing = std::make_shared<ManualTiming>();

  ClientOptions options() const {
    ClientOptions result;
    result.api_key = "sk-test-key";
    result.base_url = "https://service.test/v1";
    result.organization = "";
    result.project = "";
    result.log_level = LogLevel::off;
    result.transport = transport;
    result.timing = timing;
    return result;
  }
  Client client() const { return Client(options()); }
  const HttpRequest& last() const { return transport->sent.back(); }
  /// A header of the request sent last, or nothing.
  std::optional<std::string> header(std::string_view name) const {
    const auto value = last().headers.get(name);
    if (!value) return std::nullopt;
    return std::string(*value);
  }
};

}  // namespace chatkit::testing
