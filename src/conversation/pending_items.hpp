#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "chatkit/protocol/event.hpp"

namespace chatkit::conversation {

/// The items that a turn has begun and not finished, with every update applied.
///
/// They are in nobody's store yet: when the user stops the turn, what was said so far is kept.
/// Source: contract section 2, rule 6.
class PendingItems {
 public:
  /// The most parts an answer may have: a part's index comes from outside and is filled up to.
  static constexpr std::int64_t kContentPartsMax = 1024;

  void add(protocol::ThreadItem item);
  /// An update of an item that is not pending changes nothing here.
  /// Errors: invalid_value for an index that is negative or past the most.
  Result<void> update(const protocol::ItemUpdated& updated);
  void drop(std::string_view item_id);
  /// Nothing if no such item is pending.
  const protocol::ThreadItem* find(std::string_view item_id) const;
  /// The text that the pending item holds by now.
  std::size_t text_bytes(std::string_view item_id) const;

  /// The answers worth keeping, in their order: assistant messages that are not blank.
  std::vector<protocol::ThreadItem> take_answers();

 private:
  struct Entry {
    protocol::ThreadItem item;
    std::size_t text_bytes = 0;
  };
  Entry* entry(std::string_view item_id);

  std::vector<Entry> entries_;
};

/// Nothing but white space, as Unicode knows it.
bool is_blank(std::string_view text);

}  // namespace chatkit::conversation
