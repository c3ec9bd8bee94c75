#include "app/settings_table.hpp"

#include <algorithm>
#include <cctype>
#include <limits>
#include <type_traits>
#include <utility>

#include "app/setting_values.hpp"

namespace chatkit::app {
namespace {

using Values = std::vector<std::string>;

template <class T>
struct MemberOf;
template <class Class, class Value>
struct MemberOf<Value Class::*> {
  using class_type = Class;
  using value_type = Value;
};
template <auto Member>
using ValueOf = typename MemberOf<decltype(Member)>::value_type;

/// The member of the settings, or of the limits in them.
template <auto Member, class Any>
auto& member_of(Any& settings) {
  if constexpr (std::is_same_v<typename MemberOf<decltype(Member)>::class_type, Limits>) {
    return settings.limits.*Member;
  } else {
    return settings.*Member;
  }
}

template <auto Member>
SettingRow count_row(std::string_view name, std::uint64_t least, std::string_view help) {
  SettingRow row{.name = name, .value_form = "N", .help = help};
  row.apply = [least](Settings& settings, const Values& values) -> Result<void> {
    const auto most = std::min<std::uint64_t>(std::numeric_limits<ValueOf<Member>>::max(),
                                              std::numeric_limits<std::int32_t>::max());
    const auto count = parse_count(values.front(), least, most);
    if (!count) return count.error();
    member_of<Member>(settings) = static_cast<ValueOf<Member>>(*count);
    return {};
  };
  row.show = [](const Settings& settings) {
    return Values{std::to_string(member_of<Member>(settings))};
  };
  return row;
}

template <auto Member>
SettingRow bytes_row(std::string_view name, std::uint64_t least, std::string_view help) {
  SettingRow row{.name = name, .value_form = "SIZE", .help = help};
  row.apply = [least](Settings& settings, const Values& values) -> Result<void> {
    const auto bytes = parse_bytes(values.front());
    if (!bytes) return bytes.error();
    if (*bytes < least) return invalid_value("", "must be at least " + show_bytes(least));
    member_of<Member>(settings) = *bytes;
    return {};
  };
  row.show = [](const Settings& settings) {
    return Values{show_bytes(member_of<Member>(settings))};
  };
  return row;
}

template <auto Member>
SettingRow duration_row(std::string_view name, std::int64_t least, std::string_view help) {
  SettingRow row{.name = name, .value_form = "TIME", .help = help};
  row.apply = [least](Settings& settings, const Values& values) -> Result<void> {
    const auto duration = parse_duration(values.front());
    if (!duration) return duration.error();
    if (duration->count() < least) {
      return invalid_value("", "must be at least " + show_duration(std::chrono::seconds(least)));
    }
    member_of<Member>(settings) = *duration;
    return {};
  };
  row.show = [](const Settings& settings) {
    return Values{show_duration(member_of<Member>(settings))};
  };
  return row;
}

template <auto Member>
SettingRow text_row(std::string_view name, std::string_view form, std::string_view help) {
  SettingRow row{.name = name, .value_form = form, .help = help};
  row.apply = [](Settings& settings, const Values& values) -> Result<void> {
    if (values.front().empty()) return invalid_value("", "must not be empty");
    member_of<Member>(settings) = values.front();
    return {};
  };
  row.show = [](const Settings& settings) {
    const std::string text = member_of<Member>(settings);
    return text.empty() ? Values{} : Values{text};
  };
  return row;
}

template <auto Member>
SettingRow path_row(std::string_view name, std::string_view form, std::string_view help) {
  auto row = text_row<Member>(name, form, help);
  row.path = true;
  return row;
}

template <auto Member>
SettingRow list_row(std::string_view name, std::string_view form, std::string_view help) {
  SettingRow row{.name = name, .value_form = form, .help = help};
  row.list = true;
  row.apply = [](Settings& settings, const Values& values) -> Result<void> {
    for (const auto& value : values) {
      if (value.empty()) return invalid_value("", "must not be empty");
    }
    member_of<Member>(settings) = values;
    return {};
  };
  row.show = [](const Settings& settings) { return member_of<Member>(settings); };
  return row;
}

template <class Choice>
using Choices = std::vector<std::pair<std::string, Choice>>;

template <auto Member>
SettingRow choice_row(std::string_view name, std::string_view help,
                      Choices<ValueOf<Member>> choices) {
  SettingRow row{.name = name, .value_form = "NAME", .help = help};
  row.apply = [choices](Settings& settings, const Values& values) -> Result<void> {
    std::string known;
    for (const auto& [text, choice] : choices) {
      if (text == values.front()) {
        member_of<Member>(settings) = choice;
        return {};
      }
      known += known.empty() ? text : ", " + text;
    }
    return invalid_value("", "must be one of " + known);
  };
  row.show = [choices](const Settings& settings) {
    for (const auto& [text, choice] : choices) {
      if (choice == member_of<Member>(settings)) return Values{text};
    }
    return Values{};
  };
  return row;
}

SettingRow demo_row() {
  auto row = choice_row<&Settings::demo>(
      "demo", "The demo page at /, for this machine alone; auto: where nothing is configured",
      {{"auto", DemoPage::automatic}, {"on", DemoPage::on}, {"off", DemoPage::off}});
  row.bare_value = "on";
  return row;
}

SettingRow listen_row() {
  SettingRow row{.name = "listen",
                 .value_form = "HOST:PORT",
                 .help = "Where to listen; port 0 takes a free one and prints it"};
  row.apply = [](Settings& settings, const Values& values) -> Result<void> {
    auto address = parse_address(values.front());
    if (!address) return address.error();
    settings.listen_host = address->host;
    settings.listen_port = address->port;
    return {};
  };
  row.show = [](const Settings& settings) {
    return Values{show_address({settings.listen_host, settings.listen_port})};
  };
  return row;
}

SettingRow api_key_row() {
  SettingRow row{.name = "api_key",
                 .value_form = "KEY",
                 .help = "An API key that shall be valid (better as variable than as flag)"};
  row.secret = true;
  row.apply = [](Settings& settings, const Values& values) -> Result<void> {
    if (values.front().size() < 16) return invalid_value("", "must have 16 characters or more");
    settings.api_key = Secret(values.front());
    return {};
  };
  row.show = [](const Settings& settings) {
    return settings.api_key.empty() ? Values{} : Values{settings.api_key.expose()};
  };
  return row;
}

std::vector<SettingRow> service_rows() {
  using telemetry::Level;
  using telemetry::LogFormat;
  return {
      listen_row(),
      path_row<&Settings::data>("data", "DIR", "Where everything is kept; made at first start"),
      api_key_row(),
      demo_row(),
      path_row<&Settings::workflows>("workflows", "DIR",
                                     "Workflow files (*.yaml); without any, the built-in demo"),
      text_row<&Settings::public_url>("public_url", "URL",
                                      "The address that clients know this service by"),
      text_row<&Settings::model_url>(
          "model_url", "URL", "An OpenAI-compatible endpoint that answers the built-in workflow"),
      text_row<&Settings::model>("model", "NAME", "The model to ask for there"),
      text_row<&Settings::model_key_env>("model_key_env", "NAME",
                                         "The environment variable with the model's key"),
      path_row<&Settings::model_key_file>("model_key_file", "FILE", "A file with the model's key"),
      list_row<&Settings::cors_origins>("cors_origin", "ORIGIN",
                                        "A web origin that browsers may call from; repeatable"),
      list_row<&Settings::trusted_proxies>("trusted_proxy", "ADDRESS",
                                           "A proxy whose X-Forwarded-For is believed; repeatable"),
      count_row<&Settings::threads>("threads", 0, "Threads that serve; 0: one a core"),
      choice_row<&Settings::log_level>("log_level", "Least level of log lines on stderr",
                                       {{"debug", Level::debug},
                                        {"info", Level::info},
                                        {"warn", Level::warn},
                                        {"error", Level::error}}),
      choice_row<&Settings::log_format>("log_format", "Form of log lines",
                                        {{"text", LogFormat::text}, {"json", LogFormat::json}}),
      duration_row<&Settings::shutdown_grace>(
          "shutdown_grace", 0, "How long answers may go on after SIGTERM before they are cut"),
      duration_row<&Settings::sweep_interval>(
          "sweep_interval", 1, "How often rows that retention has passed are removed"),
      duration_row<&Settings::run_retention>(
          "run_retention", 0, "How long runs are kept, at least 24h; 0: as long as their thread"),
  };
}

std::vector<SettingRow> file_rows() {
  return {
      list_row<&Settings::upload_types>("upload_type", "TYPE",
                                        "A media type that may be uploaded; repeatable; none: "
                                        "images, PDF, office, CSV, JSON and text"),
      duration_row<&Settings::upload_url_lifetime>("upload_url_lifetime", 1,
                                                   "A signed address to upload to"),
      duration_row<&Settings::download_url_lifetime>("download_url_lifetime", 60,
                                                     "A signed address to download from"),
      path_row<&Settings::preview_program>("preview_program", "FILE",
                                           "Makes previews of images; none: chatkit-preview "
                                           "beside this program"),
      text_row<&Settings::otlp_endpoint>("otlp_endpoint", "URL",
                                         "Where traced runs are sent (OTLP over HTTP, JSON)"),
  };
}

std::vector<SettingRow> size_limit_rows() {
  return {
      bytes_row<&Limits::body_bytes_max>("body_bytes_max", 1024, "Body of a request"),
      bytes_row<&Limits::header_bytes_max>("header_bytes_max", 1024, "Header of a request"),
      bytes_row<&Limits::message_bytes_max>("message_bytes_max", 1, "Text of a user's message"),
      bytes_row<&Limits::item_bytes_max>("item_bytes_max", 1024, "One item of a thread"),
      bytes_row<&Limits::page_bytes_max>("page_bytes_max", 1024, "A page ends early past this"),
      bytes_row<&Limits::turn_events_bytes_max>("turn_events_bytes_max", 1024, "Events of a turn"),
      bytes_row<&Limits::run_logs_bytes_max>("run_logs_bytes_max", 1024,
                                             "Events of ended answers, kept for clients that "
                                             "come back"),
      count_row<&Limits::connections_max>("connections_max", 1, "Connections at once"),
      count_row<&Limits::state_variables_max>("state_variables_max", 0,
                                              "State variables of a session"),
      count_row<&Limits::state_variable_key_chars_max>("state_variable_key_chars_max", 1,
                                                       "Characters of a state variable's name"),
      count_row<&Limits::user_chars_max>("user_chars_max", 1, "Characters of a user"),
      count_row<&Limits::title_chars_max>("title_chars_max", 1, "Characters of a title"),
      count_row<&Limits::metadata_pairs_max>("metadata_pairs_max", 0, "Pairs of metadata"),
      count_row<&Limits::metadata_key_chars_max>("metadata_key_chars_max", 1,
                                                 "Characters of a metadata key"),
      count_row<&Limits::metadata_value_chars_max>("metadata_value_chars_max", 1,
                                                   "Characters of a metadata value"),
      count_row<&Limits::page_items_max>("page_items_max", 1, "Objects of a page"),
      count_row<&Limits::page_items_default>("page_items_default", 1,
                                             "Objects of a page where none are asked for"),
      count_row<&Limits::idempotency_key_chars_max>("idempotency_key_chars_max", 1,
                                                    "Characters of an idempotency key"),
  };
}

std::vector<SettingRow> time_limit_rows() {
  return {
      duration_row<&Limits::idle_timeout>("idle_timeout", 1, "An idle connection is closed"),
      duration_row<&Limits::request_read_timeout>("request_read_timeout", 1,
                                                  "A request must have come"),
      duration_row<&Limits::turn_duration_max>("turn_duration_max", 1, "One answer"),
      duration_row<&Limits::heartbeat_interval>("heartbeat_interval", 1,
                                                "Between signs of life on a silent stream"),
      duration_row<&Limits::run_log_lifetime>("run_log_lifetime", 1,
                                              "Events of an ended answer are kept"),
      duration_row<&Limits::question_duration_max>(
          "question_duration_max", 1, "A responder's answer outside a turn, such as to an action"),
      duration_row<&Limits::session_lifetime_max>("session_lifetime_max", 1,
                                                  "The longest that a session may ask for"),
      duration_row<&Limits::session_lifetime_default>("session_lifetime_default", 1,
                                                      "A session that asks for nothing"),
      count_row<&Limits::session_requests_per_minute_default>("session_requests_per_minute_default",
                                                              1, "A session that asks for nothing"),
      count_row<&Limits::session_reads_per_minute_max>("session_reads_per_minute_max", 1,
                                                       "Reads of one session"),
      count_row<&Limits::failed_authentications_per_minute_max>(
          "failed_authentications_per_minute_max", 1, "Wrong keys from one address"),
      count_row<&Limits::runs_per_user_max>("runs_per_user_max", 1, "Answers at once for a user"),
      count_row<&Limits::readers_per_run_max>("readers_per_run_max", 1, "Readers of one answer"),
  };
}

std::vector<SettingRow> make_table() {
  auto rows = service_rows();
  for (auto& row : file_rows()) rows.push_back(std::move(row));
  for (auto* make : {size_limit_rows, time_limit_rows}) {
    for (auto& row : make()) {
      row.group = "limits";
      rows.push_back(std::move(row));
    }
  }
  return rows;
}

}  // namespace

std::string SettingRow::flag() const {
  std::string text = "--" + std::string(name);
  std::replace(text.begin(), text.end(), '_', '-');
  return text;
}

std::string SettingRow::variable() const {
  std::string text = "CHATKIT_" + std::string(name);
  for (auto& c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return text;
}

std::string SettingRow::yaml_path() const {
  return group.empty() ? std::string(name) : std::string(group) + "." + std::string(name);
}

std::string SettingRow::default_text() const {
  const auto values = show(Settings());
  return values.empty() ? "" : values.front();
}

std::span<const SettingRow> settings_table() {
  static const std::vector<SettingRow> table = make_table();
  return table;
}

const SettingRow* find_setting(std::string_view name) {
  const auto table = settings_table();
  const auto found = std::find_if(table.begin(), table.end(),
                                  [name](const SettingRow& row) { return row.name == name; });
  return found == table.end() ? nullptr : &*found;
}

}  // namespace chatkit::app
