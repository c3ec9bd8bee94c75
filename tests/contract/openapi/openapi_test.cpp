#include <gmock/gmock.h>
#include <simdjson.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>

#include "base/random.hpp"
#include "conversation/service.hpp"
#include "files/files.hpp"
#include "rest/demo_session.hpp"
#include "rest/service.hpp"

// docs/openapi.json says of every path of the server that it is there, and of no other.
namespace chatkit {
namespace {

using Operations = std::set<std::string>;

std::string name_of(exchange::Method method) {
  switch (method) {
    case exchange::Method::get:
      return "get ";
    case exchange::Method::post:
      return "post ";
    case exchange::Method::put:
      return "put ";
    case exchange::Method::delete_:
      return "delete ";
    default:
      return "other ";
  }
}

void add(Operations& operations, const std::vector<exchange::Route>& routes) {
  for (const exchange::Route& route : routes) {
    operations.insert(name_of(route.method) + route.pattern);
  }
}

Operations documented() {
  Operations operations;
  simdjson::dom::parser parser;
  const simdjson::dom::object paths = parser.load(CHATKIT_OPENAPI)["paths"];
  for (const auto& [path, methods] : paths) {
    for (const auto& [method, operation] : methods.get_object()) {
      operations.insert(std::string(method) + " " + std::string(path));
    }
  }
  return operations;
}

class OpenApi : public testing::Test {
 protected:
  void SetUp() override {
    files::FilesOptions options;
    options.directory = folder_;
    options.public_url = "http://127.0.0.1";
    options.signing_key = Secret(std::string(32, 'k'));
    log_ = telemetry::null_log();
    auto opened =
        files::Files::open(std::move(options), {&clock_, &random_, log_.get(), &metrics_});
    ASSERT_TRUE(opened);
    files_ = *std::move(opened);
  }
  void TearDown() override {
    files_.reset();
    std::filesystem::remove_all(folder_);
  }

  Operations served() {
    Operations operations;
    rest::ServiceParts rest;
    rest.metrics = &metrics_;
    add(operations, rest::routes(rest));
    add(operations, rest::operating_routes(rest));
    add(operations, rest::demo_routes(rest, {}));
    conversation::ServiceParts conversation;
    conversation.metrics = &metrics_;
    conversation.files = files_.get();
    service_ = conversation::Service::make(std::move(conversation));
    add(operations, service_->routes());
    return operations;
  }

 private:
  std::filesystem::path folder_ =
      std::filesystem::temp_directory_path() / ("chatkit-openapi-" + std::to_string(::getpid()));
  SystemClock clock_;
  SystemRandom random_;
  telemetry::Metrics metrics_;
  std::shared_ptr<telemetry::Log> log_;
  std::unique_ptr<files::Files> files_;
  std::shared_ptr<conversation::Service> service_;
};

TEST_F(OpenApi, DescribesWhatIsServedAndNothingElse) { EXPECT_EQ(documented(), served()); }

}  // namespace
}  // namespace chatkit
