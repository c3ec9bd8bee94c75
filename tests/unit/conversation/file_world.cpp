#include "unit/conversation/file_world.hpp"

#include <gtest/gtest.h>
#include <simdjson.h>

#include <deque>
#include <future>

#include "conversation/attachment_ops.hpp"
#include "conversation/file_routes.hpp"
#include "store/sqlite/sqlite_store.hpp"

namespace chatkit::test {
namespace {

constexpr std::string_view kPublicUrl = "https://chat.example";

/// The values of a pattern's placeholders; nothing where the path does not fit.
std::optional<std::vector<std::string>> match(std::string_view pattern, std::string_view path) {
  std::vector<std::string> values;
  while (!pattern.empty() && !path.empty()) {
    const std::size_t step = std::min(pattern.find('/', 1), pattern.size());
    const std::size_t taken = std::min(path.find('/', 1), path.size());
    const std::string_view segment = pattern.substr(1, step - 1);
    if (segment.starts_with('{')) {
      values.emplace_back(path.substr(1, taken - 1));
    } else if (segment != path.substr(1, taken - 1)) {
      return std::nullopt;
    }
    pattern.remove_prefix(step);
    path.remove_prefix(taken);
  }
  if (!pattern.empty() || !path.empty()) return std::nullopt;
  return values;
}

boost::asio::awaitable<std::string> read_file(std::shared_ptr<exchange::ByteSource> file) {
  std::string all;
  while (all.size() < file->bytes_total()) {
    const Result<std::string> piece = co_await file->read_some();
    if (!piece || piece->empty()) break;
    all += *piece;
  }
  co_return all;
}

}  // namespace

std::string FileAnswer::header(std::string_view name) const {
  for (const exchange::ReplyHeader& one : headers) {
    if (one.name == name) return one.value;
  }
  return {};
}

std::string FileAnswer::at(std::string_view pointer) const {
  simdjson::dom::parser parser;
  simdjson::dom::element root;
  std::string_view text;
  if (parser.parse(body.data(), body.size()).get(root) != simdjson::SUCCESS) return {};
  if (root.at_pointer(pointer).get(text) != simdjson::SUCCESS) return {};
  return std::string(text);
}

FileWorld::FileWorld(files::FilesOptions options) {
  store::SqliteOptions store_options;
  store_options.file = folder / "store.db";
  store_options.mmap_bytes = 1U << 20U;
  store = std::move(store::open_sqlite_store(store_options, clock)).value();
  access::AccessParts access_parts;
  access_parts.store = store.get();
  access_parts.clock = &clock;
  access_parts.random = &random;
  access_parts.keys.current = Secret(std::string(32, 'k'));
  access = std::make_unique<access::Access>(std::move(access_parts));
  options.directory = folder / "files";
  options.threads = 1;
  options.public_url = kPublicUrl;
  options.signing_key = Secret(std::string(32, 'k'));
  files::FilesParts files_parts;
  files_parts.clock = &clock;
  files_parts.random = &random;
  files_parts.log = log.get();
  files_parts.metrics = &metrics;
  files = files::Files::open(std::move(options), files_parts).value();

  conversation::ServiceParts parts;
  parts.store = store.get();
  parts.access = access.get();
  parts.files = files.get();
  parts.clock = &clock;
  parts.random = &random;
  parts.log = log.get();
  parts.metrics = &metrics;
  core = std::make_shared<conversation::Core>(std::move(parts));
  conversation::add_file_routes(core, routes_);
  store::Project project;
  project.id = ProjectId("proj_a");
  project.name = "a";
  project.created_at = clock.now();
  EXPECT_TRUE(run(store->add_project(std::move(project))));
}

FileWorld::~FileWorld() = default;

store::Session FileWorld::add_session(UploadSettings settings) {
  store::Session session;
  session.id = new_session_id(clock.now(), random);
  session.project = ProjectId("proj_a");
  session.user = settings.user;
  session.workflow_id = "test";
  session.resolved_version = "1";
  session.configuration.file_upload.enabled = settings.enabled;
  session.configuration.file_upload.max_file_size = settings.megabytes;
  session.configuration.file_upload.max_files = settings.files;
  session.created_at = clock.now();
  session.expires_at = clock.now() + std::chrono::hours(100);
  EXPECT_TRUE(run(store->add_session(session, std::nullopt)));
  return session;
}

store::Scope FileWorld::scope_of(const store::Session& session) const {
  store::Scope scope;
  scope.project = session.project;
  scope.user = session.user;
  scope.workflow_id = session.workflow_id;
  return scope;
}

conversation::Call FileWorld::call_of(const store::Session& session) const {
  conversation::Call call;
  call.caller.session = session;
  call.caller.scope = scope_of(session);
  call.request_id = "req_test";
  return call;
}

ThreadId FileWorld::add_thread(const store::Session& session) {
  store::Thread thread;
  thread.id = new_thread_id(clock.now(), random);
  thread.project = session.project;
  thread.user = session.user;
  thread.workflow_id = session.workflow_id;
  thread.session = session.id;
  thread.created_at = clock.now();
  const ThreadId id = thread.id;
  EXPECT_TRUE(run(store->import_thread(std::move(thread), {})));
  return id;
}

FileAnswer FileWorld::read(exchange::Reply reply) {
  FileAnswer answer;
  answer.status = reply.status;
  answer.content_type = reply.content_type;
  answer.headers = reply.headers;
  answer.body = reply.file ? run(read_file(reply.file)) : reply.body;
  return answer;
}

FileAnswer FileWorld::request(exchange::Method method, std::string_view url, MemoryBody& body,
                              FileHeaders headers) {
  if (url.starts_with(kPublicUrl)) url.remove_prefix(kPublicUrl.size());
  exchange::Request request;
  request.method = method;
  request.path = url.substr(0, url.find('?'));
  if (url.find('?') != std::string_view::npos) request.query = url.substr(url.find('?') + 1);
  request.peer_address = "127.0.0.1";
  request.request_id = "req_test";
  request.body = &body;
  for (const auto& [name, value] : headers) request.headers.push_back({name, value});
  const exchange::Route* const route = find_route(request);
  if (route == nullptr) return read(exchange::Reply(404, "no such route"));
  return read(run(route->handler(request)));
}

const exchange::Route* FileWorld::find_route(exchange::Request& request) const {
  for (const exchange::Route& route : routes_) {
    auto values = match(route.pattern, request.path);
    if (!values || route.method != request.method) continue;
    request.path_parameters = *std::move(values);
    return &route;
  }
  return nullptr;
}

std::vector<FileAnswer> FileWorld::post_forms_at_once(const store::Session& session,
                                                      const std::string& parts, int count) {
  const std::string secret = "Bearer " + access->client_secret(session);
  std::deque<MemoryBody> bodies;
  std::deque<exchange::Request> requests;
  std::vector<std::future<exchange::Reply>> replies;
  for (int i = 0; i < count; ++i) {
    exchange::Request& request = requests.emplace_back();
    request.method = exchange::Method::post;
    request.path = "/v1/chatkit/files";
    request.peer_address = "127.0.0.1";
    request.headers = {{"authorization", secret},
                       {"content-type", "multipart/form-data; boundary=b"}};
    request.body = &bodies.emplace_back(parts, 1000);
    replies.push_back(boost::asio::co_spawn(context, find_route(request)->handler(request),
                                            boost::asio::use_future));
  }
  context.restart();
  context.run();
  std::vector<FileAnswer> answers;
  for (auto& reply : replies) answers.push_back(read(reply.get()));
  return answers;
}

FileAnswer FileWorld::get(std::string_view url) {
  MemoryBody none{std::string()};
  return request(exchange::Method::get, url, none);
}

FileAnswer FileWorld::put(std::string_view url, std::string bytes, FileHeaders headers) {
  MemoryBody body(std::move(bytes), 1000);
  return request(exchange::Method::put, url, body, std::move(headers));
}

FileAnswer FileWorld::post_form(const store::Session& session, std::string parts,
                                FileHeaders headers) {
  MemoryBody body(std::move(parts), 1000);
  headers.emplace_back("authorization", "Bearer " + access->client_secret(session));
  headers.emplace_back("content-type", "multipart/form-data; boundary=b");
  return request(exchange::Method::post, "/v1/chatkit/files", body, std::move(headers));
}

FileAnswer FileWorld::create(const store::Session& session, std::string name, std::uint64_t size,
                             std::string mime_type) {
  json::AttachmentsCreate op;
  op.name = std::move(name);
  op.size = size;
  op.mime_type = std::move(mime_type);
  return read(run(conversation::create_attachment(core, call_of(session), std::move(op))));
}

FileAnswer FileWorld::remove(const store::Session& session, std::string id) {
  json::AttachmentsDelete op;
  op.attachment_id = std::move(id);
  return read(run(conversation::delete_attachment(core, call_of(session), std::move(op))));
}

std::size_t FileWorld::files_on_disk() {
  // What was handed to the one thread for removal before this is gone after it.
  EXPECT_TRUE(run(files->remove({})));
  std::size_t count = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder / "files")) {
    if (entry.is_regular_file()) ++count;
  }
  return count;
}

std::string form_file(std::string_view name, std::string_view type, std::string_view content,
                      std::string_view field) {
  std::string out("--b\r\nContent-Disposition: form-data; name=\"");
  out.append(field).append("\"; filename=\"").append(name).append("\"\r\nContent-Type: ");
  return out.append(type).append("\r\n\r\n").append(content).append("\r\n");
}

AttachmentId id_in(const FileAnswer& answer) { return AttachmentId(answer.at("/id")); }

}  // namespace chatkit::test
