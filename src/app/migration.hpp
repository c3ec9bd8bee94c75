#pragma once

#include <cstdint>
#include <functional>
#include <set>
#include <string>

#include "app/admin_client.hpp"
#include "app/archive_sender.hpp"
#include "chatkit/client.hpp"

namespace chatkit::app {

struct MigrationTotals {
  std::int64_t threads = 0;
  std::int64_t items = 0;
  std::int64_t items_new = 0;
  /// Items of kinds that this version does not know.
  std::int64_t items_unknown = 0;
  std::int64_t threads_failed = 0;
};

/// Who hears how a migration goes. Either may be empty.
struct MigrationListener {
  std::function<void(const MigrationTotals&)> progress;
  std::function<void(const std::string& thread_id, const std::string& reason)> failed;
};

/// Copies threads and their items from one service to another, oldest first.
///
/// How far it came is a note in the target's store, written once what it says is durable there: a
/// run that was cut goes on after the last page of threads, threads that failed are tried first in
/// the next run, and a finished one begins anew, finding only what is new. What the target has
/// already, by id, is left as it is.
class Migration {
 public:
  /// `workflow_id`: what to file threads under. `client` and `admin` outlive this.
  Migration(const Client& client, const AdminClient& admin, std::string workflow_id,
            MigrationListener listener);

  /// Forgets how far earlier runs came.
  void restart();
  /// Errors: what libchatkit throws where going on makes no sense (the source is gone, or refuses
  /// the key), CommandError of the target. What was copied until then is noted.
  const MigrationTotals& run();

 private:
  struct Place {
    std::string after;
    std::set<std::string> failed;
  };
  void load();
  void save();
  void retry_failed();
  Page<ChatKitThread> first_page();
  /// False: the thread failed, and others may not.
  bool copy(const ChatKitThread& thread);
  void copy_items(const ChatKitThread& thread);
  void try_thread(const ChatKitThread& thread);

  const Client& client_;
  const AdminClient& admin_;
  std::string workflow_id_;
  MigrationListener listener_;
  ArchiveSender sender_;
  std::string note_;
  Place place_;
  MigrationTotals totals_;
};

}  // namespace chatkit::app
