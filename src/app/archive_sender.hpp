#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "app/admin_client.hpp"
#include "app/archive.hpp"

namespace chatkit::app {

struct ImportTotals {
  std::int64_t sessions = 0;
  std::int64_t threads = 0;
  std::int64_t items = 0;
  std::int64_t items_new = 0;
};

/// Sends archive records to a service in batches; each batch stands alone, so a thread that goes on
/// in the next one is named there again. Errors: as AdminClient's.
class ArchiveSender {
 public:
  explicit ArchiveSender(const AdminClient& admin) : admin_(admin) {}

  /// An item belongs to the thread that was added last before it.
  void add(const ArchiveRecord& record);
  /// Sends what waits.
  void flush();
  const ImportTotals& totals() const noexcept { return totals_; }

 private:
  void add_item(const ArchivedItem& item);

  const AdminClient& admin_;
  std::string batch_;
  /// The thread that items go to, as its line; empty: none.
  std::string thread_line_;
  bool thread_is_in_batch_ = false;
  ImportTotals totals_;
};

}  // namespace chatkit::app
