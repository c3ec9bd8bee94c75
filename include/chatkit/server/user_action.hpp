#pragma once

#include <optional>
#include <string>

#include "chatkit/protocol/thread_item.hpp"
#include "chatkit/raw_json.hpp"
#include "chatkit/widgets/json_object.hpp"

namespace chatkit::server {

/// What a user did with a widget: its Action's type, and its payload with the values of the form.
///
/// A client made it: check what you read.
struct UserAction {
  std::string type{};
  /// `null` where there was none.
  RawJson payload{};
  /// The widget's item; unset where the client named none.
  std::optional<protocol::ThreadItem> sender{};

  /// The payload taken apart; empty where it is no object.
  widgets::JsonObject fields() const {
    return payload.view().starts_with('{') ? widgets::JsonObject(payload) : widgets::JsonObject();
  }
};

}  // namespace chatkit::server
