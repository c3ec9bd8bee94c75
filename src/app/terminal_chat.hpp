#pragma once

#include <atomic>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "app/chat_session.hpp"
#include "app/line_input.hpp"
#include "app/running_answer.hpp"
#include "app/shell.hpp"

namespace chatkit::app {

/// A chat at a terminal: lines go to the workflow, `/…` are commands.
class TerminalChat {
 public:
  /// All outlive it.
  TerminalChat(const Client& client, const Arguments& arguments, Shell& shell);

  /// Until the input ends. Errors: those of the client where the service is lost.
  void run();
  /// Ctrl-C, from any thread: stops the answer; at the prompt, the second in a row leaves.
  void interrupt();

 private:
  using Act = void (TerminalChat::*)(const std::string& operand);
  struct Command {
    const char* name;
    const char* operand;  // Empty where it takes none.
    const char* help;
    Act act;
  };
  static const std::vector<Command>& commands();

  void prompt();
  void take(const std::string& line);
  void command(const std::string& line);
  /// Shows a turn that `start` begins, with all that may go wrong in it.
  void answer(const std::function<ConversationStream(const RequestOptions&)>& start);
  void say(const std::string& text);

  void help(const std::string& operand);
  void print_history(const std::string& operand);
  void print_threads(const std::string& operand);
  void open(const std::string& operand);
  void begin_new(const std::string& operand);
  void attach(const std::string& operand);
  void retry(const std::string& operand);
  void give_output(const std::string& operand);

  const Conversation& conversation() const noexcept { return session_.conversation(); }

  Shell& shell_;
  ChatSession session_;
  LineInput input_;
  RunningAnswer running_;
  std::atomic<int> interrupts_ = 0;  // At the prompt, in a row.
  std::string thread_id_;
  std::optional<std::string> pending_call_id_;
  std::vector<std::string> attachments_;  // For the next message.
  std::vector<std::string> listed_;
};

}  // namespace chatkit::app
