#pragma once

#include <optional>
#include <string_view>

#include "chatkit/protocol/thread_item.hpp"
#include "files/files.hpp"

// How a stored image names the file that it was moved to, instead of an address that expires.
namespace chatkit::conversation {

/// What the url of such an image begins with; the attachment's id follows. No client sees it.
inline constexpr std::string_view kImageReference = "chatkit-file:";

/// The file that a url names; nothing where it is another url.
std::optional<AttachmentId> referred_file(std::string_view url);

/// Gives a moved image a signed address; other images stay as they are.
void resolve_reference(const files::Files& files, protocol::GeneratedImage& generated);

}  // namespace chatkit::conversation
