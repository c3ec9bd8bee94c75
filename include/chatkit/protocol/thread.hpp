#pragma once

#include <optional>
#include <string>
#include <vector>

#include "chatkit/protocol/thread_item.hpp"
#include "chatkit/thread.hpp"

namespace chatkit::protocol {

/// A page of the conversation dialect: `after` is set exactly when there is more.
template <class T>
struct Page {
  std::vector<T> data{};
  bool has_more = false;
  std::optional<std::string> after{};
};

/// A thread in the conversation dialect. Clients always see `metadata` as `{}`.
struct Thread {
  std::string id{};
  Timestamp created_at{};
  std::optional<std::string> title{};
  ThreadStatus status{};
  std::optional<std::vector<std::string>> allowed_image_domains{};
  Page<ThreadItem> items{};
};

}  // namespace chatkit::protocol
