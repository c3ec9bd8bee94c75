#include "app/setting_values.hpp"

#include <array>
#include <charconv>
#include <limits>
#include <utility>

namespace chatkit::app {
namespace {

struct Unit {
  std::string_view name;
  std::uint64_t factor;
};
constexpr std::array kByteUnits = {Unit{"GiB", 1ULL << 30U}, Unit{"MiB", 1ULL << 20U},
                                   Unit{"KiB", 1ULL << 10U}};
constexpr std::array kTimeUnits = {Unit{"h", 3600}, Unit{"m", 60}, Unit{"s", 1}};

Error problem(std::string message) { return invalid_value("", std::move(message)); }

/// Splits a unit off the end of `text`, if one of `units` is there; 1 otherwise.
template <std::size_t N>
std::uint64_t take_unit(std::string_view& text, const std::array<Unit, N>& units) {
  for (const auto& unit : units) {
    if (!text.ends_with(unit.name)) continue;
    text.remove_suffix(unit.name.size());
    while (text.ends_with(' ')) text.remove_suffix(1);
    return unit.factor;
  }
  return 1;
}

Result<std::uint64_t> parse_scaled(std::string_view text, std::uint64_t factor,
                                   std::string_view expected) {
  const auto count = parse_count(text, 0, std::numeric_limits<std::int64_t>::max() / factor);
  if (!count) return problem("must be " + std::string(expected));
  return *count * factor;
}

}  // namespace

Result<std::uint64_t> parse_count(std::string_view text, std::uint64_t least, std::uint64_t most) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < least || value > most) {
    return problem("must be a whole number from " + std::to_string(least) + " to " +
                   std::to_string(most));
  }
  return value;
}

Result<std::uint64_t> parse_bytes(std::string_view text) {
  const auto factor = take_unit(text, kByteUnits);
  return parse_scaled(text, factor, "a number of bytes, such as 65536, 64KiB or 4MiB");
}

std::string show_bytes(std::uint64_t bytes) {
  for (const auto& unit : kByteUnits) {
    if (bytes != 0 && bytes % unit.factor == 0) {
      return std::to_string(bytes / unit.factor) + std::string(unit.name);
    }
  }
  return std::to_string(bytes);
}

Result<std::chrono::seconds> parse_duration(std::string_view text) {
  const auto factor = take_unit(text, kTimeUnits);
  const auto seconds = parse_scaled(text, factor, "whole seconds, such as 20, 20s, 10m or 1h");
  if (!seconds) return seconds.error();
  if (*seconds > 366ULL * 24 * 3600) return problem("must be a year at most");
  return std::chrono::seconds(static_cast<std::int64_t>(*seconds));
}

std::string show_duration(std::chrono::seconds duration) {
  return std::to_string(duration.count()) + "s";
}

Result<Address> parse_address(std::string_view text) {
  Address address;
  auto port = text;
  const auto colon = text.rfind(':');
  if (colon == std::string_view::npos) {
    address.host = "127.0.0.1";
  } else {
    auto host = text.substr(0, colon);
    port = text.substr(colon + 1);
    const bool bracketed = host.starts_with('[') && host.ends_with(']');
    if (bracketed) host = host.substr(1, host.size() - 2);
    if (!bracketed && host.find(':') != std::string_view::npos) {
      return problem("an IPv6 address needs brackets, such as [::1]:8080");
    }
    address.host = host.empty() ? "0.0.0.0" : std::string(host);
  }
  const auto number = parse_count(port, 0, 65'535);
  if (!number) return problem("must be HOST:PORT, such as 127.0.0.1:8080 (port 0: any free one)");
  address.port = static_cast<std::uint16_t>(*number);
  return address;
}

std::string show_address(const Address& address) {
  const bool bracketed = address.host.find(':') != std::string::npos;
  const auto host = bracketed ? "[" + address.host + "]" : address.host;
  return host + ":" + std::to_string(address.port);
}

}  // namespace chatkit::app
