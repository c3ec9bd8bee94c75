#include "app/terminal_chat.hpp"

#include <algorithm>
#include <chrono>

#include "app/answer_printer.hpp"
#include "app/item_text.hpp"
#include "app/rest_commands.hpp"
#include "app/terminal_text.hpp"
#include "chatkit/errors.hpp"
#include "chatkit/json_text.hpp"

namespace chatkit::app {
namespace {

constexpr std::uint32_t kItemsPerPage = 100;
constexpr std::uint32_t kThreadsShown = 50;
constexpr std::size_t kUsageColumns = 14;

bool is_blank(const std::string& line) {
  return line.find_first_not_of(" \t\r") == std::string::npos;
}

std::string whole_markdown(MarkdownText::Style style, const std::string& text) {
  MarkdownText markdown(style);
  std::string out = markdown.feed(printable_lines(text));
  return out + markdown.finish();
}

}  // namespace

TerminalChat::TerminalChat(const Client& client, const Arguments& arguments, Shell& shell)
    : shell_(shell), session_(client, arguments), input_(shell.in), thread_id_(arguments.id) {}

const std::vector<TerminalChat::Command>& TerminalChat::commands() {
  static const std::vector<Command> all = {
      {"/history", "", "what was said in this thread", &TerminalChat::print_history},
      {"/threads", "", "your threads", &TerminalChat::print_threads},
      {"/open", "ID", "go on with a thread (its id, or its number in /threads)",
       &TerminalChat::open},
      {"/new", "", "begin a new thread", &TerminalChat::begin_new},
      {"/file", "PATH", "attach a file to your next message", &TerminalChat::attach},
      {"/retry", "", "have your last message answered again", &TerminalChat::retry},
      {"/output", "JSON", "answer the tool call that waits for you", &TerminalChat::give_output},
      {"/help", "", "this list", &TerminalChat::help},
  };
  return all;
}

void TerminalChat::run() {
  if (!thread_id_.empty()) print_history("");
  if (shell_.out_is_terminal) shell_.out << "/help shows the commands.\n";
  while (true) {
    prompt();
    const auto line = input_.next();
    if (!line || *line == "/quit" || *line == "/exit") break;
    interrupts_ = 0;
    if (!is_blank(*line)) take(*line);
  }
  if (shell_.out_is_terminal) shell_.out << "\n";
}

void TerminalChat::interrupt() {
  if (running_.interrupt()) return;
  if (++interrupts_ > 1) return input_.close();
  if (shell_.out_is_terminal) shell_.out << "\nCtrl-C again, or Ctrl-D, leaves.\n";
  prompt();
}

void TerminalChat::prompt() {
  if (shell_.out_is_terminal) shell_.out << "> " << std::flush;
}

/// A failure of one line is told, and the chat goes on; a lost service ends it.
void TerminalChat::take(const std::string& line) {
  try {
    if (line.starts_with("//")) {
      say(line.substr(1));  // The workflow may have commands of its own.
    } else if (line.starts_with('/')) {
      command(line);
    } else {
      say(line);
    }
  } catch (const APIUserAbortError&) {
    shell_.out << "[stopped]" << std::endl;
  } catch (const APIStatusError& error) {
    shell_.err << "chatkit: " << printable_line(error.what()) << std::endl;
  } catch (const UsageError& error) {
    shell_.err << "chatkit: " << printable_line(error.what()) << std::endl;
  }
}

void TerminalChat::command(const std::string& line) {
  const auto space = line.find(' ');
  const auto name = line.substr(0, space);
  auto operand = space == std::string::npos ? std::string() : line.substr(space + 1);
  operand.erase(0, operand.find_first_not_of(' '));
  const auto& all = commands();
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const Command& each) { return name == each.name; });
  if (found == all.end() || (*found->operand != '\0' && operand.empty())) {
    shell_.out << (found == all.end()
                       ? "There is no such command.\n"
                       : std::string(found->name) + " needs " + found->operand + ".\n");
    return help("");
  }
  (this->*found->act)(operand);
}

void TerminalChat::help(const std::string&) {
  std::string text;
  for (const Command& each : commands()) {
    std::string usage = std::string(each.name) + " " + each.operand;
    usage.resize(std::max(usage.size(), kUsageColumns), ' ');
    text += usage + each.help + "\n";
  }
  shell_.out << text << "/quit         leave (or Ctrl-D); Ctrl-C stops an answer\n"
             << "Any other line goes to the workflow, //help as /help.\n"
             << std::flush;
}

