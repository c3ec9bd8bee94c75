#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/arguments.hpp"
#include "chatkit/extra_fields.hpp"
#include "chatkit/session.hpp"
#include "chatkit/thread.hpp"
#include "chatkit/time.hpp"

// What the commands that speak REST share.
namespace chatkit::app {

/// `2026-11-22 09:30:00` in UTC.
std::string show_time(UnixSeconds time);

/// `NAME=VALUE` words as a map. Errors: CommandError (usage).
Metadata read_pairs(const std::vector<std::string>& words, const char* flag);
/// The same with values that are true, false, whole numbers, numbers, or else text.
StateVariables read_state(const std::vector<std::string>& words);

/// How many objects a list shall show, and how many a page shall fetch.
struct ListSize {
  std::int64_t total = 20;
  std::int64_t page = 20;
};
ListSize list_size(const Arguments& arguments);
std::optional<Order> list_order(const Arguments& arguments);

}  // namespace chatkit::app
