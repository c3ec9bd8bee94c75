#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

// Small values as JSON in the columns of a store. The readers take what the writers wrote.
// Errors, all readers: internal or invalid_type, for any other text.
namespace chatkit::json {

/// `{"name":1,…}`
void write_counts(std::string& out,
                  const std::map<std::string, std::uint64_t, std::less<>>& counts);
Result<std::map<std::string, std::uint64_t, std::less<>>> read_counts(std::string_view json);

/// `["text",…]`
void write_texts(std::string& out, const std::vector<std::string>& texts);
Result<std::vector<std::string>> read_texts(std::string_view json);

}  // namespace chatkit::json
