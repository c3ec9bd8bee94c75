#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/ids.hpp"
#include "chatkit/thread.hpp"
#include "store/records.hpp"

namespace chatkit::store {

/// Whose rows a call may touch. Anything outside is `not_found`, never `forbidden`.
///
/// An API key sets the project alone. A client secret sets the user and the workflow too, `session`
/// where history is off (only that session's own threads), and `newest_threads` where only the N
/// newest of that user and workflow are open.
struct Scope {
  ProjectId project;
  std::optional<std::string> user;
  std::optional<std::string> workflow_id;
  std::optional<SessionId> session;
  std::optional<std::uint32_t> newest_threads;
};

/// A page of a list. `after` and `before` name objects of that list; the page lies after / before
/// them in the order asked for. Both: strictly between, from the `after` end. `before` alone: the
/// `limit` objects directly preceding it, in the order asked for, `has_more` looking further that
/// way. A deleted object stays a cursor for a day; an id never known in that list is invalid_value.
/// `limit` 0: no objects, `has_more` if any exist.
struct PageQuery {
  std::uint32_t limit = 20;
  Order order = Order::desc;
  std::optional<std::string> after;
  std::optional<std::string> before;
};

/// `visibility_min`: `everywhere` for REST, `conversation_only` for the conversation, `hidden` for
/// responders. `bytes_max` ends a page early; the page always holds one item if there is one.
struct ItemPageQuery {
  PageQuery page;
  Visibility visibility_min = Visibility::everywhere;
  std::size_t bytes_max = 8U << 20U;
};

template <class T>
struct Page {
  std::vector<T> data;
  bool has_more = false;
};

/// What to change of a thread; unset members stay. A generated title never replaces a user's.
struct ThreadChange {
  std::optional<std::string> title;
  TitleSource title_source = TitleSource::user;
  std::optional<ThreadStatus> status;
  std::optional<RawJson> metadata;
  std::optional<std::vector<std::string>> allowed_image_domains;
};

/// The start of a turn, one transaction: the thread if it is new, the user's item if there is one,
/// what the user's input changes of older items, the attachments that go to the thread, the run,
/// and the idempotency key. That key's target is the run, whatever the record says.
struct TurnStart {
  std::optional<Thread> new_thread;
  std::optional<Item> user_item;
  std::vector<Item> replaced_items;
  std::vector<ItemId> removed_items;
  std::vector<AttachmentId> attachments;
  Run run;
  std::optional<IdempotencyRecord> idempotency;
};

/// How a run ended, with the items that its end leaves behind, one transaction.
struct RunEnd {
  RunState state = RunState::completed;
  Timestamp ended_at{};
  std::string error;
  std::vector<Item> last_items;
  /// With last items: what came after this one, if it is there, is removed first, as
  /// `add_item_after` does.
  std::optional<ItemId> cut_after;
  RunFigures figures;
};

/// What to change of a session; unset members stay.
struct SessionChange {
  std::optional<StateVariables> state_variables;
  std::optional<Timestamp> expires_at;
};

/// Which runs to list: of one thread, or of all.
struct RunQuery {
  PageQuery page;
  std::optional<ThreadId> thread;
};
/// Which feedback to list: on one thread, or on all.
struct FeedbackQuery {
  PageQuery page;
  std::optional<ThreadId> thread;
};

/// What came of an upload.
struct UploadedFile {
  std::string type;
  std::string mime_type;
  std::uint64_t size = 0;
  std::string file;
  std::string preview;
};

/// Counts for `/metrics` and the command line.
struct StoreCounts {
  std::uint64_t sessions = 0;
  std::uint64_t threads = 0;
  std::uint64_t items = 0;
};

}  // namespace chatkit::store
