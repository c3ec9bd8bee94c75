#include "client/url.hpp"

#include <gtest/gtest.h>

#include "chatkit/errors.hpp"

namespace chatkit::client {
namespace {

TEST(PathSegment, KeepsUnreservedAndEncodesTheRest) {
  EXPECT_EQ(path_segment("id", "cthr_1-a.b~c"), "cthr_1-a.b~c");
  EXPECT_EQ(path_segment("id", "a/b?c#d e%2f"), "a%2Fb%3Fc%23d%20e%252f");
  EXPECT_EQ(path_segment("id", "ü\n"), "%C3%BC%0A");
  EXPECT_EQ(path_segment("id", "..."), "...");
}

TEST(PathSegment, RefusesWhatWouldNotBeASegment) {
  for (const char* id : {"", ".", ".."}) {
    EXPECT_THROW(path_segment("thread_id", id), UsageError) << id;
  }
}

TEST(PathSegment, NamesTheParameter) {
  try {
    path_segment("thread_id", "");
    FAIL();
  } catch (const UsageError& error) {
    EXPECT_NE(std::string(error.what()).find("thread_id"), std::string::npos);
  }
}

TEST(BaseUrl, MayEndInSlashes) {
  EXPECT_EQ(parse_base_url("https://host/v1").root, "https://host/v1");
  EXPECT_EQ(parse_base_url("https://host/v1/").root, "https://host/v1");
  EXPECT_EQ(parse_base_url("http://[::1]:8080//").root, "http://[::1]:8080");
}

TEST(BaseUrl, KeepsItsQuery) {
  const BaseUrl base = parse_base_url("https://host/v1/?api-version=2");
  EXPECT_EQ(join_url(base, "/a", {{"b", "c"}}), "https://host/v1/a?api-version=2&b=c");
}

TEST(BaseUrl, RefusesWhatIsNoHttpUrl) {
  for (const char* text : {"", "/v1", "host/v1", "ftp://host/", "file:///etc/passwd", "https://"}) {
    EXPECT_THROW(parse_base_url(text), UsageError) << text;
  }
}

TEST(JoinUrl, EncodesNamesAndValuesAndKeepsEmptyOnes) {
  const BaseUrl base = parse_base_url("https://host/v1");
  EXPECT_EQ(join_url(base, "/x", {{"user", ""}, {"a b", "c&d=+"}}),
            "https://host/v1/x?a%20b=c%26d%3D%2B&user=");
  EXPECT_EQ(join_url(base, "/x", {}), "https://host/v1/x");
}

TEST(ResolveUrl, FollowsRelativeAndAbsoluteLocations) {
  const std::string base = "https://host:8443/v1/threads?limit=1";
  EXPECT_EQ(resolve_url(base, "/v2/threads"), "https://host:8443/v2/threads");
  EXPECT_EQ(resolve_url(base, "items?x=1"), "https://host:8443/v1/items?x=1");
  EXPECT_EQ(resolve_url(base, "//other/x"), "https://other/x");
  EXPECT_EQ(resolve_url(base, "http://other/x#part"), "http://other/x");
}

TEST(ResolveUrl, DropsNamesAndPasswords) {
  EXPECT_EQ(resolve_url("https://host/", "https://me:secret@host/x"), "https://host/x");
}

TEST(ResolveUrl, RefusesOtherSchemes) {
  EXPECT_EQ(resolve_url("https://host/", "file:///etc/passwd"), std::nullopt);
  EXPECT_EQ(resolve_url("https://host/", "gopher://host/"), std::nullopt);
}

TEST(OriginOf, ComparesSchemeHostAndPort) {
  EXPECT_EQ(origin_of("https://Host/a"), origin_of("https://host:443/b?c"));
  EXPECT_NE(origin_of("https://host/"), origin_of("http://host/"));
  EXPECT_NE(origin_of("https://host/"), origin_of("https://host:8443/"));
  EXPECT_NE(origin_of("https://host/"), origin_of("https://host.evil/"));
}

}  // namespace
}  // namespace chatkit::client
