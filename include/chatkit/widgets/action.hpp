#pragma once

#include <string_view>

#include "chatkit/widgets/json_object.hpp"
#include "chatkit/widgets/words.hpp"

namespace chatkit::widgets {

/// What happens when a user presses, chooses or submits: it comes back to the responder as a
/// custom action of this type, with the payload and the values of the form around it.
class Action : public JsonObject {
 public:
  explicit Action(std::string_view type) {
    set("type", type);
    set("handler", "server").set("loadingBehavior", "auto").set("streaming", true);
  }
  Action& payload(const JsonValue& payload) { return with("payload", payload); }
  /// `client`: the page handles it, and nothing is sent to the service.
  Action& handler(Word<kHandlers> handler) { return with("handler", handler.text()); }
  /// What shows that it is under way.
  Action& loading_behavior(Word<kLoadingBehaviors> behavior) {
    return with("loadingBehavior", behavior.text());
  }
  /// False: it is answered at once, without a turn (`Responder::sync_action`).
  Action& streaming(bool on) { return with("streaming", on); }

 private:
  Action& with(std::string_view name, const JsonValue& value) {
    set(name, value);
    return *this;
  }
};

}  // namespace chatkit::widgets
