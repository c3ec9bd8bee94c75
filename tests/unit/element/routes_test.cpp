#include "element/routes.hpp"

#include <gmock/gmock.h>

#include <array>
#include <map>

#include "support/run.hpp"

namespace chatkit::element {
namespace {

using exchange::Reply;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr std::array<ElementFile, 4> kFiles = {{
    {"chatkit.js", "text/javascript; charset=utf-8", "\"1\"", "plain script, long", "packed"},
    {"chatkit-math.0123abcd.js", "text/javascript; charset=utf-8", "\"2\"", "short",
     "packed, long"},
    {"demo.html", "text/html; charset=utf-8", "\"3\"", "<!doctype html>", "p"},
    {"demo.js", "text/javascript; charset=utf-8", "\"4\"", "page's script", "q"},
}};

using Headers = std::vector<exchange::HeaderField>;

Reply get(const std::vector<exchange::Route>& routes, std::string_view path, Headers headers = {}) {
  exchange::Request request;
  request.path = path;
  request.headers = std::move(headers);
  for (const auto& route : routes) {
    if (route.pattern == path) return test::run(route.handler(request));
  }
  return Reply(404, "");
}

std::map<std::string, std::string> fields_of(const Reply& reply) {
  std::map<std::string, std::string> fields;
  for (const auto& header : reply.headers) {
    EXPECT_TRUE(fields.emplace(header.name, header.value).second) << header.name << " twice";
  }
  return fields;
}

std::vector<std::string> patterns_of(const std::vector<exchange::Route>& routes) {
  std::vector<std::string> patterns;
  for (const auto& route : routes) patterns.push_back(route.pattern);
  return patterns;
}

TEST(ElementRoutes, AreOneAFileAndThePageApart) {
  EXPECT_THAT(patterns_of(file_routes(kFiles)),
              ElementsAre("/chatkit.js", "/chatkit-math.0123abcd.js"));
  EXPECT_THAT(patterns_of(demo_page_routes(kFiles)), ElementsAre("/", "/demo.js"));
}

TEST(ElementRoutes, SendTheSmallerFormThatTheClientTakes) {
  const auto routes = file_routes(kFiles);
  const Reply packed = get(routes, "/chatkit.js", {{"accept-encoding", "gzip, br"}});
  EXPECT_EQ(packed.body, "packed");
  EXPECT_EQ(fields_of(packed)["Content-Encoding"], "gzip");
  const Reply plain = get(routes, "/chatkit.js");
  EXPECT_EQ(plain.body, "plain script, long");
  EXPECT_FALSE(fields_of(plain).contains("Content-Encoding"));
  EXPECT_EQ(fields_of(plain)["Vary"], "Accept-Encoding");
  EXPECT_EQ(get(routes, "/chatkit-math.0123abcd.js", {{"Accept-Encoding", "gzip"}}).body, "short")
      << "packing made it longer";
}

TEST(ElementRoutes, KeepForeverOnlyWhatNamesItsContent) {
  const auto routes = file_routes(kFiles);
  EXPECT_EQ(fields_of(get(routes, "/chatkit.js"))["Cache-Control"], "no-cache");
  EXPECT_THAT(fields_of(get(routes, "/chatkit-math.0123abcd.js"))["Cache-Control"],
              HasSubstr("immutable"));
}

TEST(ElementRoutes, AnswerThatNothingChanged) {
  const Reply reply = get(file_routes(kFiles), "/chatkit.js", {{"If-None-Match", "\"1\""}});
  EXPECT_EQ(reply.status, 304);
  EXPECT_EQ(reply.body, "");
  EXPECT_EQ(fields_of(reply)["ETag"], "\"1\"");
}

TEST(ElementRoutes, OpenTheElementToAllOriginsAndThePageToNone) {
  EXPECT_EQ(fields_of(get(file_routes(kFiles), "/chatkit.js"))["Access-Control-Allow-Origin"], "*");
  auto page = fields_of(get(demo_page_routes(kFiles), "/"));
  EXPECT_FALSE(page.contains("Access-Control-Allow-Origin"));
  EXPECT_THAT(page["Content-Security-Policy"], HasSubstr("default-src 'self'"));
  EXPECT_THAT(page["Content-Security-Policy"], HasSubstr("frame-ancestors 'none'"));
}

}  // namespace
}  // namespace chatkit::element
