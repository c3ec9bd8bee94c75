#include "responder/model/attachments.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "base/utf8.hpp"
#include "responder/model/base64.hpp"

namespace chatkit::responder {
namespace {

bool is_image(std::string_view mime_type) {
  return mime_type == "image/png" || mime_type == "image/jpeg" || mime_type == "image/gif" ||
         mime_type == "image/webp";
}

bool is_text(std::string_view mime_type) {
  return mime_type.starts_with("text/") || mime_type == "application/json" ||
         mime_type == "application/xml" || mime_type == "application/yaml" ||
         mime_type == "application/x-yaml" || mime_type == "application/javascript";
}

/// Text that a model can read: valid UTF-8 without U+0000.
bool is_readable(std::string_view text) {
  const char* const end = text.data() + text.size();
  for (const char* at = text.data(); at != end;) {
    const std::size_t length = utf8_length(at, end);
    if (length == 0 || *at == '\0') return false;
    at += length;
  }
  return true;
}

json::ChatPart text_part(std::string text) {
  json::ChatText part;
  part.text = std::move(text);
  return part;
}

json::ChatPart mention(const protocol::Attachment& attachment) {
  return text_part("[Attached: " + attachment.name + " (" + attachment.mime_type +
                   "), which you cannot see]");
}

}  // namespace

awaitable<json::ChatPart> attachment_part(TurnPtr turn, protocol::Attachment attachment,
                                          std::shared_ptr<FileRoom> room) {
  const bool image = is_image(attachment.mime_type);
  const bool fits = image ? room->images > 0 : is_text(attachment.mime_type);
  if (!fits) co_return mention(attachment);
  const std::size_t bytes_max = std::min(image ? kImageBytesMax : kTextFileBytesMax, room->bytes);
  Result<std::string> bytes = co_await turn->read_attachment(attachment.id, bytes_max);
  if (!bytes || (!image && !is_readable(*bytes))) co_return mention(attachment);
  room->bytes -= bytes->size();
  if (!image) {
    co_return text_part("[Attached: " + attachment.name + "]\n" + *bytes + "\n[End of " +
                        attachment.name + "]");
  }
  --room->images;
  json::ChatImage part;
  part.url = "data:" + attachment.mime_type + ";base64," + to_base64(*bytes);
  co_return json::ChatPart(std::move(part));
}

}  // namespace chatkit::responder
