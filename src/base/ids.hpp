#pragma once

#include <compare>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "base/random.hpp"
#include "chatkit/time.hpp"

namespace chatkit {

/// An identifier that cannot be mistaken for another kind's. What comes in is never checked for a
/// prefix: hosted ids and those that responders choose are as good as ours.
template <class Tag>
class Id {
 public:
  Id() = default;
  explicit Id(std::string text) : text_(std::move(text)) {}
  explicit Id(std::string_view text) : text_(text) {}
  explicit Id(const char* text) : text_(text) {}

  const std::string& str() const noexcept { return text_; }
  bool empty() const noexcept { return text_.empty(); }

  friend bool operator==(const Id&, const Id&) = default;
  friend auto operator<=>(const Id&, const Id&) = default;

 private:
  std::string text_;
};

using ProjectId = Id<struct ProjectTag>;
using ApiKeyId = Id<struct ApiKeyTag>;
using SessionId = Id<struct SessionTag>;
using ThreadId = Id<struct ThreadTag>;
using ItemId = Id<struct ItemTag>;
using RunId = Id<struct RunTag>;
using AttachmentId = Id<struct AttachmentTag>;
using FeedbackId = Id<struct FeedbackTag>;

/// `prefix` and 48 hex digits: 8 of Unix seconds, 40 unguessable.
std::string new_id(std::string_view prefix, Timestamp now, Random& random);

SessionId new_session_id(Timestamp now, Random& random);
ThreadId new_thread_id(Timestamp now, Random& random);
ItemId new_item_id(Timestamp now, Random& random);
RunId new_run_id(Timestamp now, Random& random);
AttachmentId new_attachment_id(Timestamp now, Random& random);
FeedbackId new_feedback_id(Timestamp now, Random& random);

/// `bytes` as lower-case hex.
std::string to_hex(std::span<const std::byte> bytes);

}  // namespace chatkit

template <class Tag>
struct std::hash<chatkit::Id<Tag>> {
  std::size_t operator()(const chatkit::Id<Tag>& id) const noexcept {
    return std::hash<std::string>()(id.str());
  }
};
