#include "http/router.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace chatkit::http {
namespace {

using exchange::Method;
using ::testing::ElementsAre;

Router router() {
  std::vector<exchange::Route> routes;
  const auto add = [&routes](Method method, std::string pattern) {
    exchange::Route route;
    route.method = method;
    route.pattern = std::move(pattern);
    routes.push_back(std::move(route));
  };
  add(Method::get, "/");
  add(Method::get, "/threads");
  add(Method::post, "/threads/{id}");
  add(Method::get, "/threads/{id}/items/{item}");
  add(Method::get, "/threads/newest/items/all");
  return Router(std::move(routes));
}

TEST(Router, FindsLiteralsAndPlaceholders) {
  const Router found = router();
  std::vector<std::string> parameters;
  EXPECT_EQ((*found.find("/", parameters))->pattern, "/");
  EXPECT_EQ((*found.find("/threads", parameters))->pattern, "/threads");
  EXPECT_EQ((*found.find("/threads/a", parameters))->pattern, "/threads/{id}");
  EXPECT_THAT(parameters, ElementsAre("a"));
  EXPECT_EQ((*found.find("/threads/a/items/b", parameters))->pattern, "/threads/{id}/items/{item}");
  EXPECT_THAT(parameters, ElementsAre("a", "b"));
}

TEST(Router, PrefersALiteralToAPlaceholder) {
  const Router found = router();
  std::vector<std::string> parameters;
  EXPECT_EQ((*found.find("/threads/newest/items/all", parameters))->pattern,
            "/threads/newest/items/all");
  EXPECT_TRUE(parameters.empty());
}

TEST(Router, KnowsNoOtherPaths) {
  const Router found = router();
  std::vector<std::string> parameters;
  for (const char* path : {"", "*", "threads", "//", "/threads/", "//threads", "/threads/a/",
                           "/threads/a/items", "/Threads", "/threads/.", "/threads/..",
                           "/threads/%2E%2e", "/a/../threads", "/threads%2Fa"}) {
    EXPECT_EQ(found.find(path, parameters).value(), nullptr) << path;
  }
  EXPECT_EQ(found.find(std::string(1000, '/'), parameters).value(), nullptr);
}

TEST(Router, SaysWhatAPathAllows) {
  const Router found = router();
  std::vector<std::string> parameters;
  EXPECT_EQ((*found.find("/threads", parameters))->allow, "GET, HEAD, OPTIONS");
  EXPECT_EQ((*found.find("/threads/a", parameters))->allow, "POST, OPTIONS");
}

}  // namespace
}  // namespace chatkit::http