void TerminalChat::answer(const std::function<ConversationStream(const RequestOptions&)>& start) {
  RequestOptions options;
  options.stop_token = running_.begin_turn(conversation());
  AnswerPrinter printer(shell_);
  const auto finish = [&] {
    const bool stopped = running_.end();
    printer.end_line();
    if (!printer.thread_id().empty()) thread_id_ = printer.thread_id();
    pending_call_id_ = printer.pending_call_id();
    return stopped;
  };
  try {
    auto stream = start(options);
    running_.found(thread_id_, stream.run_id());
    while (const auto event = stream.next()) {
      printer.print(*event);
      running_.found(printer.thread_id(), stream.run_id());
    }
  } catch (const RunLogExpiredError&) {
    finish();
    shell_.err << "chatkit: the connection was lost; /history shows the answer" << std::endl;
    return;
  } catch (...) {
    finish();
    throw;
  }
  if (finish()) shell_.out << "[stopped]" << std::endl;
  if (pending_call_id_ && shell_.out_is_terminal) {
    shell_.out << "The workflow waits for this tool: /output JSON answers it.\n";
  }
}

void TerminalChat::say(const std::string& text) {
  protocol::UserMessageInput input(text);
  input.attachments = attachments_;
  answer([&](const RequestOptions& options) {
    auto stream = thread_id_.empty() ? conversation().create_thread(input, options)
                                     : conversation().add_user_message(thread_id_, input, options);
    attachments_.clear();
    return stream;
  });
}

void TerminalChat::print_history(const std::string&) {
  if (thread_id_.empty()) {
    shell_.out << "This thread is new.\n";
    return;
  }
  ConversationListParams params;
  params.limit = kItemsPerPage;
  params.order = Order::asc;
  while (true) {
    const auto page = conversation().list_items(thread_id_, params);
    for (const auto& item : page.data) {
      const auto spoken = spoken_item(item);
      if (spoken.empty()) continue;
      shell_.out << whole_markdown(markdown_style(shell_), spoken) << "\n";
    }
    if (!page.has_more || !page.after || page.after == params.after) break;
    params.after = page.after;
  }
  shell_.out << std::flush;
}

void TerminalChat::print_threads(const std::string&) {
  ConversationListParams params;
  params.limit = kThreadsShown;
  const auto page = conversation().list_threads(params);
  listed_.clear();
  TextTable table({"", "THREAD", "CREATED (UTC)", "TITLE"});
  for (const auto& thread : page.data) {
    listed_.push_back(thread.id);
    table.add({std::to_string(listed_.size()), thread.id,
               show_time(std::chrono::floor<std::chrono::seconds>(thread.created_at)),
               thread.title.value_or("")});
  }
  shell_.out << table.text() << std::flush;
}

void TerminalChat::open(const std::string& operand) {
  auto id = operand;
  for (std::size_t i = 0; i < listed_.size(); ++i) {
    if (operand == std::to_string(i + 1)) id = listed_[i];
  }
  thread_id_ = conversation().get_thread(id).id;
  pending_call_id_.reset();
  print_history("");
}

void TerminalChat::begin_new(const std::string&) {
  thread_id_.clear();
  pending_call_id_.reset();
}

void TerminalChat::attach(const std::string& operand) {
  AttachmentUpload upload;
  upload.path = operand;
  if (shell_.out_is_terminal) {
    upload.on_progress = [this](std::uint64_t sent, std::uint64_t total) {
      shell_.out << "\r" << sent * 100 / std::max<std::uint64_t>(total, 1) << " %" << std::flush;
    };
  }
  RequestOptions options;
  options.stop_token = running_.begin_call();
  try {
    const auto attachment = conversation().upload(upload, options);
    attachments_.push_back(attachment.id);
    running_.end();
    if (shell_.out_is_terminal) shell_.out << "\r";
    shell_.out << "[file: " << printable_line(attachment.name) << "] goes with your next message."
               << std::endl;
  } catch (...) {
    running_.end();
    if (shell_.out_is_terminal) shell_.out << "\n";
    throw;
  }
}

void TerminalChat::retry(const std::string&) {
  ConversationListParams params;
  params.limit = kItemsPerPage;
  std::vector<protocol::ThreadItem> newest;
  if (!thread_id_.empty()) newest = conversation().list_items(thread_id_, params).data;
  const auto last = std::find_if(newest.begin(), newest.end(), [](const auto& item) {
    return std::holds_alternative<protocol::UserMessage>(item.kind);
  });
  if (last == newest.end()) {
    shell_.out << "There is no message to answer again.\n" << std::flush;
    return;
  }
  answer([&](const RequestOptions& options) {
    return conversation().retry_after_item(thread_id_, last->id, options);
  });
}

void TerminalChat::give_output(const std::string& operand) {
  if (!pending_call_id_) {
    shell_.out << "No tool call waits for an output.\n" << std::flush;
    return;
  }
  const std::string call_id = *pending_call_id_;
  const RawJson output = parse_json(operand);
  answer([&](const RequestOptions& options) {
    return conversation().add_client_tool_output(thread_id_, call_id, output, options);
  });
}

}  // namespace chatkit::app
