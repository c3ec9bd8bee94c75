#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <utility>

#include "app/arguments.hpp"
#include "app/settings_table.hpp"
#include "chatkit/version.hpp"

namespace chatkit::app {
namespace {

constexpr const char* kProgramHelp =
    "ChatKit on your own machine: a service for chat sessions, threads and items, and the\n"
    "commands to look after it.\n\n"
    "  chatkit serve                    start a service (data in ./chatkit-data)\n"
    "  chatkit chat                     talk to it in the terminal\n"
    "  chatkit threads list             see the conversations\n"
    "  chatkit migrate --from URL       bring threads over from another ChatKit service\n";

constexpr const char* kProgramFooter =
    "Every command takes --help. Settings come from flags, CHATKIT_* variables, a YAML file\n"
    "(--config FILE), in that order; `chatkit serve --help` lists them.\n\n"
    "Which service a command talks to: --url (or CHATKIT_URL, OPENAI_BASE_URL unless --data is\n"
    "given), with --api-key, CHATKIT_API_KEY or OPENAI_API_KEY; otherwise the server that holds\n"
    "the data directory; otherwise the data directory itself.\n\n"
    "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 not found, 4 refused (key, permission,\n"
    "limit, conflict), 5 no service reached.\n";

constexpr const char* kServeFooter =
    "Each flag has a variable (--log-level: CHATKIT_LOG_LEVEL; lists with commas) and a key of\n"
    "the YAML file (log_level; limits under `limits:`). A flag beats a variable, a variable the\n"
    "file, the file the default. SIZE is 65536, 64KiB or 4MiB; TIME is 20s, 10m or 1h.\n"
    "SIGTERM and Ctrl-C let answers finish (--shutdown-grace), a second one ends at once.\n";

/// The program's grammar, and the Arguments that it fills in.
class Grammar {
 public:
  Grammar() : app_(kProgramHelp, "chatkit") {
    app_.footer(kProgramFooter);
    app_.set_version_flag("--version", "chatkit " + std::string(version));
    app_.require_subcommand(1);
    app_.get_formatter()->column_width(36);
    add_service();
    add_sessions();
    add_threads();
    add_chat();
    add_keys();
    add_transfer();
  }

  std::variant<Arguments, ExitCode> parse(std::vector<std::string> words, Shell& shell) {
    if (words.empty()) {
      shell.err << app_.help();
      return ExitCode::usage;
    }
    const auto known = app_.get_subcommands([](const CLI::App*) { return true; });
    const bool is_command = std::any_of(known.begin(), known.end(), [&](const CLI::App* sub) {
      return sub->get_name() == words.front();
    });
    if (!is_command && !words.front().starts_with('-')) {
      shell.err << "There is no command " << words.front() << ". chatkit --help lists them.\n";
      return ExitCode::usage;
    }
    std::reverse(words.begin(), words.end());
    try {
      app_.parse(std::move(words));
    } catch (const CLI::ParseError& stop) {
      const bool asked = stop.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success);
      app_.exit(stop, shell.out, shell.err);
      return asked ? ExitCode::ok : ExitCode::usage;
    }
    for (const auto* chosen = &app_; !chosen->get_subcommands().empty();) {
      chosen = chosen->get_subcommands().front();
      arguments_.command += (arguments_.command.empty() ? "" : " ") + chosen->get_name();
    }
    return std::move(arguments_);
  }

 private:
  CLI::App* group(const char* name, const char* help) {
    auto* sub = app_.add_subcommand(name, help);
    sub->require_subcommand(1);
    return sub;
  }

