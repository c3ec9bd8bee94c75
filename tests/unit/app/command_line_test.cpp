#include <gmock/gmock.h>

#include <sstream>

#include "app/arguments.hpp"
#include "app/settings_table.hpp"

namespace chatkit::app {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class CommandLine : public ::testing::Test {
 protected:
  Arguments parse(const std::vector<std::string>& words) {
    auto parsed = parse_command_line(words, shell_);
    if (auto* arguments = std::get_if<Arguments>(&parsed)) return *arguments;
    ADD_FAILURE() << err_.str();
    return {};
  }
  ExitCode stop(const std::vector<std::string>& words) {
    auto parsed = parse_command_line(words, shell_);
    if (const auto* code = std::get_if<ExitCode>(&parsed)) return *code;
    ADD_FAILURE() << "was understood";
    return ExitCode::failure;
  }
  std::istringstream in_;
  std::ostringstream out_;
  std::ostringstream err_;
  Shell shell_{in_, out_, err_};
};

TEST_F(CommandLine, ReadsCommandsFlagsAndOperands) {
  const auto arguments =
      parse({"threads", "update", "--data", "d", "cthr_1", "--title", "x y", "--json"});
  EXPECT_EQ(arguments.command, "threads update");
  EXPECT_EQ(arguments.id, "cthr_1");
  EXPECT_EQ(arguments.title, "x y");
  EXPECT_TRUE(arguments.json);
  EXPECT_THAT(arguments.settings.at("data"), ElementsAre("d"));
}

TEST_F(CommandLine, RepeatedFlagsTakeOneValueEach) {
  const auto serve = parse({"serve", "--cors-origin", "a", "--cors-origin", "b"});
  EXPECT_THAT(serve.settings.at("cors_origin"), ElementsAre("a", "b"));
  const auto create =
      parse({"sessions", "create", "--user", "u", "--state", "a=1", "--state", "b=2"});
  EXPECT_THAT(create.state_variables, ElementsAre("a=1", "b=2"));
}

TEST_F(CommandLine, MistakesAreUsageErrors) {
  EXPECT_EQ(stop({}), ExitCode::usage);
  EXPECT_EQ(stop({"dance"}), ExitCode::usage);
  EXPECT_EQ(stop({"threads"}), ExitCode::usage);
  EXPECT_EQ(stop({"threads", "get"}), ExitCode::usage);
  EXPECT_EQ(stop({"serve", "--lisen", "x"}), ExitCode::usage);
  EXPECT_EQ(stop({"threads", "list", "--order", "up"}), ExitCode::usage);
  EXPECT_EQ(out_.str(), "");
  EXPECT_THAT(err_.str(), HasSubstr("dance"));
}

TEST_F(CommandLine, ServeHelpShowsEverySettingWithItsDefault) {
  EXPECT_EQ(stop({"serve", "--help"}), ExitCode::ok);
  for (const auto& row : settings_table()) EXPECT_THAT(out_.str(), HasSubstr(row.flag()));
  EXPECT_THAT(out_.str(), HasSubstr("[127.0.0.1:8080]"));
  EXPECT_EQ(err_.str(), "");
}

TEST_F(CommandLine, HelpTellsTheExitCodes) {
  EXPECT_EQ(stop({"--help"}), ExitCode::ok);
  EXPECT_THAT(out_.str(), HasSubstr("Exit codes: 0 done, 1 failed, 2 wrong usage, 3 not found"));
}

TEST_F(CommandLine, TellsItsVersion) {
  EXPECT_EQ(stop({"--version"}), ExitCode::ok);
  EXPECT_THAT(out_.str(), HasSubstr("chatkit 0."));
}

}  // namespace
}  // namespace chatkit::app
