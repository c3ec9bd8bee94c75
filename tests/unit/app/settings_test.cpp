#include <gmock/gmock.h>

#include "app/setting_values.hpp"
#include "app/settings_sources.hpp"
#include "unit/app/temporary_folder.hpp"

namespace chatkit::app {
namespace {

using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using testing::TemporaryFolder;
using Variables = std::map<std::string, std::string>;

Environment environment(Variables variables) {
  return [variables = std::move(variables)](const std::string& name) {
    const auto found = variables.find(name);
    return found == variables.end() ? std::nullopt : std::optional(found->second);
  };
}

std::string origin_of(const ResolvedSettings& resolved, std::string_view name) {
  for (const auto& setting : resolved.rows) {
    if (setting.row->name == name) return setting.origin;
  }
  return "no such setting";
}

std::string message_of(const SettingSources& sources) {
  const auto resolved = resolve_settings(sources);
  return resolved ? "no error" : resolved.error().message;
}

SettingSources from_file(const std::filesystem::path& file) {
  SettingSources sources;
  sources.config_file = file;
  return sources;
}

TEST(Settings, AFlagBeatsAVariableBeatsTheFileBeatsTheDefault) {
  const TemporaryFolder folder;
  SettingSources sources = from_file(folder.write(
      "c.yaml", "listen: 127.0.0.1:1\nthreads: 2\nlog_level: info\npublic_url: http://f\n"));
  sources.environment = environment(
      {{"CHATKIT_LISTEN", "127.0.0.1:3"}, {"CHATKIT_THREADS", "4"}, {"CHATKIT_PUBLIC_URL", ""}});
  sources.flags["listen"] = {"127.0.0.1:5"};
  const auto resolved = resolve_settings(sources);
  ASSERT_TRUE(resolved) << resolved.error().message;
  EXPECT_EQ(resolved->settings.listen_port, 5);
  EXPECT_EQ(resolved->settings.threads, 4U);
  EXPECT_EQ(resolved->settings.log_level, telemetry::Level::info);
  EXPECT_EQ(resolved->settings.public_url, "http://f") << "an empty variable is not set";
  EXPECT_EQ(resolved->settings.shutdown_grace, std::chrono::seconds(20));
  EXPECT_EQ(origin_of(*resolved, "listen"), "--listen");
  EXPECT_EQ(origin_of(*resolved, "threads"), "CHATKIT_THREADS");
  EXPECT_THAT(origin_of(*resolved, "log_level"), EndsWith("c.yaml:3"));
  EXPECT_EQ(origin_of(*resolved, "shutdown_grace"), "default");
}

TEST(Settings, EveryRowReadsWhatItShows) {
  for (const auto& row : settings_table()) {
    Settings settings;
    const auto values = row.show(settings);
    if (values.empty()) continue;
    const auto applied = row.apply(settings, values);
    EXPECT_TRUE(applied) << row.name << ": " << applied.error().message;
    EXPECT_EQ(row.show(settings), values) << row.name;
  }
}

TEST(Settings, EveryRowIsReachedByItsFlagVariableAndKey) {
  std::set<std::string> names;
  for (const auto& row : settings_table()) {
    EXPECT_TRUE(names.insert(row.flag()).second) << row.flag();
    EXPECT_TRUE(row.variable().starts_with("CHATKIT_")) << row.variable();
    EXPECT_FALSE(row.help.empty()) << row.name;
    EXPECT_EQ(find_setting(row.name), &row);
  }
  EXPECT_EQ(find_setting("body_bytes_max")->flag(), "--body-bytes-max");
  EXPECT_EQ(find_setting("body_bytes_max")->variable(), "CHATKIT_BODY_BYTES_MAX");
  EXPECT_EQ(find_setting("body_bytes_max")->yaml_path(), "limits.body_bytes_max");
}

TEST(Settings, AVariableOfAListIsSplitAtCommas) {
  SettingSources sources;
  sources.environment = environment({{"CHATKIT_CORS_ORIGIN", "https://a, https://b"}});
  EXPECT_THAT(resolve_settings(sources)->settings.cors_origins,
              ElementsAre("https://a", "https://b"));
}

TEST(Settings, ASecretIsMaskedWhereItIsShown) {
  SettingSources sources;
  sources.flags["api_key"] = {"sk-ck-0123456789abcdef"};
  const auto resolved = resolve_settings(sources);
  for (const auto& setting : resolved->rows) {
    EXPECT_THAT(setting.value, ::testing::Not(HasSubstr("0123456789"))) << setting.row->name;
  }
  EXPECT_EQ(resolved->settings.api_key.expose(), "sk-ck-0123456789abcdef");
}

TEST(Settings, APathOfTheFileIsRelativeToTheFile) {
  const TemporaryFolder folder;
  const auto resolved = resolve_settings(from_file(folder.write("c.yaml", "data: store\n")));
  EXPECT_EQ(resolved->settings.data, folder / "store");
}

TEST(Settings, TheVariableNamesTheFile) {
  const TemporaryFolder folder;
  SettingSources sources;
  sources.environment =
      environment({{"CHATKIT_CONFIG", folder.write("c.yaml", "threads: 3\n").string()}});
  EXPECT_EQ(resolve_settings(sources)->settings.threads, 3U);
}

struct BadFile {
  const char* name;
  const char* text;
  const char* message;
};

class BadConfigFile : public ::testing::TestWithParam<BadFile> {};

TEST_P(BadConfigFile, IsRefusedWithLineAndKey) {
  const TemporaryFolder folder;
  EXPECT_THAT(message_of(from_file(folder.write("c.yaml", GetParam().text))),
              HasSubstr(GetParam().message));
}

INSTANTIATE_TEST_SUITE_P(
    Settings, BadConfigFile,
    ::testing::Values(
        BadFile{"UnknownKey", "threads: 1\n\nlistem: 127.0.0.1:1\n", "c.yaml:3: listem: is not"},
        BadFile{"UnknownLimit", "limits:\n  idle_timeot: 3\n", "c.yaml:2: limits.idle_timeot: is"},
        BadFile{"LimitAtTheTop", "idle_timeout: 3\n", "did you mean limits.idle_timeout?"},
        BadFile{"WrongType", "limits:\n  idle_timeout: soon\n",
                "c.yaml:2: limits.idle_timeout: mu"},
        BadFile{"BadAddress", "\nlisten: 127.0.0.1:65536\n", "c.yaml:2: listen: must be HOST:PORT"},
        BadFile{"BadChoice", "log_level: loud\n", "must be one of debug, info, warn, error"},
        BadFile{"Twice", "threads: 1\nthreads: 2\n", "c.yaml:2: threads: is given twice"},
        BadFile{"NoValue", "threads:\n", "c.yaml:1: threads: has no value"},
        BadFile{"ListForOne", "threads: [1, 2]\n", "c.yaml:1: threads: takes one value"},
        BadFile{"MappingInMapping", "limits:\n  a:\n    b: 1\n", "limits.a: must be a plain value"},
        BadFile{"NoMapping", "- a\n", "c.yaml:1: must be a mapping"},
        BadFile{"NoYaml", "threads: 1\nlisten: [1\n", "c.yaml:3: not YAML"}),
    [](const auto& row) { return row.param.name; });

TEST(Settings, AMissingFileIsSaid) {
  EXPECT_THAT(message_of(from_file("/nowhere/c.yaml")),
              HasSubstr("/nowhere/c.yaml cannot be read"));
}

TEST(Settings, AnEmptyFileSaysNothing) {
  const TemporaryFolder folder;
  EXPECT_EQ(message_of(from_file(folder.write("c.yaml", "# nothing\n"))), "no error");
}

TEST(SettingValues, BytesTakeUnits) {
  EXPECT_EQ(*parse_bytes("4MiB"), 4194304U);
  EXPECT_EQ(*parse_bytes("64 KiB"), 65536U);
  EXPECT_EQ(*parse_bytes("7"), 7U);
  EXPECT_FALSE(parse_bytes("-1"));
  EXPECT_FALSE(parse_bytes("4MB"));
  EXPECT_FALSE(parse_bytes("99999999999GiB"));
  EXPECT_EQ(show_bytes(4194304), "4MiB");
  EXPECT_EQ(show_bytes(1000), "1000");
}

TEST(SettingValues, DurationsTakeUnits) {
  EXPECT_EQ(*parse_duration("90"), std::chrono::seconds(90));
  EXPECT_EQ(*parse_duration("10m"), std::chrono::seconds(600));
  EXPECT_EQ(*parse_duration("1h"), std::chrono::hours(1));
  EXPECT_FALSE(parse_duration("1.5s"));
  EXPECT_FALSE(parse_duration("9999h9"));
}

TEST(SettingValues, AddressesComeInFourForms) {
  EXPECT_EQ(show_address(*parse_address("127.0.0.1:80")), "127.0.0.1:80");
  EXPECT_EQ(show_address(*parse_address("[::1]:80")), "[::1]:80");
  EXPECT_EQ(show_address(*parse_address(":80")), "0.0.0.0:80");
  EXPECT_EQ(show_address(*parse_address("80")), "127.0.0.1:80");
  EXPECT_FALSE(parse_address("::1:80"));
  EXPECT_FALSE(parse_address("localhost"));
}

}  // namespace
}  // namespace chatkit::app
