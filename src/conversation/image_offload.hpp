#pragma once

#include <boost/asio/awaitable.hpp>

#include "chatkit/protocol/thread_item.hpp"
#include "conversation/core.hpp"

namespace chatkit::conversation {

/// In whose name an image becomes a file.
struct ImageOwner {
  store::Session session;
  ThreadId thread;
};

/// Moves an image that the item carries as a `data:` URL past 64 KiB to a file of the thread; the
/// item then names the file, and `add_urls` gives it an address on output. Other items stay as they
/// are. The item belongs to the caller, who awaits at once.
/// Errors: invalid_value for a broken `data:` URL; too_large; as the store's.
awaitable<Result<void>> move_images(CorePtr core, ImageOwner owner, protocol::ThreadItem& item);

}  // namespace chatkit::conversation
