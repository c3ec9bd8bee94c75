// chatkit-preview TYPE PIXELS EDGE: reads an image from standard input, which is a file, and writes
// a WebP image of at most EDGE pixels a side to standard output. Source of exit codes:
// files/previewer.cpp. It is a program of its own so that an image which breaks its decoder breaks
// nothing else: it holds no secret, opens no file, and is ended when it takes too long.

#include <unistd.h>
#include <vips/vips.h>

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string_view>

#include "files/preview/sandbox.hpp"

namespace {

constexpr int kMade = 0;
constexpr int kWrongUse = 2;
constexpr int kTooManyPixels = 3;
constexpr int kUnreadable = 4;
constexpr int kNotSafe = 5;
constexpr int kQuality = 80;

struct Unref {
  void operator()(void* object) const { g_object_unref(object); }
};
using Image = std::unique_ptr<VipsImage, Unref>;
using Source = std::unique_ptr<VipsSource, Unref>;

const char* loader_of(std::string_view type) {
  if (type == "image/png") return "VipsForeignLoadPng";
  if (type == "image/jpeg") return "VipsForeignLoadJpeg";
  if (type == "image/gif") return "VipsForeignLoadNsgif";
  if (type == "image/webp") return "VipsForeignLoadWebp";
  return nullptr;
}

/// The image's header, read by the one decoder that is not blocked.
Image open_image(VipsSource* source) {
  return Image(vips_image_new_from_source(source, "", "access", VIPS_ACCESS_SEQUENTIAL, nullptr));
}

bool write_all(const void* bytes, std::size_t size) {
  const char* at = static_cast<const char*>(bytes);
  while (size > 0) {
    const ssize_t written = ::write(STDOUT_FILENO, at, size);
    if (written <= 0) return false;
    at += written;
    size -= static_cast<std::size_t>(written);
  }
  return true;
}

int make_preview(std::uint64_t pixels_max, int edge) {
  const Source source(vips_source_new_from_descriptor(STDIN_FILENO));
  if (!source) return kUnreadable;
  {
    const Image header = open_image(source.get());
    if (!header) return kUnreadable;
    const auto width = static_cast<std::uint64_t>(vips_image_get_width(header.get()));
    const auto height = static_cast<std::uint64_t>(vips_image_get_height(header.get()));
    if (width * height > pixels_max) return kTooManyPixels;
  }
  VipsImage* small = nullptr;
  const int failed = vips_thumbnail_source(source.get(), &small, edge, "height", edge, "size",
                                           VIPS_SIZE_DOWN, "fail_on", VIPS_FAIL_ON_ERROR, nullptr);
  const Image preview(small);
  if (failed != 0) return kUnreadable;
  void* bytes = nullptr;
  std::size_t size = 0;
  if (vips_webpsave_buffer(preview.get(), &bytes, &size, "Q", kQuality, "strip", TRUE, nullptr) !=
      0) {
    return kUnreadable;
  }
  const bool written = write_all(bytes, size);
  g_free(bytes);
  return written ? kMade : kNotSafe;
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 4) return kWrongUse;
  const char* const loader = loader_of(arguments[1]);
  const std::uint64_t pixels_max = std::strtoull(arguments[2], nullptr, 10);
  const long edge = std::strtol(arguments[3], nullptr, 10);
  if (loader == nullptr || pixels_max == 0 || edge < 1 || edge > VIPS_MAX_COORD) return kWrongUse;

  if (!chatkit::preview::set_limits() || VIPS_INIT(arguments[0]) != 0) return kNotSafe;
  vips_concurrency_set(1);
  vips_cache_set_max(0);
  vips_operation_block_set("VipsForeignLoad", TRUE);
  vips_operation_block_set(loader, FALSE);
  if (!chatkit::preview::close_doors()) return kNotSafe;
  // Without the library's own goodbye: there is nothing to save, and files would be looked for.
  _exit(make_preview(pixels_max, static_cast<int>(edge)));
}
