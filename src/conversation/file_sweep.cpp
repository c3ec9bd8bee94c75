#include "conversation/file_sweep.hpp"

#include <utility>
#include <vector>

namespace chatkit::conversation {
namespace {

constexpr std::size_t kRowsAtOnce = 256;
/// What is left after so many rounds waits for the next sweep.
constexpr int kRoundsMax = 40;

/// Bytes first, then the rows: until both are gone, a row says what is still to be removed.
awaitable<Result<std::size_t>> remove_dead(store::Store* store, files::Files* files,
                                           Timestamp orphans_before) {
  std::size_t removed = 0;
  for (int round = 0; round < kRoundsMax; ++round) {
    const auto dead = co_await store->dead_attachments(orphans_before, kRowsAtOnce);
    if (!dead) co_return dead.error();
    if (dead->empty()) break;
    std::vector<std::string> names;
    std::vector<AttachmentId> ids;
    for (const store::Attachment& row : *dead) {
      names.push_back(row.file);
      names.push_back(row.preview);
      ids.push_back(row.id);
    }
    removed += ids.size();
    const Result<void> unlinked = co_await files->remove(std::move(names));
    if (!unlinked) co_return unlinked.error();
    const Result<void> forgotten = co_await store->forget_attachments(std::move(ids));
    if (!forgotten) co_return forgotten.error();
  }
  co_return removed;
}

awaitable<Result<std::size_t>> remove_nameless(store::Store* store, files::Files* files) {
  const auto names = co_await files->old_names();
  if (!names) co_return names.error();
  std::vector<std::string> nameless;
  for (const std::string& name : *names) {
    const auto row = co_await store->find_attachment(files::attachment_of(name));
    if (!row && row.error().kind != ErrorKind::not_found) co_return row.error();
    if (!row || (row->file != name && row->preview != name)) nameless.push_back(name);
  }
  const std::size_t count = nameless.size();
  const Result<void> unlinked = co_await files->remove(std::move(nameless));
  if (!unlinked) co_return unlinked.error();
  co_return count;
}

}  // namespace

awaitable<Result<FileSweep>> sweep_files(store::Store* store, files::Files* files, Timestamp now) {
  FileSweep swept;
  const Result<std::size_t> dead =
      co_await remove_dead(store, files, now - files->options().orphan_age);
  if (!dead) co_return dead.error();
  swept.attachments = *dead;
  const Result<std::size_t> nameless = co_await remove_nameless(store, files);
  if (!nameless) co_return nameless.error();
  swept.nameless_files = *nameless;
  co_return swept;
}

}  // namespace chatkit::conversation
