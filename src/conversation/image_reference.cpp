#include "conversation/image_reference.hpp"

#include "json/generated_image.hpp"

namespace chatkit::conversation {

std::optional<AttachmentId> referred_file(std::string_view url) {
  if (!url.starts_with(kImageReference)) return std::nullopt;
  return AttachmentId(url.substr(kImageReference.size()));
}

void resolve_reference(const files::Files& files, protocol::GeneratedImage& generated) {
  if (!generated.image || generated.image->is_null()) return;
  if (generated.image->view().find(kImageReference) == std::string_view::npos) return;
  Result<json::GeneratedImageFields> image = json::read_generated_image(*generated.image);
  if (!image) return;
  const std::optional<AttachmentId> file = referred_file(image->url);
  if (!file) return;
  image->url = files.download_url(*file);
  generated.image = json::write_generated_image(*image);
}

}  // namespace chatkit::conversation
