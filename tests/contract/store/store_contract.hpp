#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <ostream>
#include <string>

#include "contract/store/sample_rows.hpp"
#include "store/store.hpp"

namespace chatkit::test {

/// How a kind of store is opened: on a directory, which outlives it as does the clock.
struct StoreKind {
  std::string name;
  std::function<std::unique_ptr<store::Store>(const std::filesystem::path&, const Clock&)> open;
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
  void open() { store_ = GetParam().open(directory_.path(), clock_); }
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

  ManualClock clock_;
  TemporaryDirectory directory_;
  std::unique_ptr<store::Store> store_;
};

}  // namespace chatkit::test
