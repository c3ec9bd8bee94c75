#pragma once

#include <string_view>

namespace chatkit::workflow {

/// Orders versions as people read them: runs of digits by their number, the rest by its bytes, so
/// that `v10` comes after `v9`, and `1.2` before `1.2.1`. Negative, zero or positive as
/// `left` comes before, equals or comes after `right`. Versions that differ only in leading zeros
/// (`01`, `1`) are ordered by length: zero means the same text.
int compare_versions(std::string_view left, std::string_view right) noexcept;

}  // namespace chatkit::workflow
