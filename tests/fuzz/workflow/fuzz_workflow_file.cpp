#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "workflow/options.hpp"
#include "workflow/registry.hpp"

using namespace chatkit;

/// A workflow that was taken holds only options of its kind, and can be found.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  auto parsed = workflow::parse_workflow(text, "fuzz.yaml");
  if (!parsed) {
    if (!parsed.error().message.starts_with("fuzz.yaml:")) std::abort();
    return 0;
  }
  const workflow::ResponderKind* const kind = workflow::find_kind(parsed->responder_kind);
  if (kind == nullptr) std::abort();
  for (const auto& [key, value] : parsed->responder_options) {
    bool known = !value.empty();
    for (const workflow::Option& option : kind->options) {
      if (option.key != key) continue;
      // What is kept of a duration is a whole number of milliseconds.
      const bool digits = value.find_first_not_of("0123456789") == std::string::npos;
      if (option.type == workflow::OptionType::duration && !digits) std::abort();
      known = true;
    }
    if (!known) std::abort();
  }
  const std::string id = parsed->id;
  const std::string version = parsed->version;
  const workflow::Registry registry({*std::move(parsed)});
  if (!registry.find(id, version)) std::abort();
  return 0;
}
