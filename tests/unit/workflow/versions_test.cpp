#include "workflow/versions.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace chatkit::workflow {
namespace {

TEST(CompareVersions, OrdersAsPeopleReadThem) {
  const std::vector<std::string> ordered = {"1",
                                            "1.2",
                                            "1.2.1",
                                            "1.10",
                                            "2",
                                            "10",
                                            "99999999999999999999999",
                                            "100000000000000000000000",
                                            "v1",
                                            "v1-beta",
                                            "v9",
                                            "v10"};
  for (std::size_t i = 0; i < ordered.size(); ++i) {
    for (std::size_t j = 0; j < ordered.size(); ++j) {
      const int order = compare_versions(ordered[i], ordered[j]);
      EXPECT_EQ(order < 0, i < j) << ordered[i] << " " << ordered[j];
      EXPECT_EQ(order == 0, i == j) << ordered[i] << " " << ordered[j];
    }
  }
}

TEST(CompareVersions, TellsTextsApartThatHaveTheSameNumbers) {
  EXPECT_NE(compare_versions("01", "1"), 0);
  EXPECT_EQ(compare_versions("01", "1") < 0, compare_versions("1", "01") > 0);
}

}  // namespace
}  // namespace chatkit::workflow
