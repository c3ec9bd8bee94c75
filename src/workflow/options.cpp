#include "workflow/options.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <optional>
#include <utility>

#include "workflow/secrets.hpp"

namespace chatkit::workflow {
namespace {

constexpr double kTextBytesMax = 1024;
constexpr double kInstructionsBytesMax = 64 << 10;
constexpr double kUrlBytesMax = 2048;
constexpr double kListWordsMax = 64;
constexpr double kMillisecondsMin = 10;
constexpr double kConnectMillisecondsMax = 60'000;
constexpr double kIdleMillisecondsMax = 600'000;

using enum OptionType;

constexpr Option kConnectTimeout = {.key = "connect_timeout",
                                    .type = duration,
                                    .min = kMillisecondsMin,
                                    .max = kConnectMillisecondsMax};
constexpr Option kIdleTimeout = {
    .key = "idle_timeout", .type = duration, .min = kMillisecondsMin, .max = kIdleMillisecondsMax};
constexpr Option kUrl = {.key = "url", .type = url, .max = kUrlBytesMax, .required = true};

constexpr Option kScript[] = {{.key = "delay_ms", .type = whole_number, .max = 60'000}};

constexpr Option kWebhook[] = {
    kUrl,
    {.key = "secret",
     .type = secret,
     .max = static_cast<double>(kSecretBytesMax),
     .secret = "secret"},
    {.key = "secret_env", .type = environment, .max = kTextBytesMax, .secret = "secret"},
    {.key = "secret_file", .type = file, .max = kTextBytesMax, .secret = "secret"},
    {.key = "previous_secret",
     .type = secret,
     .max = static_cast<double>(kSecretBytesMax),
     .secret = "previous_secret"},
    {.key = "previous_secret_env",
     .type = environment,
     .max = kTextBytesMax,
     .secret = "previous_secret"},
    {.key = "previous_secret_file",
     .type = file,
     .max = kTextBytesMax,
     .secret = "previous_secret"},
    kConnectTimeout,
    kIdleTimeout,
    {.key = "history_items", .type = whole_number, .min = 1, .max = 1000},
};

constexpr Option kModel[] = {
    kUrl,
    {.key = "model", .type = text, .max = kTextBytesMax, .required = true},
    {.key = "models", .type = list, .max = kListWordsMax},
    {.key = "key_env", .type = environment, .max = kTextBytesMax, .secret = "key"},
    {.key = "key_file", .type = file, .max = kTextBytesMax, .secret = "key"},
    {.key = "instructions", .type = text, .max = kInstructionsBytesMax},
    {.key = "context_tokens", .type = whole_number, .min = 1, .max = 100'000'000},
    {.key = "max_output_tokens", .type = whole_number, .min = 1, .max = 10'000'000},
    {.key = "temperature", .type = number, .min = 0, .max = 2},
    kConnectTimeout,
    kIdleTimeout,
    {.key = "title", .type = flag},
};

constexpr ResponderKind kKinds[] = {
    {.name = "script", .options = kScript},
    {.name = "webhook", .options = kWebhook, .required_secret = "secret"},
    {.name = "model", .options = kModel},
};

Error must(std::string what) { return invalid_value("", "must " + std::move(what)); }

std::string whole(double value) { return std::to_string(static_cast<std::int64_t>(value)); }

std::optional<std::int64_t> to_whole(std::string_view text) {
  std::int64_t value = 0;
  const char* const end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, value);
  if (read.ec != std::errc() || read.ptr != end) return std::nullopt;
  return value;
}

bool within(const Option& option, double value) {
  return value >= option.min && value <= option.max;
}

Result<std::string> whole_number_text(const Option& option, std::string_view text) {
  const auto value = to_whole(text);
  if (value && within(option, static_cast<double>(*value))) return std::to_string(*value);
  return must("be a whole number from " + whole(option.min) + " to " + whole(option.max));
}

Result<std::string> number_text(const Option& option, std::string_view text) {
  double value = 0;
  const char* const end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, value);
  if (read.ec == std::errc() && read.ptr == end && within(option, value)) return std::string(text);
  return must("be a number from " + whole(option.min) + " to " + whole(option.max));
}

Result<std::string> duration_text(const Option& option, std::string_view text) {
  static constexpr std::pair<std::string_view, double> kUnits[] = {
      {"ms", 1}, {"s", 1000}, {"m", 60'000}};
  const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
  const auto value = to_whole(text.substr(0, digits));
  for (const auto& [unit, milliseconds] : kUnits) {
    if (!value || text.substr(digits) != unit) continue;
    const double total = static_cast<double>(*value) * milliseconds;
    if (within(option, total)) return whole(total);
  }
  return must("be a duration such as 500ms, 5s or 2m, from " + whole(option.min) + "ms to " +
              whole(option.max / 1000) + "s");
}

Result<std::string> url_text(const Option& option, std::string_view text) {
  std::string_view rest = text;
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (text.starts_with(scheme)) rest.remove_prefix(scheme.size());
  }
  const bool plain =
      std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 127; });
  const std::string_view authority = rest.substr(0, rest.find_first_of("/?#"));
  if (rest.size() == text.size() || authority.empty() || !plain) {
    return must("be an absolute address that begins with http:// or https://");
  }
  // What stands in an address comes to logs; a credential has options of its own.
  if (authority.find('@') != std::string_view::npos) return must("not hold a user or a password");
  if (static_cast<double>(text.size()) > option.max) {
    return must("have at most " + whole(option.max) + " bytes");
  }
  return std::string(text);
}

Result<std::string> flag_text(std::string_view text) {
  if (text == "true" || text == "false") return std::string(text);
  return must("be true or false");
}

Result<std::string> plain_text(const Option& option, std::string_view text) {
  if (static_cast<double>(text.size()) <= option.max) return std::string(text);
  return must("have at most " + whole(option.max) + " bytes");
}

std::string trimmed(std::string_view text) {
  const std::size_t begin = std::min(text.find_first_not_of(" \t\r\n"), text.size());
  const std::size_t end = text.find_last_not_of(" \t\r\n");
  return end == std::string_view::npos ? "" : std::string(text.substr(begin, end + 1 - begin));
}

Result<std::string> split_list(const Option& option, std::string_view text) {
  std::vector<std::string> words;
  while (true) {
    const std::size_t comma = text.find(',');
    words.push_back(trimmed(text.substr(0, comma)));
    if (comma == std::string_view::npos) break;
    text.remove_prefix(comma + 1);
  }
  return option_list(option, words);
}

}  // namespace

