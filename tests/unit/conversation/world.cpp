#include "unit/conversation/world.hpp"

#include <gtest/gtest.h>
#include <simdjson.h>
#include <unistd.h>

#include <atomic>

#include "json/writer.hpp"
#include "responder/script/script_responder.hpp"
#include "store/sqlite/sqlite_store.hpp"
#include "support/memory_body.hpp"

namespace chatkit::test {
namespace {

/// Does what the world's behaviour says at that moment.
class BehavingResponder final : public responder::Responder {
 public:
  explicit BehavingResponder(World& world) : world_(world) {}
  boost::asio::awaitable<Result<void>> respond(TurnPtr turn) override {
    return world_.behaviour(std::move(turn));
  }
  boost::asio::awaitable<Result<Questions::Item>> sync_action(responder::QuestionPtr question,
                                                              responder::Action action) override {
    if (!world_.questions.sync_action) {
      return Responder::sync_action(std::move(question), std::move(action));
    }
    return now(world_.questions.sync_action(std::move(action)));
  }
  boost::asio::awaitable<Result<std::string>> transcribe(responder::QuestionPtr question,
                                                         responder::Recording recording) override {
    if (!world_.questions.transcribe) {
      return Responder::transcribe(std::move(question), std::move(recording));
    }
    return now(world_.questions.transcribe(std::move(recording)));
  }
  boost::asio::awaitable<Result<void>> feedback(responder::QuestionPtr question,
                                                responder::Feedback feedback) override {
    if (world_.questions.feedback) world_.questions.feedback(*question, std::move(feedback));
    return now(Result<void>());
  }
  boost::asio::awaitable<Result<std::optional<std::string>>> title(
      responder::QuestionPtr question, protocol::ThreadItem input) override {
    return world_.questions.title(std::move(question), std::move(input));
  }
  bool makes_titles() const override { return world_.questions.title != nullptr; }

 private:
  template <class T>
  static boost::asio::awaitable<T> now(T value) {
    co_return value;
  }

