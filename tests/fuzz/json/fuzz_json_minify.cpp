#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "json/minify.hpp"

// What the minifier accepts is short, has no bare line end, and is accepted again unchanged.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto once = chatkit::json::minify(text);
  if (!once) return 0;
  if (once->text().size() > size) std::abort();
  if (once->text().find_first_of("\r\n") != std::string::npos) std::abort();
  const auto twice = chatkit::json::minify(once->view());
  if (!twice || *twice != *once) std::abort();
  return 0;
}