  void add_setting(CLI::App* sub, const SettingRow& row) {
    const auto name = std::string(row.name);
    const auto start = row.default_text();
    const auto help = std::string(row.help) + (start.empty() ? "" : " [" + start + "]");
    auto& values = arguments_.settings;
    const auto bare = std::string(row.bare_value);
    const auto take_one = [&values, name, bare](const std::string& value) {
      values[name] = {value.empty() ? bare : value};
    };
    const auto take_all = [&values, name](const std::vector<std::string>& all) {
      values[name] = all;
    };
    auto* option = row.list ? take_repeated(sub->add_option_function<std::vector<std::string>>(
                                  row.flag(), take_all, help))
                            : sub->add_option_function<std::string>(row.flag(), take_one, help);
    option->type_name(std::string(row.value_form));
    if (!bare.empty()) option->expected(0, 1);
    if (row.group == "limits") option->group("Limits");
  }

  static CLI::Option* take_repeated(CLI::Option* option) {
    return option->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)->allow_extra_args(false);
  }

  void add_all_settings(CLI::App* sub) {
    sub->add_option("--config", arguments_.config_file, "Settings from a YAML file")
        ->type_name("FILE");
    for (const auto& row : settings_table()) add_setting(sub, row);
    sub->footer(kServeFooter);
  }

  /// What a command needs to find its service.
  CLI::App* add_command(CLI::App* parent, const char* name, const char* help) {
    auto* sub = parent->add_subcommand(name, help);
    for (const auto* setting : {"data", "api_key", "workflows"}) {
      add_setting(sub, *find_setting(setting));
    }
    sub->add_option("--config", arguments_.config_file, "Settings from a YAML file")
        ->type_name("FILE");
    sub->add_flag("--json", arguments_.json, "JSON for programs instead of tables");
    return sub;
  }

  CLI::App* add_rest_command(CLI::App* parent, const char* name, const char* help) {
    auto* sub = add_command(parent, name, help);
    sub->add_option("--url", arguments_.url, "A service by its base URL, such as https://h/v1")
        ->type_name("URL");
    return sub;
  }

  void add_id(CLI::App* sub, const char* what) {
    sub->add_option("id", arguments_.id, what)->required()->type_name("");
  }

