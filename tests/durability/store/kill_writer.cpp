#include <unistd.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <cstdlib>
#include <string>

#include "contract/store/sample_rows.hpp"
#include "store/sqlite/sqlite_store.hpp"

// Writes items into the store named by its first argument for ever, and says on standard output
// which were acknowledged; the second argument begins their names. kill_test ends it.
namespace chatkit::test {
namespace {

namespace asio = boost::asio;

asio::awaitable<void> add_items(store::Store& store, std::string prefix) {
  for (int i = 0;; ++i) {
    auto item = sample_item(prefix + std::to_string(i));
    item.body = item.id.str() + std::string(static_cast<std::size_t>(i % 7) * 1000, '.');
    const std::string line = item.id.str() + "\n";
    const auto added = co_await store.add_item(project_scope(), ThreadId("t"), item);
    // One short write is whole or not at all in a pipe.
    if (!added || ::write(STDOUT_FILENO, line.data(), line.size()) < 0) std::_Exit(3);
  }
}

int write_for_ever(const char* file, const std::string& prefix) {
  SystemClock clock;
  asio::io_context context;
  store::SqliteOptions options;
  options.file = file;
  auto opened = store::open_sqlite_store(options, clock);
  if (!opened) return 2;
  for (const char* name : {"a", "b", "c", "d"}) {
    asio::co_spawn(context, add_items(**opened, prefix + name), asio::detached);
  }
  context.run();
  return 0;
}

}  // namespace
}  // namespace chatkit::test

int main(int argc, char** argv) {
  if (argc != 3) return 1;
  return chatkit::test::write_for_ever(argv[1], argv[2]);
}
