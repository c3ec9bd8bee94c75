#pragma once

#include <boost/asio/io_context.hpp>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "access/access.hpp"
#include "conversation/service.hpp"
#include "exchange/route.hpp"
#include "responder/responder.hpp"
#include "sse/decoder.hpp"
#include "store/store.hpp"
#include "support/counting_random.hpp"
#include "support/manual_clock.hpp"
#include "support/run.hpp"
#include "support/source_reader.hpp"

namespace chatkit::test {

using TurnPtr = std::shared_ptr<responder::Turn>;
using Behaviour = std::function<boost::asio::awaitable<Result<void>>(TurnPtr)>;

/// What a responder says outside turns.
struct Questions {
  using Item = std::optional<protocol::ThreadItem>;
  std::function<Result<Item>(responder::Action)> sync_action;
  std::function<Result<std::string>(responder::Recording)> transcribe;
  std::function<void(const responder::Question&, responder::Feedback)> feedback;
  /// Set: the responder makes titles.
  std::function<boost::asio::awaitable<Result<std::optional<std::string>>>(responder::QuestionPtr,
                                                                           protocol::ThreadItem)>
      title;
};

/// A folder of its own, gone at the end.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// A session and its secret.
struct Caller {
  store::Session session;
  std::string secret;
};

struct CallerOptions {
  std::string project = "proj_a";
  std::string user = "user_1";
  std::string workflow = "test";
  bool titling = false;
  bool history = true;
  std::optional<std::int64_t> recent_threads{};
  std::int64_t requests_per_minute = 1000;
  Metadata metadata{};
  std::optional<StateVariables> state_variables{};
};

/// Names and values of headers besides the authorization.
using Headers = std::vector<std::pair<std::string, std::string>>;
inline const Headers kResumable = {{"chatkit-capabilities", "resume, stop"}};

class World;

/// The reading end of a stream, one event at a time.
class EventStream {
 public:
  EventStream(World& world, exchange::Reply reply);

  /// The JSON of the next event; nothing once the stream has ended.
  std::optional<std::string> next();
  std::vector<std::string> rest();
  /// Reads until an event of that type has come; its JSON.
  std::string until(std::string_view type);
  void abandon();

  const exchange::Reply& reply() const { return reply_; }
  const std::vector<std::string>& ids() const { return ids_; }
  const std::vector<std::string>& comments() const { return comments_; }

 private:
  exchange::Reply reply_;
  std::optional<test::SourceReader> reader_;
  sse::Decoder decoder_;
  std::vector<std::string> ready_;
  std::vector<std::string> ids_;
  std::vector<std::string> comments_;
};

/// The conversation on a real store, with a responder that does what the test says. One thread.
class World {
 public:
  explicit World(Limits limits = Limits());
  ~World();

  Caller add_session(CallerOptions options = CallerOptions());
  exchange::Reply post(const Caller& caller, std::string body, const Headers& headers = {});
  EventStream open(const Caller& caller, std::string body, const Headers& headers = {});
  exchange::Reply call(std::string_view path, std::string body, const Headers& headers);
  /// `GET …/conversation/{run}/events`, as a client that can resume.
  exchange::Reply follow(const Caller& caller, const std::string& run, std::string last_event_id);

  /// Every item of a thread, oldest first, hidden ones included.
  std::vector<std::string> stored(const Caller& caller, const std::string& thread);
  store::Scope scope(const Caller& caller) const;

  template <class T>
  T run(boost::asio::awaitable<T> work) {
    return run_on(context, std::move(work));
  }
  /// Lets what is ready run, and nothing else.
  void settle();

  boost::asio::io_context context;
  ManualClock clock;
  CountingRandom random;
  telemetry::Metrics metrics;
  /// What the responder of the workflow `test` does.
  Behaviour behaviour;
  /// What it does outside turns, and whether it makes titles.
  Questions questions;
  std::unique_ptr<store::Store> store;
  std::unique_ptr<access::Access> access;
  std::shared_ptr<conversation::Service> service;

 private:
  TemporaryFolder folder_;
  std::shared_ptr<telemetry::Log> log_;
  workflow::Workflows workflows_;
  Limits limits_;
  std::vector<exchange::Route> routes_;

  exchange::Reply handle(exchange::Request& request, std::string_view pattern);
};

/// Bodies of ops.
std::string create_op(std::string_view text);
std::string add_op(std::string_view thread, std::string_view text);
std::string thread_op(std::string_view type, std::string_view thread);

std::string op_json(std::string_view type, std::string_view params);

/// The string at a JSON pointer; empty if there is none.
std::string text_at(std::string_view json, std::string_view pointer);
/// The `type` of each event or item.
std::vector<std::string> types_of(const std::vector<std::string>& events);

/// An event of an assistant message with one finished text.
protocol::Event done_text(responder::Turn& turn, std::string id, std::string text);
protocol::Event added_answer(std::string id);
protocol::Event text_delta(std::string id, std::string delta);

}  // namespace chatkit::test