std::span<const ResponderKind> responder_kinds() noexcept { return kKinds; }

const ResponderKind* find_kind(std::string_view name) noexcept {
  const auto* const found = std::find_if(std::begin(kKinds), std::end(kKinds),
                                         [name](const auto& kind) { return kind.name == name; });
  return found == std::end(kKinds) ? nullptr : found;
}

Result<std::string> option_text(const Option& option, std::string_view text) {
  switch (option.type) {
    case url:
      return url_text(option, text);
    case list:
      return split_list(option, text);
    case flag:
      return flag_text(text);
    case whole_number:
      return whole_number_text(option, text);
    case number:
      return number_text(option, text);
    case duration:
      return duration_text(option, text);
    default:
      return plain_text(option, text);
  }
}

Result<std::string> option_list(const Option& option, const std::vector<std::string>& words) {
  std::string joined;
  for (const std::string& word : words) {
    if (word.empty() || word.size() > static_cast<std::size_t>(kTextBytesMax) ||
        word.find(',') != std::string::npos) {
      return must("be a list of words without commas");
    }
    if (!joined.empty()) joined.push_back(',');
    joined += word;
  }
  if (words.empty() || static_cast<double>(words.size()) > option.max) {
    return must("hold from 1 to " + whole(option.max) + " words");
  }
  return joined;
}

}  // namespace chatkit::workflow
