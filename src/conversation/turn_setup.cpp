#include "conversation/turn_setup.hpp"

#include <utility>

namespace chatkit::conversation {

std::string_view name_of(responder::Cause cause) {
  switch (cause) {
    case responder::Cause::user_message:
      return "user_message";
    case responder::Cause::retry:
      return "retry";
    case responder::Cause::client_tool_output:
      return "client_tool_output";
    case responder::Cause::structured_input:
      return "structured_input";
    case responder::Cause::custom_action:
      return "custom_action";
  }
  return "user_message";
}

responder::SessionView session_view(const store::Session& session, workflow::WorkflowPtr workflow,
                                    std::string locale) {
  responder::SessionView view;
  view.id = session.id.str();
  view.user = session.user;
  view.locale = std::move(locale);
  view.state_variables = workflow->state_variables;
  view.workflow = std::move(workflow);
  if (!session.state_variables) return view;
  for (const auto& [name, value] : *session.state_variables) view.state_variables[name] = value;
  return view;
}

}  // namespace chatkit::conversation