  World& world_;
};

std::vector<workflow::Workflow> test_workflows() {
  workflow::Workflow demo;
  demo.id = "demo";
  workflow::Workflow scripted;
  scripted.id = "test";
  scripted.responder_kind = "test";
  workflow::Workflow other = scripted;
  other.id = "other";
  workflow::Workflow orphan;
  orphan.id = "orphan";
  orphan.responder_kind = "gone";
  return {demo, scripted, other, orphan};
}

boost::asio::awaitable<Result<void>> say_nothing(TurnPtr) { co_return Result<void>(); }

access::SigningKeys signing_keys() {
  access::SigningKeys keys;
  keys.current = Secret(std::string(32, 'k'));
  return keys;
}

}  // namespace

TemporaryFolder::TemporaryFolder() {
  static std::atomic<int> count{0};
  path_ = std::filesystem::temp_directory_path() /
          ("chatkit-conversation-" + std::to_string(::getpid()) + "-" + std::to_string(++count));
  std::filesystem::create_directories(path_);
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

World::World(Limits limits)
    : behaviour(say_nothing),
      log_(telemetry::null_log()),
      workflows_(workflow::Registry(test_workflows())),
      limits_(limits) {
  store::SqliteOptions options;
  options.file = folder_.path() / "store.db";
  options.mmap_bytes = 1U << 20U;
  store = std::move(store::open_sqlite_store(options, clock)).value();
  access::AccessParts access_parts;
  access_parts.store = store.get();
  access_parts.clock = &clock;
  access_parts.random = &random;
  access_parts.limits = limits_;
  access_parts.keys = signing_keys();
  access = std::make_unique<access::Access>(std::move(access_parts));

  conversation::ServiceParts parts;
  parts.store = store.get();
  parts.access = access.get();
  parts.workflows = &workflows_;
  parts.responders["test"] = std::make_shared<BehavingResponder>(*this);
  parts.responders["script"] = responder::make_script_responder();
  parts.clock = &clock;
  parts.random = &random;
  parts.log = log_.get();
  parts.metrics = &metrics;
  parts.limits = limits_;
  service = conversation::Service::make(std::move(parts));
  routes_ = service->routes();
  for (const char* name : {"proj_a", "proj_b"}) {
    store::Project project;
    project.id = ProjectId(name);
    project.name = name;
    project.created_at = clock.now();
    EXPECT_TRUE(run(store->add_project(std::move(project))));
  }
}

World::~World() {
  if (service->running() > 0) run(service->interrupt_all());
  settle();
}

void World::settle() {
  context.restart();
  while (context.poll_one() > 0) {
  }
}

Caller World::add_session(CallerOptions options) {
  Caller caller;
  store::Session& session = caller.session;
  session.id = new_session_id(clock.now(), random);
  session.project = ProjectId(options.project);
  session.user = options.user;
  session.workflow_id = options.workflow;
  session.resolved_version = "1";
  session.state_variables = options.state_variables;
  session.configuration.automatic_thread_titling.enabled = options.titling;
  session.configuration.history.enabled = options.history;
  session.configuration.history.recent_threads = options.recent_threads;
  session.max_requests_per_1_minute = options.requests_per_minute;
  session.metadata = options.metadata;
  session.created_at = clock.now();
  session.expires_at = clock.now() + std::chrono::hours(1);
  const Result<void> added = run(store->add_session(session, std::nullopt));
  EXPECT_TRUE(added) << (added ? "" : added.error().log_text + added.error().message);
  caller.secret = access->client_secret(session);
  return caller;
}

exchange::Reply World::call(std::string_view path, std::string body, const Headers& headers) {
  exchange::Request request;
  request.method = exchange::Method::post;
  request.path = path;
  request.peer_address = "127.0.0.1";
  request.request_id = "req_test";
  for (const auto& [name, value] : headers) {
    exchange::HeaderField field;
    field.name = name;
    field.value = value;
    request.headers.push_back(field);
  }
  MemoryBody memory(std::move(body));
  request.body = &memory;
  return handle(request, path);
}

exchange::Reply World::handle(exchange::Request& request, std::string_view pattern) {
  for (const exchange::Route& route : routes_) {
    if (route.pattern == pattern) return run(route.handler(request));
  }
  return exchange::Reply(404, "no such route");
}

exchange::Reply World::follow(const Caller& caller, const std::string& run,
                              std::string last_event_id) {
  const std::string authorization = "Bearer " + caller.secret;
  exchange::Request request;
  request.peer_address = "127.0.0.1";
  request.request_id = "req_test";
  request.path_parameters = {run};
  request.headers = {{"authorization", authorization},
                     {"chatkit-capabilities", "resume"},
                     {"last-event-id", last_event_id}};
  MemoryBody memory{std::string()};
  request.body = &memory;
  return handle(request, "/v1/chatkit/conversation/{run_id}/events");
}

exchange::Reply World::post(const Caller& caller, std::string body, const Headers& headers) {
  Headers all = headers;
  all.emplace_back("authorization", "Bearer " + caller.secret);
  return call("/v1/chatkit/conversation", std::move(body), all);
}

EventStream World::open(const Caller& caller, std::string body, const Headers& headers) {
  return EventStream(*this, post(caller, std::move(body), headers));
}

store::Scope World::scope(const Caller& caller) const {
  store::Scope scope;
  scope.project = caller.session.project;
  scope.user = caller.session.user;
  return scope;
}

std::vector<std::string> World::stored(const Caller& caller, const std::string& thread) {
  store::ItemPageQuery query;
  query.page.limit = 100;
  query.page.order = Order::asc;
  query.visibility_min = store::Visibility::hidden;
  const auto page = run(store->list_items(scope(caller), ThreadId(thread), query));
  std::vector<std::string> bodies;
  if (!page) return bodies;
  for (const store::Item& item : page->data) bodies.push_back(item.body);
  return bodies;
}

EventStream::EventStream(World& world, exchange::Reply reply) : reply_(std::move(reply)) {
  EXPECT_EQ(reply_.status, 200) << reply_.body << reply_.log_text;
  EXPECT_TRUE(reply_.stream) << reply_.body;
  if (reply_.stream) reader_.emplace(reply_.stream, world.context);
}

std::optional<std::string> EventStream::next() {
  while (ready_.empty() && reader_ && !reply_.stream->ended()) {
    const auto chunks = reader_->next();
    for (const exchange::Chunk& chunk : chunks) {
      const auto events = decoder_.feed(*chunk).value();
      for (const sse::Event& event : events) {
        ready_.push_back(event.data);
        ids_.push_back(event.id);
      }
      for (std::string& comment : decoder_.take_comments()) comments_.push_back(comment);
    }
  }
  if (ready_.empty()) return std::nullopt;
  std::string event = ready_.front();
  ready_.erase(ready_.begin());
  return event;
}

std::vector<std::string> EventStream::rest() {
  std::vector<std::string> events;
  while (auto event = next()) events.push_back(*std::move(event));
  return events;
}

std::string EventStream::until(std::string_view type) {
  while (auto event = next()) {
    if (text_at(*event, "/type") == type) return *event;
  }
  ADD_FAILURE() << "the stream ended without " << type;
  return {};
}

void EventStream::abandon() { reply_.stream->abandon(); }

std::string create_op(std::string_view text) {
  std::string out = R"({"type":"threads.create","params":{"input":{"content":[{"type":)"
                    R"("input_text","text":)";
  json::append_string(out, text);
  return out + R"(}],"attachments":[],"inference_options":{}}}})";
}

std::string add_op(std::string_view thread, std::string_view text) {
  std::string out = R"({"type":"threads.add_user_message","params":{"thread_id":)";
  json::append_string(out, thread);
  out += R"(,"input":{"content":[{"type":"input_text","text":)";
  json::append_string(out, text);
  return out + R"(}],"attachments":[],"inference_options":{}}}})";
}

std::string thread_op(std::string_view type, std::string_view thread) {
  return R"({"type":")" + std::string(type) + R"(","params":{"thread_id":")" + std::string(thread) +
         R"("}})";
}

