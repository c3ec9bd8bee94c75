#include <gmock/gmock.h>

#include "app/json_fields.hpp"
#include "app/migration.hpp"
#include "chatkit/curl_transport.hpp"
#include "chatkit/errors.hpp"
#include "contract/app/service_fixture.hpp"

// Export, import and migration, from one live service of ours to another.
namespace chatkit::app {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

/// An archive with everything that may be lost on the way.
constexpr const char* kArchive =
    R"({"object":"chatkit.archive","version":1})"
    "\n"
    R"({"object":"chatkit.archive.project","id":"p2","name":"second",)"
    R"("created_at":"2026-01-01T00:00:00Z"})"
    "\n"
    R"({"object":"chatkit.archive.session","id":"cksess_a","project":"p2","user":"u",)"
    R"("workflow_id":"wf","resolved_version":"1","state_variables":{"x":1.5},)"
    R"("tracing_enabled":false,"configuration":{"titling":false,"uploads":true,)"
    R"("upload_file_size_max":5,"upload_files_max":2,"history":true,"recent_threads":4},)"
    R"("max_requests_per_1_minute":3,"metadata":{"m":"n"},)"
    R"("created_at":"2026-01-01T00:00:00.000001Z","expires_at":"2026-01-01T00:10:00Z"})"
    "\n"
    R"({"object":"chatkit.archive.thread","id":"cthr_a","project":"p2","user":"u",)"
    R"("workflow_id":"wf","session_id":"cksess_a",)"
    R"("created_at":"2026-01-02T03:04:05.678901Z","title":"T","title_source":"user",)"
    R"("status":"locked","status_reason":"why","metadata":{"k":{"deep":[1,2]}},)"
    R"("allowed_image_domains":["i.example"]})"
    "\n"
    R"({"object":"chatkit.archive.item","id":"i1","thread_id":"cthr_a",)"
    R"("created_at":"2026-01-02T03:04:06Z","visibility":"everywhere","item":{"id":"i1",)"
    R"("thread_id":"cthr_a","created_at":"2026-01-02T03:04:06Z","type":"user_message",)"
    R"("content":[{"type":"input_text","text":"hi"}],"attachments":[],)"
    R"("inference_options":{}}})"
    "\n"
    R"({"object":"chatkit.archive.item","id":"i2","thread_id":"cthr_a",)"
    R"("created_at":"2026-01-02T03:04:06Z","visibility":"hidden","item":{"id":"i2",)"
    R"("thread_id":"cthr_a","created_at":"2026-01-02T03:04:06Z",)"
    R"("type":"hidden_context_item","content":"secret"}})"
    "\n"
    R"({"object":"chatkit.archive.item","id":"i3","thread_id":"cthr_a",)"
    R"("created_at":"2026-01-02T03:04:07Z","visibility":"conversation_only",)"
    R"("item":{"id":"i3","thread_id":"cthr_a","created_at":"2026-01-02T03:04:07Z",)"
    R"("type":"end_of_turn"}})"
    "\n";

/// The lines of an archive about one project.
std::string lines_of(const std::string& archive, const std::string& project) {
  std::istringstream in(archive);
  std::string wanted;
  bool inside = false;
  for (std::string line; std::getline(in, line);) {
    const auto fields = JsonFields::read(line);
    const auto object = fields->text("object").value_or("");
    if (object == "chatkit.archive.project") {
      inside = fields->text("id") == project;
    } else if (object != "chatkit.archive.item") {
      inside = fields->text("project") == project;
    }
    if (inside) wanted += line + "\n";
  }
  return wanted;
}

class Transfer : public testing::ProgramTest {
 protected:
  std::int64_t number(const testing::Outcome& outcome, const char* name) {
    const auto fields = JsonFields::read(outcome.out);
    return fields ? fields->number(name).value_or(-1) : -2;
  }
  /// Fills a data directory with threads by the chat command.
  void fill(const std::string& data, int threads) {
    std::string input;
    for (int i = 0; i < threads; ++i) input += "hello " + std::to_string(i) + "\n/new\n";
    const auto chat = run({"chat", "--data", path(data), "--user", "bob"}, input);
    ASSERT_EQ(chat.code, ExitCode::ok) << chat.err;
    ASSERT_EQ(chat.err, "");
  }
  std::string threads_and_items(const std::string& data) {
    const auto threads =
        run({"threads", "list", "--all", "--order", "asc", "--data", path(data), "--json"});
    std::string all = threads.out;
    const auto fields = JsonFields::read(threads.out);
    const auto elements = json_elements(fields->raw("data").value_or("[]"));
    for (const auto& element : *elements) {
      const auto id = JsonFields::read(element)->text("id").value_or("");
      all += run({"items", "list", id, "--all", "--data", path(data), "--json"}).out;
    }
    return all;
  }
};

TEST_F(Transfer, AnArchiveComesBackAsItWas) {
  const auto imported = run({"import", "-", "--data", path("d"), "--json"}, kArchive);
  ASSERT_EQ(imported.code, ExitCode::ok) << imported.err;
  EXPECT_EQ(number(imported, "items_new"), 3);
  const auto exported = run({"export", "--data", path("d")});
  ASSERT_EQ(exported.code, ExitCode::ok) << exported.err;
  EXPECT_EQ(lines_of(exported.out, "p2"), lines_of(kArchive, "p2"));
}

TEST_F(Transfer, ImportingTwiceChangesNothing) {
  run({"import", "-", "--data", path("d")}, kArchive);
  const auto once = run({"export", "--data", path("d")}).out;
  const auto again = run({"import", "-", "--data", path("d"), "--json"}, kArchive);
  EXPECT_EQ(number(again, "items_new"), 0);
  EXPECT_EQ(run({"export", "--data", path("d")}).out, once);
}

TEST_F(Transfer, AnImportedSessionIsHistoryOnly) {
  std::string archive = kArchive;
  const std::string expiry = "2026-01-01T00:10:00Z";
  archive.replace(archive.find(expiry), expiry.size(), "2999-01-01T00:10:00Z");
  run({"import", "-", "--data", path("d")}, archive);
  EXPECT_THAT(run({"export", "--data", path("d")}).out, HasSubstr("\"cancelled_at\":"));
}

TEST_F(Transfer, ABrokenLineIsToldAndTheOthersAreKept) {
  const auto imported =
      run({"import", "-", "--data", path("d"), "--json"}, std::string(kArchive) + "{oops\n");
  EXPECT_EQ(imported.code, ExitCode::failure);
  EXPECT_THAT(imported.err, HasSubstr(":8: "));
  EXPECT_EQ(number(imported, "items_new"), 3);
  EXPECT_EQ(number(imported, "problems"), 1);
}

TEST_F(Transfer, SavedAnswersOfTheRestApiAreRead) {
  fill("a", 2);
  const auto threads = run({"threads", "list", "--data", path("a"), "--json"}).out;
  const auto id = JsonFields::read(threads)->text("first_id").value_or("");
  const auto items =
      run({"items", "list", id, "--order", "desc", "--data", path("a"), "--json"}).out;
  const auto imported = run({"import", "-", "--data", path("b"), "--json"}, threads + items);
  EXPECT_EQ(imported.code, ExitCode::ok) << imported.err;
  EXPECT_EQ(number(imported, "items_new"), 2);
  EXPECT_EQ(run({"items", "list", id, "--data", path("b"), "--json"}).out,
            run({"items", "list", id, "--data", path("a"), "--json"}).out);
}

class Migrate : public Transfer {
 protected:
  testing::Outcome migrate(LocalService& source, const std::string& target) {
    variables_["CHATKIT_MIGRATE_KEY"] = key_of("a");
    return run({"migrate", "--from", source.instance().url() + "/v1", "--data", path(target),
                "--workflow", "demo", "--json"});
  }
};

TEST_F(Migrate, CopiesThreadsAndItemsOnce) {
  fill("a", 3);
  const auto source = serve("a");
  const auto first = migrate(*source, "b");
  ASSERT_EQ(first.code, ExitCode::ok) << first.err;
  EXPECT_EQ(number(first, "threads"), 3);
  EXPECT_EQ(number(first, "items_new"), 6);
  EXPECT_EQ(threads_and_items("b"), threads_and_items("a"));
  const auto second = migrate(*source, "b");
  EXPECT_EQ(number(second, "items_new"), 0);
  EXPECT_EQ(second.code, ExitCode::ok);
}

TEST_F(Migrate, BringsWhatIsNewAtTheNextRun) {
  fill("a", 1);
  const auto source = serve("a");
  migrate(*source, "b");
  fill("a", 1);
  const auto again = migrate(*source, "b");
  EXPECT_EQ(number(again, "threads"), 2);
  EXPECT_EQ(number(again, "items_new"), 2);
}

TEST_F(Migrate, WantsAKey) {
  EXPECT_EQ(run({"migrate", "--from", "http://127.0.0.1:1/v1", "--data", path("b")}).code,
            ExitCode::refused);
}

/// Fails chosen requests: those whose URL holds `needle`, from the `from`-th on.
class FailingTransport final : public Transport {
 public:
  FailingTransport(std::string needle, int from, int status)
      : needle_(std::move(needle)), from_(from), status_(status) {}

