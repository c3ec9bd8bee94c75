#include <algorithm>

#include "app/commands.hpp"
#include "app/connection.hpp"
#include "app/migration.hpp"
#include "app/terminal_text.hpp"
#include "chatkit/errors.hpp"
#include "json/writer.hpp"

namespace chatkit::app {
namespace {

constexpr std::int64_t kBarColumns = 30;

std::string source_key(const Shell& shell) {
  for (const auto* name : {"CHATKIT_MIGRATE_KEY", "OPENAI_API_KEY"}) {
    auto key = shell.environment ? shell.environment(name) : std::nullopt;
    if (key && !key->empty()) return *std::move(key);
  }
  throw CommandError(ExitCode::refused,
                     "set CHATKIT_MIGRATE_KEY to an API key of the service to copy from");
}

/// How many threads there are to come, for the progress bar alone.
std::int64_t count_threads(const Client& source) {
  ThreadListParams params;
  params.limit = 100;
  auto page = source.beta.chatkit.threads.list(params);
  auto count = static_cast<std::int64_t>(page.data.size());
  while (page.has_next_page()) {
    page = page.next_page();
    count += static_cast<std::int64_t>(page.data.size());
  }
  return count;
}

/// One line that is written over again and again.
class ProgressBar {
 public:
  ProgressBar(std::ostream& out, std::int64_t total) : out_(out), total_(total) {}
  ~ProgressBar() { clear(); }
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  void show(const MigrationTotals& totals) {
    const auto done = std::min(totals.threads, total_);
    const auto filled = total_ == 0 ? kBarColumns : done * kBarColumns / total_;
    out_ << "\r[" << std::string(static_cast<std::size_t>(filled), '#')
         << std::string(static_cast<std::size_t>(kBarColumns - filled), '.') << "] " << done << "/"
         << total_ << " threads, " << totals.items << " items" << std::flush;
  }
  void clear() { out_ << "\r\x1b[K" << std::flush; }

 private:
  std::ostream& out_;
  std::int64_t total_;
};

void print_totals(Shell& shell, const Arguments& arguments, const MigrationTotals& totals) {
  if (arguments.json) {
    std::string json;
    json::ObjectWriter object(json);
    object.number("threads", totals.threads).number("items", totals.items);
    object.number("items_new", totals.items_new).number("items_unknown", totals.items_unknown);
    object.number("threads_failed", totals.threads_failed);
    object.close();
    shell.out << json << "\n";
    return;
  }
  shell.out << "copied " << totals.threads << " threads with " << totals.items << " items, "
            << totals.items_new << " of them new here";
  if (totals.items_unknown > 0) {
    shell.out << "; " << totals.items_unknown
              << " items of kinds that this version does not know were left out";
  }
  if (totals.threads_failed > 0) {
    shell.out << "; " << totals.threads_failed << " threads failed: run it again to try them again";
  }
  shell.out << "\n";
}

}  // namespace

ExitCode migrate(const Arguments& arguments, Shell& shell) {
  ClientOptions options;
  options.api_key = source_key(shell);
  options.base_url = arguments.from;
  const Client source(options);
  const auto connection = Connection::to_data(arguments, shell, Connection::Missing::make);

  std::optional<ProgressBar> bar;
  if (shell.err_is_terminal) bar.emplace(shell.err, count_threads(source));
  MigrationListener listener;
  if (bar) listener.progress = [&bar](const MigrationTotals& totals) { bar->show(totals); };
  listener.failed = [&](const std::string& thread_id, const std::string& reason) {
    if (bar) bar->clear();
    shell.err << "chatkit: thread " << printable_line(thread_id) << ": " << printable_line(reason)
              << "\n";
  };
  Migration migration(source, connection.admin(), arguments.workflow, std::move(listener));
  if (arguments.restart) migration.restart();
  const auto totals = migration.run();
  bar.reset();
  print_totals(shell, arguments, totals);
  return totals.threads_failed == 0 ? ExitCode::ok : ExitCode::failure;
}

}  // namespace chatkit::app
