#include "responder/script/reply_text.hpp"

#include <algorithm>
#include <string_view>
#include <utility>
#include <variant>

#include "base/utf8.hpp"
#include "responder/script/command.hpp"
#include "workflow/template.hpp"

namespace chatkit::responder {
namespace {

constexpr std::size_t kQuoteLinesMax = 12;
constexpr std::size_t kRecalledMax = 3;
constexpr std::size_t kExcerptCharacters = 80;

std::size_t words_in(std::string_view text) {
  std::size_t words = 0;
  bool inside = false;
  for (const char letter : text) {
    const bool space = letter == ' ' || letter == '\n' || letter == '\t' || letter == '\r';
    if (!space && !inside) ++words;
    inside = !space;
  }
  return words;
}

std::string counted(std::size_t count, std::string_view noun) {
  return std::to_string(count) + " " + std::string(noun) + (count == 1 ? "" : "s");
}

std::string as_quote(std::string_view text) {
  std::string out;
  std::size_t lines = 0;
  while (!text.empty() && lines < kQuoteLinesMax) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    out += "> " + std::string(text.substr(0, end)) + "\n";
    text.remove_prefix(std::min(end + 1, text.size()));
    ++lines;
  }
  if (!text.empty()) out += "> …\n";
  return out;
}

/// Backticks around a text that may hold some itself.
std::string code(const std::string& text) {
  const bool has_ticks = text.find('`') != std::string::npos;
  return has_ticks ? "`` " + text + " ``" : "`" + text + "`";
}

void add_mentions(std::string& out, const protocol::UserMessage& message) {
  std::string names;
  for (const protocol::UserContent& content : message.content) {
    const auto* tag = std::get_if<protocol::TagContent>(&content);
    if (tag == nullptr) continue;
    if (!names.empty()) names += ", ";
    names += "**" + tag->text + "**";
  }
  if (!names.empty()) out += "You mentioned " + names + ".\n\n";
  if (message.quoted_text) {
    out += "You quoted: *" + excerpt(*message.quoted_text, kExcerptCharacters) + "*\n\n";
  }
}

void add_earlier(std::string& out, const std::vector<std::string>& earlier) {
  if (earlier.empty()) return;
  out += "Before that, you wrote:\n\n";
  const std::size_t shown = std::min(earlier.size(), kRecalledMax);
  for (std::size_t i = earlier.size() - shown; i < earlier.size(); ++i) {
    out += std::to_string(i + 1) + ". “" + excerpt(earlier[i], kExcerptCharacters) + "”\n";
  }
  out += "\n";
}

void add_state(std::string& out, const StateVariables& variables) {
  if (variables.empty()) return;
  out += "Your session carries:\n\n| state variable | value |\n| --- | --- |\n";
  for (const auto& [name, value] : variables) {
    out += "| " + code(excerpt(name, 64)) + " | " + code(excerpt(workflow::value_text(value), 64)) +
           " |\n";
  }
  out += "\n";
}

}  // namespace

std::string excerpt(const std::string& text, std::size_t characters_max) {
  std::string line;
  std::size_t characters = 0;
  for (const char byte : text) {
    if (!is_utf8_continuation(byte) && ++characters > characters_max) return line + "…";
    const bool breaks_line = byte == '\n' || byte == '\r' || byte == '|';
    line.push_back(breaks_line ? ' ' : byte);
  }
  return line;
}

std::string reply_text(const ReplySource& source) {
  std::vector<std::string> said;
  for (const protocol::ThreadItem& item : source.history) {
    if (std::holds_alternative<protocol::UserMessage>(item.kind)) said.push_back(text_of(item));
  }
  std::string out;
  if (said.empty()) return out;
  const std::string text = std::move(said.back());
  said.pop_back();

  out += "**Turn " + std::to_string(said.size() + 1) + ".** You wrote:\n\n";
  out += text.empty() ? "> *(nothing)*\n" : as_quote(text);
  out += "\nThat is " + counted(words_in(text), "word") + " in " +
         counted(count_chars(text), "character") + ".\n\n";
  add_mentions(out, std::get<protocol::UserMessage>(source.history.back().kind));
  add_earlier(out, said);
  add_state(out, source.state_variables);
  out += "I am the built-in script behind the workflow " + code(source.workflow_id) +
         ": no model, no network, the same answer every time. Type `/help` to see what a "
         "conversation can carry.";
  return out;
}

std::string help_text() {
  return R"(Here is what I can show:

| command | what it shows |
| --- | --- |
| `/echo TEXT` | an answer of your own words |
| `/slow N` | an answer in N pieces, one every 100 ms; stop it half way |
| `/long N` | an answer of N kilobytes |
| `/annotations` | citations of a page, a file and an entity |
| `/progress` | progress while an answer is being prepared |
| `/notice` | notices: info, warning, danger |
| `/task` | a task |
| `/workflow` | a workflow whose tasks come one by one |
| `/widget` | a card |
| `/buttons` | a card with buttons, one answered at once and one with a message |
| `/ask` | questions to fill in |
| `/image` | a generated image |
| `/tool` | a call of a tool in your browser |
| `/effect` | an effect for the page around the chat |
| `/hidden` | context that only the responder sees |
| `/title TEXT` | a title for this thread |
| `/lock REASON` | a locked thread |
| `/close REASON` | a closed thread |
| `/fail` | a failure |
| `/fail-custom TEXT` | a failure in your own words |

Anything else is answered with what I know of it.)";
}

}  // namespace chatkit::responder
