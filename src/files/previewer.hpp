#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "files/descriptor.hpp"

namespace chatkit::files {

/// What came of a preview. `refused`: the image is broken, too large, or took more than it may.
/// `unavailable`: the program is missing or could not do its work; nothing is known of the image.
struct Preview {
  enum class Outcome { made, refused, unavailable };
  Outcome outcome = Outcome::unavailable;
  /// Of `made`: a WebP image.
  std::string bytes;
  /// For the log.
  std::string reason;
};

/// What one image may cost.
struct PreviewLimits {
  std::uint64_t pixels_max = 40'000'000;
  unsigned edge_pixels = 512;
  std::size_t preview_bytes_max = 1U << 20U;
  std::chrono::milliseconds time_max{10'000};
};

/// Makes small images of raster images in a child process, `chatkit-preview`, which limits itself
/// before it looks at the first byte: memory, time, no files but those given, few system calls.
///
/// Safe from any thread; blocks until the child has ended, which it does at `time_max` at the
/// latest.
class Previewer {
 public:
  /// An empty program makes nothing.
  explicit Previewer(std::filesystem::path program, PreviewLimits limits = PreviewLimits())
      : program_(std::move(program)), limits_(limits) {}

  /// `image` is open for reading, at its start; `type` is one of `is_raster_image`.
  Preview make(const Descriptor& image, std::string_view type) const;

 private:
  std::filesystem::path program_;
  PreviewLimits limits_;
};

/// `chatkit-preview` beside the running program, or in `../libexec/chatkit`; empty: in neither.
std::filesystem::path find_preview_program();

}  // namespace chatkit::files
