#include <algorithm>
#include <chrono>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include "app/answer_printer.hpp"
#include "app/commands.hpp"
#include "app/connection.hpp"
#include "app/rest_commands.hpp"
#include "app/stop_signals.hpp"
#include "app/terminal_text.hpp"
#include "chatkit/errors.hpp"
#include "chatkit/session_guard.hpp"

namespace chatkit::app {
namespace {

constexpr const char* kHelp =
    "/history   what was said in this thread\n"
    "/threads   your threads\n"
    "/open ID   go on with a thread (its id, or its number in /threads)\n"
    "/new       begin a new thread\n"
    "/quit      leave (or Ctrl-D); Ctrl-C stops an answer\n";

/// A session is renewed this long before it ends.
constexpr std::chrono::seconds kRenewBefore{30};
constexpr std::int64_t kRequestsPerMinute = 60;

/// What Ctrl-C stops: the answer that is running, if one is.
class CurrentAnswer {
 public:
  std::stop_token begin() {
    const std::lock_guard lock(mutex_);
    source_.emplace();
    return source_->get_token();
  }
  void end() {
    const std::lock_guard lock(mutex_);
    source_.reset();
  }
  void stop() {
    const std::lock_guard lock(mutex_);
    if (source_) source_->request_stop();
  }

 private:
  std::mutex mutex_;
  std::optional<std::stop_source> source_;
};

class TerminalChat {
 public:
  TerminalChat(const Client& client, const Arguments& arguments, Shell& shell)
      : client_(client), arguments_(arguments), shell_(shell), thread_id_(arguments.id) {}

  void run() {
    renew_session();
    if (!thread_id_.empty()) print_history();
    const StopSignals signals(StopSignals::Which::interrupt_only, [this](int) { answer_.stop(); });
    if (shell_.out_is_terminal) shell_.out << "/help shows the commands.\n";
    std::string line;
    while (prompt(), std::getline(shell_.in, line)) {
      if (line == "/quit" || line == "/exit") return;
      if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
      take(line);
    }
    if (shell_.out_is_terminal) shell_.out << "\n";
  }

 private:
  void prompt() {
    if (shell_.out_is_terminal) shell_.out << "> " << std::flush;
  }

  /// A failure of one line is told, and the chat goes on; a lost service ends it.
  void take(const std::string& line) {
    try {
      if (std::chrono::system_clock::now() + kRenewBefore >= expires_at_) renew_session();
      if (!line.starts_with('/')) {
        say(line);
      } else {
        command(line);
      }
    } catch (const APIUserAbortError&) {
      shell_.out << "\n[stopped]" << std::endl;
    } catch (const APIStatusError& error) {
      shell_.err << "chatkit: " << printable_line(error.what()) << std::endl;
    }
  }

  void renew_session() {
    SessionCreateParams params;
    params.user = arguments_.user;
    params.workflow.id = arguments_.workflow.empty() ? "demo" : arguments_.workflow;
    params.workflow.version = arguments_.version;
    params.workflow.state_variables = read_state(arguments_.state_variables);
    params.rate_limits.emplace();
    params.rate_limits->max_requests_per_1_minute = kRequestsPerMinute;
    const auto& sessions = client_.beta.chatkit.sessions;
    const auto session = sessions.create(params);
    guard_.emplace(sessions, session.id);
    conversation_.emplace(client_.conversation(session.client_secret));
    expires_at_ = session.expires_at;
  }

  void say(const std::string& text) {
    RequestOptions options;
    options.stop_token = answer_.begin();
    AnswerPrinter printer(shell_);
    try {
      const protocol::UserMessageInput input(text);
      auto stream = thread_id_.empty()
                        ? conversation_->create_thread(input, options)
                        : conversation_->add_user_message(thread_id_, input, options);
      for (const auto& event : stream) printer.print(event);
    } catch (...) {
      finish(printer);
      throw;
    }
    finish(printer);
  }

  void finish(AnswerPrinter& printer) {
    answer_.end();
    printer.end_line();
    if (!printer.thread_id().empty()) thread_id_ = printer.thread_id();
  }

  void command(const std::string& line) {
    const auto space = line.find(' ');
    const auto name = line.substr(0, space);
    auto operand = space == std::string::npos ? std::string() : line.substr(space + 1);
    operand.erase(0, operand.find_first_not_of(' '));
    if (name == "/history") {
      print_history();
    } else if (name == "/threads") {
      print_threads();
    } else if (name == "/open" && !operand.empty()) {
      open(operand);
    } else if (name == "/new") {
      thread_id_.clear();
    } else if (name == "/help") {
      shell_.out << kHelp << "Any other line goes to the workflow, //help as /help.\n"
                 << std::flush;
    } else if (name.starts_with("//")) {
      say(line.substr(1));  // The workflow may have commands of its own.
    } else {
      shell_.out << "There is no such command.\n" << kHelp << std::flush;
    }
  }

  void print_history() {
    if (thread_id_.empty()) {
      shell_.out << "This thread is new.\n";
      return;
    }
    ConversationListParams params;
    params.limit = 100;
    params.order = Order::asc;
    while (true) {
      const auto page = conversation_->list_items(thread_id_, params);
      for (const auto& item : page.data) {
        const auto spoken = spoken_item(item);
        if (!spoken.empty()) shell_.out << printable_lines(spoken) << "\n";
      }
      if (!page.has_more || !page.after || page.after == params.after) break;
      params.after = page.after;
    }
    shell_.out << std::flush;
  }

  void print_threads() {
    ConversationListParams params;
    params.limit = 50;
    const auto page = conversation_->list_threads(params);
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

  void open(const std::string& operand) {
    auto id = operand;
    for (std::size_t i = 0; i < listed_.size(); ++i) {
      if (operand == std::to_string(i + 1)) id = listed_[i];
    }
    const auto thread = conversation_->get_thread(id);
    thread_id_ = thread.id;
    print_history();
  }

  const Client& client_;
  const Arguments& arguments_;
  Shell& shell_;
  CurrentAnswer answer_;
  std::optional<SessionGuard> guard_;
  std::optional<Conversation> conversation_;
  UnixSeconds expires_at_{};
  std::string thread_id_;
  std::vector<std::string> listed_;
};

}  // namespace

ExitCode chat(const Arguments& arguments, Shell& shell) {
  auto connection = Connection::to_service(arguments, shell, Connection::Missing::make);
  auto chosen = arguments;
  if (chosen.user.empty() && shell.environment) {
    chosen.user = shell.environment("USER").value_or("");
  }
  if (chosen.user.empty()) chosen.user = "terminal";
  TerminalChat(connection.client(), chosen, shell).run();
  return ExitCode::ok;
}

}  // namespace chatkit::app
