#pragma once

#include <boost/asio/awaitable.hpp>
#include <cstddef>

#include "base/result.hpp"
#include "files/files.hpp"
#include "store/store.hpp"

namespace chatkit::conversation {

using boost::asio::awaitable;

/// What a sweep removed.
struct FileSweep {
  std::size_t attachments = 0;
  /// Bytes that no row named, such as those of an upload that a crash cut off.
  std::size_t nameless_files = 0;
};

/// Removes the files of deleted threads and attachments, uploads that no message named in time, and
/// a part of what no row names; to be called every minute or so. Both outlive the call.
/// Errors: unavailable.
awaitable<Result<FileSweep>> sweep_files(store::Store* store, files::Files* files, Timestamp now);

}  // namespace chatkit::conversation
