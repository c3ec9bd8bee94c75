#include "app/commands.hpp"
#include "app/connection.hpp"
#include "app/rest_commands.hpp"
#include "app/terminal_text.hpp"
#include "json/rest.hpp"

namespace chatkit::app {
namespace {

constexpr std::size_t kTitleColumns = 40;
constexpr std::size_t kUserColumns = 24;
constexpr std::size_t kContentColumns = 100;

void print(Shell& shell, const Arguments& arguments, const ChatKitThread& thread) {
  if (arguments.json) {
    std::string json;
    json::write_rest(json, thread);
    shell.out << json << "\n";
    return;
  }
  const auto line = [&shell](const std::string& name, const std::string& value) {
    if (!value.empty()) shell.out << name << printable_line(value) << "\n";
  };
  line("thread         ", thread.id);
  line("title          ", thread.title.value_or(""));
  line("status         ", thread.status.type.text());
  line("reason         ", thread.status.reason.value_or(""));
  line("user           ", thread.user);
  line("created (UTC)  ", show_time(thread.created_at));
  line("session        ", thread.session_id.value_or(""));
  for (const auto& [name, value] : thread.metadata)
    line("metadata       " + printable_line(name) + "=", value);
}

/// Takes objects from a list, page after page, until there are as many as asked for.
template <class T>
json::RestPage<T> collect(Page<T> page, const ListSize& size) {
  json::RestPage<T> result;
  while (true) {
    result.has_more = page.has_more;
    for (const auto& object : page.data) {
      if (static_cast<std::int64_t>(result.data.size()) == size.total) {
        result.has_more = true;
        break;
      }
      result.data.push_back(object);
    }
    const bool full = static_cast<std::int64_t>(result.data.size()) == size.total;
    if (full || !page.has_next_page()) break;
    page = page.next_page();
  }
  if (!result.data.empty()) {
    result.first_id = result.data.front().id;
    result.last_id = result.data.back().id;
  }
  return result;
}

template <class T>
void print_page(Shell& shell, const json::RestPage<T>& page) {
  std::string json;
  json::write_rest(json, page);
  shell.out << json << "\n";
}

void say_more(Shell& shell, bool has_more) {
  if (has_more && shell.err_is_terminal) shell.err << "There are more: --limit N or --all.\n";
}

}  // namespace

ExitCode list_threads(const Arguments& arguments, Shell& shell) {
  auto connection = Connection::to_service(arguments, shell);
  const auto size = list_size(arguments);
  ThreadListParams params;
  params.limit = size.page;
  params.order = list_order(arguments);
  params.after = arguments.after;
  params.before = arguments.before;
  params.user = arguments.by_user;
  const auto page = collect(connection.client().beta.chatkit.threads.list(params), size);
  if (arguments.json) {
    print_page(shell, page);
    return ExitCode::ok;
  }
  TextTable table({"THREAD", "CREATED (UTC)", "USER", "STATUS", "TITLE"});
  for (const auto& thread : page.data) {
    table.add({thread.id, show_time(thread.created_at),
               shorten(printable_line(thread.user), kUserColumns), thread.status.type.text(),
               shorten(printable_line(thread.title.value_or("")), kTitleColumns)});
  }
  shell.out << table.text();
  say_more(shell, page.has_more);
  return ExitCode::ok;
}

ExitCode get_thread(const Arguments& arguments, Shell& shell) {
  auto connection = Connection::to_service(arguments, shell);
  print(shell, arguments, connection.client().beta.chatkit.threads.retrieve(arguments.id));
  return ExitCode::ok;
}

ExitCode update_thread(const Arguments& arguments, Shell& shell) {
  ThreadUpdateParams params;
  params.title = arguments.title;
  if (!arguments.metadata.empty()) params.metadata = read_pairs(arguments.metadata, "--metadata");
  if (arguments.reason && !arguments.status) {
    throw CommandError(ExitCode::usage, "--reason goes with --status");
  }
  if (arguments.status) {
    params.status.emplace();
    params.status->type = ThreadStatusType::from_text(*arguments.status);
    params.status->reason = arguments.reason;
  }
  if (!params.title && !params.metadata && !params.status) {
    throw CommandError(ExitCode::usage, "give --title, --status or --metadata");
  }
  auto connection = Connection::to_service(arguments, shell);
  print(shell, arguments, connection.client().beta.chatkit.threads.update(arguments.id, params));
  return ExitCode::ok;
}

ExitCode delete_thread(const Arguments& arguments, Shell& shell) {
  auto connection = Connection::to_service(arguments, shell);
  const auto deleted = connection.client().beta.chatkit.threads.delete_(arguments.id);
  if (arguments.json) {
    std::string json;
    json::write_rest(json, deleted);
    shell.out << json << "\n";
  } else {
    shell.out << "deleted " << printable_line(deleted.id) << "\n";
  }
  return ExitCode::ok;
}

ExitCode list_items(const Arguments& arguments, Shell& shell) {
  auto connection = Connection::to_service(arguments, shell);
  const auto size = list_size(arguments);
  ThreadListItemsParams params;
  params.limit = size.page;
  params.order = list_order(arguments).value_or(Order::asc);
  params.after = arguments.after;
  params.before = arguments.before;
  const auto& threads = connection.client().beta.chatkit.threads;
  const auto page = collect(threads.list_items(arguments.id, params), size);
  if (arguments.json) {
    print_page(shell, page);
    return ExitCode::ok;
  }
  TextTable table({"ITEM", "CREATED (UTC)", "WHO", "CONTENT"});
  for (const auto& item : page.data) {
    table.add({item.id, show_time(item.created_at), item.role().value_or(item.wire_type),
               shorten(printable_line(item.content_text()), kContentColumns)});
  }
  shell.out << table.text();
  say_more(shell, page.has_more);
  return ExitCode::ok;
}

}  // namespace chatkit::app