  HttpResponse send(const HttpRequest& request) override {
    if (request.url.find(needle_) == std::string::npos || ++count_ < from_) {
      return real_.send(request);
    }
    if (status_ == 0) throw TransportError(TransportError::Kind::connection, "cut");
    HttpResponse response;
    response.status = status_;
    response.body = R"({"error":{"message":"broken","type":"x","param":null,"code":null}})";
    return response;
  }
  std::unique_ptr<HttpStream> open(const HttpRequest& request) override {
    return real_.open(request);
  }

 private:
  CurlTransport real_;
  std::string needle_;
  int from_;
  int status_;
  int count_ = 0;
};

class MigrationRuns : public Migrate {
 protected:
  Client source_client(LocalService& source, std::shared_ptr<Transport> transport) {
    ClientOptions options;
    options.api_key = key_of("a");
    options.base_url = source.instance().url() + "/v1";
    options.max_retries = 0;
    options.transport = std::move(transport);
    return Client(options);
  }
  static AdminClient admin_of(LocalService& service) {
    return AdminClient(service.instance().url(), service.instance().admin_token());
  }
};

TEST_F(MigrationRuns, GoesOnAfterACut) {
  fill("a", 4);
  const auto source = serve("a");
  const auto target = serve("b");
  const auto admin = admin_of(*target);
  const auto cut = source_client(*source, std::make_shared<FailingTransport>("/items", 3, 0));
  EXPECT_THROW(Migration(cut, admin, "demo", {}).run(), APIConnectionError);
  const auto whole = source_client(*source, std::make_shared<CurlTransport>());
  const auto totals = Migration(whole, admin, "demo", {}).run();
  EXPECT_EQ(totals.items_new, 4) << "what came before the cut is there already";
  EXPECT_EQ(threads_and_items("b"), threads_and_items("a"));
}

TEST_F(MigrationRuns, TellsAThreadThatFailsAndTriesItAgain) {
  fill("a", 3);
  const auto source = serve("a");
  const auto target = serve("b");
  const auto admin = admin_of(*target);
  const auto failing = source_client(*source, std::make_shared<FailingTransport>("/items", 3, 500));
  std::string told;
  MigrationListener listener;
  listener.failed = [&told](const std::string& id, const std::string&) { told += id; };
  EXPECT_EQ(Migration(failing, admin, "demo", listener).run().threads_failed, 1);
  EXPECT_THAT(told, HasSubstr("cthr_"));
  const auto whole = source_client(*source, std::make_shared<CurlTransport>());
  const auto totals = Migration(whole, admin, "demo", {}).run();
  EXPECT_EQ(totals.threads_failed, 0);
  EXPECT_EQ(totals.items_new, 2);
  EXPECT_EQ(threads_and_items("b"), threads_and_items("a"));
}

}  // namespace
}  // namespace chatkit::app
