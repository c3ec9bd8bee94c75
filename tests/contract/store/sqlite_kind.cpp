#include <stdexcept>

#include "contract/store/store_contract.hpp"
#include "store/sqlite/sqlite_store.hpp"

namespace chatkit::test {
namespace {

std::unique_ptr<store::Store> open_sqlite(const StoreSite& site) {
  store::SqliteOptions options;
  options.file = site.directory / "store.db";
  options.retention = site.retention;
  auto opened = store::open_sqlite_store(options, site.clock);
  if (!opened) throw std::runtime_error(opened.error().log_text);
  return std::move(*opened);
}

INSTANTIATE_TEST_SUITE_P(Sqlite, StoreContract, testing::Values(StoreKind{"sqlite", open_sqlite}),
                         [](const auto& kind) { return kind.param.name; });

}  // namespace
}  // namespace chatkit::test
