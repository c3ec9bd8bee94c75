#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "json/minify.hpp"
#include "json/protocol.hpp"

// An op that is read can be written, and what is written is read as the same op again. One that is
// refused names a code.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace chatkit;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto op = json::read_op(text, {});
  if (!op) {
    if (op.error().code.empty() || op.error().message.empty()) std::abort();
    return 0;
  }
  std::string once;
  json::write_op(once, *op);
  if (!json::minify(once)) std::abort();
  const auto again = json::read_op(once, {});
  if (!again || again->params.index() != op->params.index()) std::abort();
  std::string twice;
  json::write_op(twice, *again);
  if (once != twice) std::abort();
  return 0;
}
