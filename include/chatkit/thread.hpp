#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "chatkit/extra_fields.hpp"
#include "chatkit/open_enum.hpp"
#include "chatkit/time.hpp"

// ChatKit threads as the REST API carries them. Plain values. Source: contract section 1.
namespace chatkit {

struct ThreadStatusNames {
  enum class Known { active, locked, closed, unknown };
  static constexpr std::pair<Known, std::string_view> values[] = {
      {Known::active, "active"}, {Known::locked, "locked"}, {Known::closed, "closed"}};
};
using ThreadStatusType = OpenEnum<ThreadStatusNames>;

/// Whether a thread takes new messages; `reason` says why not.
struct ThreadStatus {
  ThreadStatusType type{};
  std::optional<std::string> reason{};
  ExtraFields extra{};
};

/// A conversation of one user. `metadata` and `session_id` are the older documentation's fields.
struct ChatKitThread {
  std::string id{};
  std::string object = "chatkit.thread";
  UnixSeconds created_at{};
  std::optional<std::string> title{};
  ThreadStatus status{};
  std::string user{};
  Metadata metadata{};
  std::optional<std::string> session_id{};
  ExtraFields extra{};
};

/// The answer to a deletion. `object` is what the wire says; the older documentation says
/// `chatkit.thread`.
struct ThreadDeleteResponse {
  std::string id{};
  std::string object = "chatkit.thread.deleted";
  bool deleted = false;
  ExtraFields extra{};
};

enum class Order { asc, desc };

/// What `threads.list` takes. Unset members are not sent; an empty `user` is.
struct ThreadListParams {
  std::optional<std::string> after{};
  std::optional<std::string> before{};
  std::optional<std::int64_t> limit{};
  std::optional<Order> order{};
  std::optional<std::string> user{};
};

/// What `threads.list_items` takes. Unset members are not sent.
struct ThreadListItemsParams {
  std::optional<std::string> after{};
  std::optional<std::string> before{};
  std::optional<std::int64_t> limit{};
  std::optional<Order> order{};
};

/// What `threads.update` takes (our extension). Unset members stay as they are.
struct ThreadUpdateParams {
  std::optional<std::string> title{};
  std::optional<Metadata> metadata{};
  std::optional<ThreadStatus> status{};
};

}  // namespace chatkit
