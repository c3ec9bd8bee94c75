#include "app/archive_sender.hpp"

#include <utility>

namespace chatkit::app {
namespace {

constexpr std::size_t kBatchBytes = 1U << 20U;

}  // namespace

void ArchiveSender::add(const ArchiveRecord& record) {
  if (const auto* item = std::get_if<ArchivedItem>(&record)) {
    add_item(*item);
  } else {
    const bool is_thread = std::holds_alternative<store::Thread>(record);
    if (is_thread) ++totals_.threads;
    if (std::holds_alternative<store::Session>(record)) ++totals_.sessions;
    std::string line;
    write_archive(line, record);
    batch_ += line;
    thread_is_in_batch_ = is_thread;
    thread_line_ = is_thread ? std::move(line) : std::string();
  }
  if (batch_.size() >= kBatchBytes) flush();
}

void ArchiveSender::add_item(const ArchivedItem& item) {
  if (!thread_is_in_batch_) batch_ += thread_line_;
  thread_is_in_batch_ = true;
  write_archive(batch_, item);
  ++totals_.items;
}

void ArchiveSender::flush() {
  if (batch_.empty()) return;
  const auto answer = JsonFields::read(admin_.post("/admin/import", std::exchange(batch_, "")));
  thread_is_in_batch_ = false;
  if (answer) totals_.items_new += answer->number("items_new").value_or(0);
}

}  // namespace chatkit::app
