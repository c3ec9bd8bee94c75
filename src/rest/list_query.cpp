#include "rest/list_query.hpp"

#include <algorithm>
#include <charconv>

#include "base/utf8.hpp"
#include "exchange/request.hpp"

namespace chatkit::rest {
namespace {

Error out_of_range(std::string_view code, std::string_view bound, const std::string& value) {
  return invalid_request(code, "limit",
                         "Invalid 'limit': expected a value " + std::string(bound) + ", but got " +
                             value + " instead.");
}

Result<std::uint32_t> read_limit(const std::string& text, std::uint32_t most) {
  std::string_view digits = text;
  const bool negative = digits.starts_with('-');
  if (negative) digits.remove_prefix(1);
  if (digits.empty() || digits.find_first_not_of("0123456789") != std::string_view::npos) {
    return invalid_type("limit", "an integer", "a string");
  }
  std::uint32_t value = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  const bool huge = read.ec != std::errc();
  if (negative && (huge || value > 0)) {
    return out_of_range("integer_below_min_value", ">= 0", text);
  }
  if (huge || value > most) {
    return out_of_range("integer_above_max_value", "<= " + std::to_string(most), text);
  }
  return value;
}

Result<Order> read_order(const std::string& text) {
  if (text == "asc") return Order::asc;
  if (text == "desc") return Order::desc;
  return invalid_value("order",
                       "Invalid value: '" + text + "'. Supported values are: 'asc' and 'desc'.");
}

Error too_short(std::string_view param) {
  return invalid_request("string_below_min_length", param,
                         "Invalid '" + std::string(param) +
                             "': empty string. Expected a string with at least 1 character.");
}

Result<std::string> read_user(const std::string& text, std::size_t chars_max) {
  if (text.empty()) return too_short("user");
  const std::size_t chars = count_chars(text);
  if (chars > chars_max) {
    return invalid_request("string_above_max_length", "user",
                           "Invalid 'user': string too long. Expected at most " +
                               std::to_string(chars_max) + " characters, but got " +
                               std::to_string(chars) + ".");
  }
  return text;
}

}  // namespace

Result<ListQuery> read_list_query(std::string_view query, ListFilter filter, const Limits& limits) {
  const auto parameters = exchange::parse_query(query);
  if (parameters.has_error()) return parameters.error();

  ListQuery list;
  list.page.limit = limits.page_items_default;
  for (const auto& [name, value] : *parameters) {
    if (name == "limit") {
      const auto limit = read_limit(value, limits.page_items_max);
      if (limit.has_error()) return limit.error();
      list.page.limit = *limit;
    } else if (name == "order") {
      const auto order = read_order(value);
      if (order.has_error()) return order.error();
      list.page.order = *order;
    } else if (name == "after") {
      list.page.after = value;
    } else if (name == "before") {
      list.page.before = value;
    } else if (name == "user" && filter == ListFilter::user) {
      auto user = read_user(value, limits.user_chars_max);
      if (user.has_error()) return user.error();
      list.user = *std::move(user);
    } else if (name == "thread" && filter == ListFilter::thread) {
      if (value.empty()) return too_short("thread");
      list.thread = ThreadId(value);
    }
  }
  return list;
}

}  // namespace chatkit::rest