  void add_page(CLI::App* sub) {
    sub->add_option("--limit", arguments_.limit, "How many at most [20]")
        ->check(CLI::Range(std::int64_t{0}, std::int64_t{1'000'000'000}))
        ->type_name("N");
    sub->add_flag("--all", arguments_.all, "All of them");
    sub->add_option("--order", arguments_.order, "asc (oldest first) or desc")
        ->check(CLI::IsMember({"asc", "desc"}))
        ->type_name("ORDER");
    sub->add_option("--after", arguments_.after, "Begin after this one")->type_name("ID");
    sub->add_option("--before", arguments_.before, "End before this one")->type_name("ID");
  }

  void add_service() {
    auto* serve = app_.add_subcommand("serve", "Serve sessions, threads and chats over HTTP");
    add_all_settings(serve);
    auto* config = group("config", "Look at the settings");
    auto* check = config->add_subcommand(
        "check", "Show every setting with its value and where that comes from; 1 on a mistake");
    add_all_settings(check);
    check->add_flag("--json", arguments_.json, "JSON for programs instead of a table");
  }

  void add_session_options(CLI::App* sub) {
    sub->add_option("--user", arguments_.user, "The end user, in your own words")
        ->type_name("USER");
    sub->add_option("--workflow", arguments_.workflow, "The workflow that answers [demo]")
        ->type_name("ID");
    sub->add_option("--workflow-version", arguments_.version, "A version of it [the newest]")
        ->type_name("VERSION");
    take_repeated(
        sub->add_option("--state", arguments_.state_variables, "A state variable; repeatable"))
        ->type_name("NAME=VALUE");
  }

  void add_sessions() {
    auto* sessions = group("sessions", "The credentials that browsers chat with");
    auto* create = add_rest_command(sessions, "create", "Make a session; prints its client secret");
    add_session_options(create);
    create->get_option("--user")->required();
    create->add_option("--expires-after", arguments_.expires_after, "Its lifetime [600]")
        ->type_name("SECONDS");
    create->add_option("--requests-per-minute", arguments_.requests_per_minute, "Its limit [10]")
        ->type_name("N");
    take_repeated(
        create->add_option("--metadata", arguments_.metadata, "Lands on its threads; repeatable"))
        ->type_name("NAME=VALUE");
    add_id(add_rest_command(sessions, "get", "Show a session"), "The session");
    add_id(add_rest_command(sessions, "cancel", "End a session before its time"), "The session");
  }

  void add_threads() {
    auto* threads = group("threads", "The conversations");
    auto* list = add_rest_command(threads, "list", "List threads, newest first");
    add_page(list);
    list->add_option("--user", arguments_.by_user, "Only this user's")->type_name("USER");
    add_id(add_rest_command(threads, "get", "Show a thread"), "The thread");
    auto* update = add_rest_command(threads, "update", "Rename, lock, close or reopen a thread");
    add_id(update, "The thread");
    update->add_option("--title", arguments_.title, "Its new title")->type_name("TEXT");
    update->add_option("--status", arguments_.status, "active, locked or closed")
        ->check(CLI::IsMember({"active", "locked", "closed"}))
        ->type_name("STATUS");
    update->add_option("--reason", arguments_.reason, "Why it is locked or closed")
        ->type_name("TEXT");
    take_repeated(
        update->add_option("--metadata", arguments_.metadata, "Its new pairs; repeatable"))
        ->type_name("NAME=VALUE");
    add_id(add_rest_command(threads, "delete", "Delete a thread with its items"), "The thread");

    auto* items = group("items", "What was said in a conversation");
    auto* list_items = add_rest_command(items, "list", "List a thread's items, oldest first");
    add_id(list_items, "The thread");
    add_page(list_items);
  }

  void add_chat() {
    auto* chat = add_rest_command(&app_, "chat", "Chat in the terminal");
    add_session_options(chat);
    chat->add_option("--thread", arguments_.id, "Go on with this thread")->type_name("ID");
  }

  void add_keys() {
    auto* keys = group("keys", "API keys of the data directory's service");
    auto* create = add_command(keys, "create", "Make a key; it is shown this once");
    create->add_option("name", arguments_.name, "What to call it")->required()->type_name("");
    add_command(keys, "list", "List the keys");
    add_id(add_command(keys, "revoke", "Revoke a key"), "The key's id");
  }

  void add_transfer() {
    auto* backup = add_command(&app_, "backup", "Copy the store to a file, also while serving");
    backup->add_option("file", arguments_.file, "A file that does not exist")
        ->required()
        ->type_name("");
    auto* exported = add_command(
        &app_, "export", "Write sessions, threads and items as JSON lines, hidden items included");
    exported->add_option("file", arguments_.file, "The file [standard output]")->type_name("");
    auto* imported = add_command(
        &app_, "import",
        "Read an export, or saved answers of the REST API; what is there already is left alone");
    imported->add_option("file", arguments_.file, "The file; - for standard input")
        ->required()
        ->type_name("");
    add_workflow(imported);
    auto* migrate = add_command(
        &app_, "migrate",
        "Copy all threads and items from another ChatKit service. Its key comes from\n"
        "CHATKIT_MIGRATE_KEY, else OPENAI_API_KEY. A run that was cut goes on where it was;\n"
        "threads that failed are tried again; nothing is copied twice.");
    migrate
        ->add_option("--from", arguments_.from, "Its base URL, such as https://api.openai.com/v1")
        ->required()
        ->type_name("URL");
    migrate->add_flag("--restart", arguments_.restart, "Look at every thread again");
    add_workflow(migrate);
  }

  void add_workflow(CLI::App* sub) {
    sub->add_option("--workflow", arguments_.workflow,
                    "The workflow to file threads under whose own is not told; sessions list\n"
                    "the threads of their own workflow only [none]")
        ->type_name("ID");
  }

  CLI::App app_;
  Arguments arguments_;
};

}  // namespace

std::variant<Arguments, ExitCode> parse_command_line(const std::vector<std::string>& words,
                                                     Shell& shell) {
  return Grammar().parse(words, shell);
}

}  // namespace chatkit::app
