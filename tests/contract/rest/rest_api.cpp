#include "rest_api.hpp"

#include <cstdlib>
#include <optional>

namespace chatkit::rest {
namespace {

workflow::Workflow version(const char* id, const char* text) {
  workflow::Workflow workflow;
  workflow.id = id;
  workflow.version = text;
  return workflow;
}

std::vector<std::string_view> segments(std::string_view path) {
  std::vector<std::string_view> out;
  while (!path.empty()) {
    path.remove_prefix(1);
    const std::size_t end = std::min(path.find('/'), path.size());
    out.push_back(path.substr(0, end));
    path.remove_prefix(end);
  }
  return out;
}

/// The placeholders' values where `path` fits `pattern`.
std::optional<std::vector<std::string>> match(std::string_view pattern, std::string_view path) {
  const auto wanted = segments(pattern);
  const auto given = segments(path);
  if (wanted.size() != given.size()) return std::nullopt;
  std::vector<std::string> values;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (wanted[i].starts_with('{')) {
      if (given[i].empty()) return std::nullopt;
      values.push_back(exchange::percent_decode(given[i], false).value());
    } else if (wanted[i] != given[i]) {
      return std::nullopt;
    }
  }
  return values;
}

}  // namespace

void RestApi::SetUp() {
  std::string pattern = testing::TempDir() + "chatkit-rest-XXXXXX";
  ASSERT_NE(mkdtemp(pattern.data()), nullptr);
  folder_ = pattern;
  store::SqliteOptions options;
  options.file = folder_ / "store.db";
  auto store = store::open_sqlite_store(options, clock_);
  ASSERT_TRUE(store.has_value()) << store.error().log_text;
  store_ = *std::move(store);

  access::AccessParts access;
  access.store = store_.get();
  access.clock = &clock_;
  access.random = &random_;
  access.keys.current = Secret(std::string(32, 'k'));
  access_ = std::make_unique<access::Access>(std::move(access));
  for (const char* name : {"p1", "p2"}) {
    store::Project project;
    project.id = ProjectId(name);
    project.name = name;
    ASSERT_TRUE(test::run(store_->add_project(project)).has_value());
  }
  key_ = test::run(access_->create_key(ProjectId("p1"), "k")).value().text.expose();
  other_key_ = test::run(access_->create_key(ProjectId("p2"), "k")).value().text.expose();

  serve_workflows({version("wf", "v9"), version("wf", "v10"), version("w 2", "1")});
}

void RestApi::serve_workflows(std::vector<workflow::Workflow> workflows) {
  workflows_ = std::make_unique<workflow::Workflows>(workflow::Registry(std::move(workflows)));
  routes_ = routes(parts());
}

void RestApi::TearDown() {
  access_.reset();
  store_.reset();
  std::filesystem::remove_all(folder_);
}

ServiceParts RestApi::parts() {
  ServiceParts parts;
  parts.store = store_.get();
  parts.access = access_.get();
  parts.conversation = &conversation_;
  parts.workflows = workflows_.get();
  parts.clock = &clock_;
  parts.random = &random_;
  parts.log = log_.get();
  parts.metrics = &metrics_;
  parts.limits = limits_;
  return parts;
}

awaitable<exchange::Reply> RestApi::perform(Sent sent) {
  bool has_authorization = false;
  for (const auto& header : sent.headers) has_authorization |= header.first == "Authorization";
  if (!has_authorization) sent.headers.emplace_back("Authorization", "Bearer " + key_);

  exchange::Request request;
  request.method = sent.method;
  const std::size_t mark = std::min(sent.target.find('?'), sent.target.size());
  request.path = std::string_view(sent.target).substr(0, mark);
  request.query = std::string_view(sent.target).substr(std::min(mark + 1, sent.target.size()));
  for (const auto& [name, value] : sent.headers) request.headers.push_back({name, value});
  request.peer_address = "192.0.2.1";
  test::MemoryBody body(sent.body);
  request.body = &body;

  exchange::Reply missing(404, "no route");
  for (const exchange::Route& route : routes_) {
    const auto values = match(route.pattern, request.path);
    if (!values || route.method != request.method) continue;
    request.path_parameters = *values;
    co_return co_await route.handler(request);
  }
  co_return missing;
}

