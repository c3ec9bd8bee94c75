#include "access/key_cache.hpp"

#include <gtest/gtest.h>

namespace chatkit::access {
namespace {

const KeyCache::Time kPutAt{std::chrono::hours(1)};

ApiCaller caller(const char* project) {
  ApiCaller out;
  out.project = ProjectId(project);
  return out;
}

TEST(KeyCache, RemembersForItsLifetime) {
  KeyCache cache;
  cache.put("h", caller("p"), kPutAt, cache.generation());
  const auto almost = kPutAt + KeyCache::kLifetime - std::chrono::nanoseconds(1);
  ASSERT_TRUE(cache.find("h", almost).has_value());
  EXPECT_EQ(cache.find("h", almost)->project, ProjectId("p"));
  EXPECT_FALSE(cache.find("h", kPutAt + KeyCache::kLifetime).has_value());
}

TEST(KeyCache, KeepsNothingThatWasLookedUpBeforeItWasCleared) {
  KeyCache cache;
  const auto generation = cache.generation();
  cache.clear();
  cache.put("h", caller("p"), kPutAt, generation);
  EXPECT_FALSE(cache.find("h", kPutAt).has_value());
}

TEST(KeyCache, StartsOverWhenItIsFull) {
  KeyCache cache;
  for (std::size_t i = 0; i < KeyCache::kKeysMax; ++i) {
    cache.put(std::to_string(i), caller("p"), kPutAt, cache.generation());
  }
  EXPECT_TRUE(cache.find("0", kPutAt).has_value());
  cache.put("one more", caller("p"), kPutAt, cache.generation());
  EXPECT_FALSE(cache.find("0", kPutAt).has_value());
  EXPECT_TRUE(cache.find("one more", kPutAt).has_value());
}

}  // namespace
}  // namespace chatkit::access
