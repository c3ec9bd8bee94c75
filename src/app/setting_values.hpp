#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.hpp"

// How settings are written: in a flag, a variable or the configuration file, all the same.
namespace chatkit::app {

/// A whole number between `least` and `most`.
Result<std::uint64_t> parse_count(std::string_view text, std::uint64_t least, std::uint64_t most);

/// Bytes: a number, or one with `KiB`, `MiB` or `GiB`.
Result<std::uint64_t> parse_bytes(std::string_view text);
/// The largest unit that divides the value: `4MiB`.
std::string show_bytes(std::uint64_t bytes);

/// Whole seconds: a number, or one with `s`, `m` or `h`.
Result<std::chrono::seconds> parse_duration(std::string_view text);
std::string show_duration(std::chrono::seconds duration);

struct Address {
  std::string host;
  std::uint16_t port = 0;
};
/// `HOST:PORT`, `[IPV6]:PORT`, `:PORT` (every address of the machine) or `PORT` (127.0.0.1).
Result<Address> parse_address(std::string_view text);
/// As `parse_address` reads it; an IPv6 host gets its brackets.
std::string show_address(const Address& address);

}  // namespace chatkit::app
