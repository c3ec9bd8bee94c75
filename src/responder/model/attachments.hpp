#pragma once

#include <cstddef>

#include "json/chat_completions.hpp"
#include "responder/items.hpp"

namespace chatkit::responder {

inline constexpr std::size_t kImageBytesMax = 5U << 20U;
inline constexpr std::size_t kTextFileBytesMax = 128U << 10U;

/// What one request still takes of files. Beyond it they are mentioned by name.
struct FileRoom {
  std::size_t images = 8;
  std::size_t bytes = 12U << 20U;
};

/// An attachment as a part of its message: an image or a text file with what is in it, anything
/// else by its name alone, as is what cannot be read or is too large. Takes from `room`.
awaitable<json::ChatPart> attachment_part(TurnPtr turn, protocol::Attachment attachment,
                                          std::shared_ptr<FileRoom> room);

}  // namespace chatkit::responder