exchange::Reply RestApi::get(std::string target) {
  return send(Sent{exchange::Method::get, std::move(target)});
}

exchange::Reply RestApi::post(std::string target, std::string body) {
  return send(Sent{exchange::Method::post,
                   std::move(target),
                   std::move(body),
                   {{"Content-Type", "application/json"}}});
}

exchange::Reply RestApi::remove(std::string target) {
  return send(Sent{exchange::Method::delete_, std::move(target)});
}

exchange::Reply RestApi::send_as_other_project(Sent sent) {
  sent.headers.emplace_back("Authorization", "Bearer " + other_key_);
  return send(std::move(sent));
}

void RestApi::add_thread(const std::string& id, const std::string& user, int count) {
  store::Thread thread;
  thread.id = ThreadId(id);
  thread.project = ProjectId("p1");
  thread.user = user;
  thread.workflow_id = "wf";
  thread.created_at = clock_.now();
  std::vector<store::Item> items;
  for (int i = 1; i <= count; ++i) {
    store::Item item;
    item.id = ItemId("m" + std::to_string(i));
    item.created_at = clock_.now();
    item.body = "{\"id\":\"" + item.id.str() + "\",\"thread_id\":\"" + id +
                "\",\"created_at\":\"2026-11-22T09:30:00Z\",\"type\":\"user_message\","
                "\"content\":[{\"type\":\"input_text\",\"text\":\"hi\"}],\"attachments\":[],"
                "\"inference_options\":{}}";
    items.push_back(std::move(item));
  }
  const auto imported = test::run(store_->import_thread(thread, items));
  ASSERT_TRUE(imported.has_value()) << imported.error().log_text;
}

json::RestError error_of(const exchange::Reply& reply) {
  const auto error = json::read_rest_error(reply.body);
  EXPECT_TRUE(error.has_value()) << reply.body;
  return error.value_or(json::RestError{});
}

std::string summary(const exchange::Reply& reply) {
  if (reply.status == 200) return "200";
  const json::RestError error = error_of(reply);
  EXPECT_FALSE(error.message.value_or("").empty());
  EXPECT_FALSE(error.type.value_or("").empty());
  return std::to_string(reply.status) + " " + error.code.value_or("-") + " " +
         error.param.value_or("-");
}

ChatSession session_of(const exchange::Reply& reply) {
  EXPECT_EQ(reply.status, 200) << reply.body;
  auto session = json::read_session(reply.body);
  EXPECT_TRUE(session.has_value()) << reply.body;
  return session.has_value() ? *session : ChatSession{};
}

ChatKitThread thread_of(const exchange::Reply& reply) {
  EXPECT_EQ(reply.status, 200) << reply.body;
  auto thread = json::read_thread(reply.body);
  EXPECT_TRUE(thread.has_value()) << reply.body;
  return thread.has_value() ? *thread : ChatKitThread{};
}

std::vector<std::string> thread_ids(const exchange::Reply& reply) {
  EXPECT_EQ(reply.status, 200) << reply.body;
  std::vector<std::string> ids;
  const auto page = json::read_thread_page(reply.body);
  EXPECT_TRUE(page.has_value()) << reply.body;
  if (page.has_value()) {
    for (const auto& thread : page->data) ids.push_back(thread.id);
  }
  return ids;
}

std::vector<std::string> item_ids(const exchange::Reply& reply) {
  EXPECT_EQ(reply.status, 200) << reply.body;
  std::vector<std::string> ids;
  const auto page = json::read_item_page(reply.body);
  EXPECT_TRUE(page.has_value()) << reply.body;
  if (page.has_value()) {
    for (const auto& item : page->data) ids.push_back(item.id);
  }
  return ids;
}

}  // namespace chatkit::rest
