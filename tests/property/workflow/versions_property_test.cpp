#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "workflow/versions.hpp"

namespace chatkit::workflow {
namespace {

int sign(int value) { return (value > 0) - (value < 0); }

/// Sorting needs a total order; a comparison of numbers inside texts is easily not one.
TEST(CompareVersionsProperty, IsATotalOrder) {
  std::mt19937 generator(20261122);
  std::uniform_int_distribution<std::size_t> length(0, 6);
  std::uniform_int_distribution<std::size_t> letter(0, 6);
  std::vector<std::string> versions;
  for (int i = 0; i < 120; ++i) {
    std::string text;
    for (std::size_t n = length(generator); n > 0; --n)
      text.push_back("019.-vz"[letter(generator)]);
    versions.push_back(text);
  }
  for (const auto& a : versions) {
    for (const auto& b : versions) {
      const int ab = sign(compare_versions(a, b));
      ASSERT_EQ(ab, -sign(compare_versions(b, a))) << a << " " << b;
      ASSERT_EQ(ab == 0, a == b) << a << " " << b;
      for (const auto& c : versions) {
        if (ab <= 0 && compare_versions(b, c) <= 0) {
          ASSERT_LE(compare_versions(a, c), 0) << a << " " << b << " " << c;
        }
      }
    }
  }
}

}  // namespace
}  // namespace chatkit::workflow