std::string op_json(std::string_view type, std::string_view params) {
  return R"({"type":")" + std::string(type) + R"(","params":)" + std::string(params) + "}";
}

std::string text_at(std::string_view json, std::string_view pointer) {
  simdjson::dom::parser parser;
  simdjson::dom::element root;
  if (parser.parse(json.data(), json.size()).get(root) != simdjson::SUCCESS) return {};
  std::string_view text;
  if (root.at_pointer(pointer).get(text) != simdjson::SUCCESS) return {};
  return std::string(text);
}

std::vector<std::string> types_of(const std::vector<std::string>& events) {
  std::vector<std::string> types;
  for (const std::string& event : events) types.push_back(text_at(event, "/type"));
  return types;
}

protocol::Event done_text(responder::Turn& turn, std::string id, std::string text) {
  protocol::AssistantContent content;
  content.text = std::move(text);
  protocol::AssistantMessage message;
  message.content.push_back(std::move(content));
  protocol::ItemDone done;
  done.item.id = std::move(id);
  done.item.created_at = turn.now();
  done.item.kind = std::move(message);
  return done;
}

protocol::Event added_answer(std::string id) {
  protocol::ItemAdded added;
  added.item.id = std::move(id);
  added.item.kind = protocol::AssistantMessage();
  return added;
}

protocol::Event text_delta(std::string id, std::string delta) {
  protocol::ContentPartTextDelta update;
  update.delta = std::move(delta);
  protocol::ItemUpdated updated;
  updated.item_id = std::move(id);
  updated.update = std::move(update);
  return updated;
}

}  // namespace chatkit::test
