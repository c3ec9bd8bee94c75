#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <map>
#include <random>
#include <set>
#include <string>

#include "contract/store/sample_rows.hpp"
#include "store/sqlite/connection.hpp"
#include "store/sqlite/sqlite_store.hpp"

// A process is killed under load, again and again, on one store. CHATKIT_TEST_KILLS says how often.
namespace chatkit::test {
namespace {

int kills() {
  const char* text = std::getenv("CHATKIT_TEST_KILLS");
  return text == nullptr ? 10 : std::atoi(text);
}

/// The writing program, started; killed at the end at the latest.
class WriterProcess {
 public:
  WriterProcess(const std::string& file, const std::string& prefix) {
    std::array<int, 2> ends{};
    if (::pipe(ends.data()) != 0) throw std::runtime_error("pipe");
    process_ = ::fork();
    if (process_ == 0) {
      ::dup2(ends[1], STDOUT_FILENO);
      ::close(ends[0]);
      ::close(ends[1]);
      ::execl(CHATKIT_KILL_WRITER, CHATKIT_KILL_WRITER, file.c_str(), prefix.c_str(), nullptr);
      ::_exit(127);
    }
    ::close(ends[1]);
    output_ = ends[0];
  }
  WriterProcess(const WriterProcess&) = delete;
  WriterProcess& operator=(const WriterProcess&) = delete;
  ~WriterProcess() {
    kill_now();
    ::close(output_);
  }

  void kill_now() {
    if (process_ <= 0) return;
    ::kill(process_, SIGKILL);
    ::waitpid(process_, nullptr, 0);
    process_ = 0;
  }
  /// Adds the next names that were acknowledged; false at the end.
  bool read_some(std::set<std::string>& names) {
    std::array<char, 4096> buffer{};
    const ssize_t count = ::read(output_, buffer.data(), buffer.size());
    if (count <= 0) return false;
    rest_.append(buffer.data(), static_cast<std::size_t>(count));
    for (auto end = rest_.find('\n'); end != std::string::npos; end = rest_.find('\n')) {
      names.insert(rest_.substr(0, end));
      rest_.erase(0, end + 1);
    }
    return true;
  }

 private:
  pid_t process_ = 0;
  int output_ = -1;
  std::string rest_;
};

std::map<std::string, std::string> all_items(store::Store& store) {
  std::map<std::string, std::string> items;
  store::ItemPageQuery query;
  query.page.limit = 100;
  query.page.order = Order::asc;
  for (bool more = true; more;) {
    const auto page = must(store.list_items(project_scope(), ThreadId("t"), query));
    for (const auto& item : page.data) items[item.id.str()] = item.body;
    more = page.has_more;
    if (more) query.page.after = page.data.back().id.str();
  }
  return items;
}

TEST(KilledProcess, LosesNothingThatWasAcknowledged) {
  TemporaryDirectory directory;
  SystemClock clock;
  store::SqliteOptions options;
  options.file = directory.path() / "store.db";
  {
    auto opened = store::open_sqlite_store(options, clock);
    ASSERT_TRUE(opened) << opened.error().log_text;
    must((*opened)->add_project(sample_project()));
    must((*opened)->import_thread(sample_thread("t"), {}));
  }
  std::mt19937 random(1);
  std::set<std::string> acknowledged;
  for (int round = 0; round < kills(); ++round) {
    SCOPED_TRACE("round " + std::to_string(round));
    const std::size_t enough = acknowledged.size() + 1 + random() % 400;
    WriterProcess writer(options.file.string(), "r" + std::to_string(round));
    while (acknowledged.size() < enough) ASSERT_TRUE(writer.read_some(acknowledged));
    writer.kill_now();
    while (writer.read_some(acknowledged)) {
    }
    auto opened = store::open_sqlite_store(options, clock);
    ASSERT_TRUE(opened) << opened.error().log_text;
    const auto items = all_items(**opened);
    for (const std::string& id : acknowledged) {
      const auto found = items.find(id);
      ASSERT_NE(found, items.end()) << id << " was acknowledged and is gone";
      ASSERT_EQ(found->second.compare(0, id.size(), id), 0);
    }
    must((*opened)->check());
  }
  store::sqlite::Connection::Options check;
  check.file = options.file.string();
  store::sqlite::Connection connection(check);
  EXPECT_EQ(connection.integer_of(
                "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'"),
            0);
}

}  // namespace
}  // namespace chatkit::test
