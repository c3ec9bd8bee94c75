#pragma once

#include <string>
#include <vector>

#include "chatkit/protocol/thread_item.hpp"
#include "chatkit/session.hpp"

namespace chatkit::responder {

/// What the default reply is made from: `history` is the thread so far, the message last.
struct ReplySource {
  std::string workflow_id;
  std::string user;
  StateVariables state_variables;
  std::vector<protocol::ThreadItem> history;
};

/// The reply to a message that is no command, in Markdown: quotes the message, says which turn it
/// is, recalls what was said before, shows the session's state variables. The same source always
/// makes the same text.
std::string reply_text(const ReplySource& source);

/// The list of commands, in Markdown.
std::string help_text();

/// The first `characters_max` characters of a text in one line, with an ellipsis if more came.
std::string excerpt(const std::string& text, std::size_t characters_max);

}  // namespace chatkit::responder
