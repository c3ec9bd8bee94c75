#include "workflow/versions.hpp"

namespace chatkit::workflow {
namespace {

bool is_digit(char character) { return character >= '0' && character <= '9'; }

/// Takes the run of digits, or the run of others, at the front of `text`.
std::string_view take_run(std::string_view& text) {
  std::size_t size = 1;
  while (size < text.size() && is_digit(text[size]) == is_digit(text.front())) ++size;
  const std::string_view run = text.substr(0, size);
  text.remove_prefix(size);
  return run;
}

std::string_view without_zeros(std::string_view digits) {
  while (digits.size() > 1 && digits.front() == '0') digits.remove_prefix(1);
  return digits;
}

int compare_runs(std::string_view left, std::string_view right) {
  if (!is_digit(left.front()) || !is_digit(right.front())) return left.compare(right);
  // Without leading zeros the longer number is the greater: no number is too long to compare.
  left = without_zeros(left);
  right = without_zeros(right);
  if (left.size() != right.size()) return left.size() < right.size() ? -1 : 1;
  return left.compare(right);
}

}  // namespace

int compare_versions(std::string_view left, std::string_view right) noexcept {
  std::string_view left_rest = left;
  std::string_view right_rest = right;
  while (!left_rest.empty() && !right_rest.empty()) {
    const int order = compare_runs(take_run(left_rest), take_run(right_rest));
    if (order != 0) return order;
  }
  if (left_rest.empty() != right_rest.empty()) return left_rest.empty() ? -1 : 1;
  return left.compare(right);
}

}  // namespace chatkit::workflow
