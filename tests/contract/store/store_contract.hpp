#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <ostream>
#include <string>

#include "contract/store/sample_rows.hpp"
#include "store/retention.hpp"
#include "store/store.hpp"

namespace chatkit::test {

/// What a store is opened with; the directory and the clock outlive it.
struct StoreSite {
  const std::filesystem::path& directory;
  const Clock& clock;
  store::Retention retention;
};

/// How a kind of store is opened.
struct StoreKind {
  std::string name;
  std::function<std::unique_ptr<store::Store>(const StoreSite&)> open;
};

/// Names the kind in test reports.
inline void PrintTo(const StoreKind& kind, std::ostream* out) { *out << kind.name; }

/// Every store passes this suite; each test proves one promise of store/store.hpp.
class StoreContract : public testing::TestWithParam<StoreKind> {
 protected:
  void SetUp() override {
    open();
    must(store().add_project(sample_project()));
    must(store().add_project(sample_project("proj_2")));
  }
  void open() {
    const StoreSite site{directory_.path(), clock_, retention_};
    store_ = GetParam().open(site);
  }
  void reopen() {
    store_.reset();
    open();
  }
  store::Store& store() { return *store_; }

  /// A thread of the sample project, with these items.
  void add_thread(store::Thread thread, const std::vector<std::string>& items = {}) {
    store::TurnStart start = sample_turn(("run_" + thread.id.str()).c_str(), "");
    start.run.thread = thread.id;
    const ThreadId id = thread.id;
    store::Scope scope = project_scope();
    scope.project = thread.project;
    start.new_thread = std::move(thread);
    must(store().start_turn(scope, start));
    for (const std::string& item : items) must(store().add_item(scope, id, sample_item(item)));
  }

  /// Everything in the thread, hidden items included, oldest first.
  std::vector<std::string> item_ids(const char* thread) {
    store::ItemPageQuery query;
    query.page.order = Order::asc;
    query.page.limit = 100;
    query.visibility_min = store::Visibility::hidden;
    return ids_of(must(store().list_items(project_scope(), ThreadId(thread), query)));
  }
  void end_run(const char* run, store::RunEnd end = {}) {
    must(store().end_turn(ProjectId("proj_1"), RunId(run), std::move(end)));
  }

  ManualClock clock_;
  store::Retention retention_;
  TemporaryDirectory directory_;
  std::unique_ptr<store::Store> store_;
};

}  // namespace chatkit::test
