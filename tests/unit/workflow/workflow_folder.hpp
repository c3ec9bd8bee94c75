#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

namespace chatkit::test {

/// A folder of workflow files that a test writes; gone when it ends.
class WorkflowFolder : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = testing::TempDir() + "chatkit-workflows-XXXXXX";
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  void write(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / name) << text;
  }
  void remove(const std::string& name) const { std::filesystem::remove(folder_ / name); }

  std::filesystem::path folder_;
};

}  // namespace chatkit::test
