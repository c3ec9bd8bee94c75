#include "element/negotiation.hpp"

#include <gtest/gtest.h>

// Source: RFC 9110, sections 12.5.3 (Accept-Encoding) and 13.1.2 (If-None-Match).
namespace chatkit::element {
namespace {

TEST(AcceptEncoding, TakesGzipWhereItIsNamed) {
  EXPECT_TRUE(accepts_gzip("gzip"));
  EXPECT_TRUE(accepts_gzip("deflate, GZip, br"));
  EXPECT_TRUE(accepts_gzip("br;q=1.0, gzip;q=0.001"));
  EXPECT_TRUE(accepts_gzip("*"));
  EXPECT_TRUE(accepts_gzip("br, *;q=0.5"));
}

TEST(AcceptEncoding, TakesNoneWhereItIsNotOrRefused) {
  EXPECT_FALSE(accepts_gzip(""));
  EXPECT_FALSE(accepts_gzip("identity"));
  EXPECT_FALSE(accepts_gzip("br, deflate"));
  EXPECT_FALSE(accepts_gzip("gzip;q=0"));
  EXPECT_FALSE(accepts_gzip("gzip ; q=0.000, *"));
  EXPECT_FALSE(accepts_gzip("*;q=0"));
}

TEST(IfNoneMatch, ListsATagOrAll) {
  EXPECT_TRUE(lists_etag(R"("a")", R"("a")"));
  EXPECT_TRUE(lists_etag(R"("b", W/"a")", R"("a")"));
  EXPECT_TRUE(lists_etag("*", R"("a")"));
  EXPECT_FALSE(lists_etag("", R"("a")"));
  EXPECT_FALSE(lists_etag(R"("ab")", R"("a")"));
}

}  // namespace
}  // namespace chatkit::element
