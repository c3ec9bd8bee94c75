#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "contract/store/sample_rows.hpp"
#include "store/sqlite/sqlite_store.hpp"

// Random stores against a list in memory: paging finds every object exactly once, whatever is
// deleted between the pages. Source: contract section 1, "Lists".
namespace chatkit::test {
namespace {

/// An object of a list as the model knows it. The list is kept in ascending order; what is deleted
/// or not visible keeps its place.
struct Entry {
  std::string id;
  bool listed = true;
};

struct Expected {
  std::vector<std::string> ids;
  bool has_more = false;
};

std::ptrdiff_t place_of(const std::vector<Entry>& list, const std::string& id) {
  const auto found =
      std::find_if(list.begin(), list.end(), [&](const Entry& entry) { return entry.id == id; });
  return found - list.begin();
}

/// What the contract says a page holds, in the plainest words: cut the list in the asked order to
/// what lies between the cursors, then take from the right end.
Expected expected_page(std::vector<Entry> list, const store::PageQuery& query) {
  if (query.order == Order::desc) std::reverse(list.begin(), list.end());
  const std::ptrdiff_t from = query.after ? place_of(list, *query.after) + 1 : 0;
  const std::ptrdiff_t to =
      query.before ? place_of(list, *query.before) : static_cast<std::ptrdiff_t>(list.size());
  Expected expected;
  for (std::ptrdiff_t i = from; i < to; ++i) {
    const Entry& entry = list[static_cast<std::size_t>(i)];
    if (entry.listed) expected.ids.push_back(entry.id);
  }
  expected.has_more = expected.ids.size() > query.limit;
  if (!expected.has_more) return expected;
  const auto limit = static_cast<std::ptrdiff_t>(query.limit);
  if (query.before && !query.after) {
    expected.ids.erase(expected.ids.begin(), expected.ids.end() - limit);
  } else {
    expected.ids.erase(expected.ids.begin() + limit, expected.ids.end());
  }
  return expected;
}

/// One list of a store, of threads or of items, with its model.
class ListUnderTest {
 public:
  virtual ~ListUnderTest() = default;
  virtual Expected page(const store::PageQuery& query) = 0;
  virtual void remove(const std::string& id) = 0;
  std::vector<Entry> model;
};

class ThreadList final : public ListUnderTest {
 public:
  ThreadList(store::Store& store, store::Scope scope) : store_(store), scope_(std::move(scope)) {}
  Expected page(const store::PageQuery& query) override {
    const auto page = must(store_.list_threads(scope_, query));
    return {ids_of(page), page.has_more};
  }
  void remove(const std::string& id) override {
    must(store_.delete_thread(scope_, ThreadId(id)));
    model[static_cast<std::size_t>(place_of(model, id))].listed = false;
  }

 private:
  store::Store& store_;
  store::Scope scope_;
};

class ItemList final : public ListUnderTest {
 public:
  ItemList(store::Store& store, ThreadId thread, store::Visibility visibility_min)
      : store_(store), thread_(std::move(thread)), visibility_min_(visibility_min) {}
  Expected page(const store::PageQuery& query) override {
    store::ItemPageQuery items;
    items.page = query;
    items.visibility_min = visibility_min_;
    const auto page = must(store_.list_items(project_scope(), thread_, items));
    return {ids_of(page), page.has_more};
  }
  void remove(const std::string& id) override {
    must(store_.remove_item(project_scope(), thread_, ItemId(id)));
    model[static_cast<std::size_t>(place_of(model, id))].listed = false;
  }

 private:
  store::Store& store_;
  ThreadId thread_;
  store::Visibility visibility_min_;
};

/// Of runs or of feedback: what goes with a thread goes all at once, and stays a cursor.
class BesideThreads final : public ListUnderTest {
 public:
  using List = std::function<Expected(const store::PageQuery&)>;
  BesideThreads(store::Store& store, List list) : store_(store), list_(std::move(list)) {}
  Expected page(const store::PageQuery& query) override { return list_(query); }
  void remove(const std::string& id) override {
    const std::string thread = thread_of.at(id);
    must(store_.delete_thread(project_scope(), ThreadId(thread)));
    for (Entry& entry : model) entry.listed = entry.listed && thread_of.at(entry.id) != thread;
  }
  void add(std::string id, std::string thread) {
    model.push_back({id});
    thread_of.emplace(std::move(id), std::move(thread));
  }
  std::map<std::string, std::string> thread_of;

 private:
  store::Store& store_;
  List list_;
};

class PagesProperty : public testing::TestWithParam<unsigned> {
 protected:
  void SetUp() override {
    store::SqliteOptions options;
    options.file = directory_.path() / "store.db";
    auto opened = store::open_sqlite_store(options, clock_);
    ASSERT_TRUE(opened) << opened.error().log_text;
    store_ = std::move(*opened);
    must(store_->add_project(sample_project()));
    random_.seed(GetParam());
  }

  std::size_t below(std::size_t bound) { return random_() % bound; }

  /// Threads of a few users in a few instants, imported in random order of time.
  void add_threads(int count) {
    std::map<std::int64_t, std::vector<store::Thread>> by_time;
    for (int i = 0; i < count; ++i) {
      auto thread = sample_thread("t" + std::to_string(i),
                                  1'000'000 + static_cast<std::int64_t>(below(8)) / 3 * 1'000'000 +
                                      static_cast<std::int64_t>(below(2)));
      thread.user = "user_" + std::to_string(below(3));
      thread.workflow_id = "wf_" + std::to_string(below(2));
      must(store_->import_thread(thread, {}));
      by_time[thread.created_at.time_since_epoch().count()].push_back(thread);
    }
    for (auto& [time, threads] : by_time) {
      threads_.insert(threads_.end(), threads.begin(), threads.end());
    }
  }

  ThreadList thread_list(const store::Scope& scope) {
    ThreadList list(*store_, scope);
    for (const auto& thread : threads_) {
      if (scope.user && thread.user != *scope.user) continue;
      if (scope.workflow_id && thread.workflow_id != *scope.workflow_id) continue;
      list.model.push_back({thread.id.str()});
    }
    return list;
  }

  ItemList item_list(const std::string& thread, int count, store::Visibility visibility_min) {
    std::vector<store::Item> items;
    ItemList list(*store_, ThreadId(thread), visibility_min);
    for (int i = 0; i < count; ++i) {
      const auto visibility = static_cast<store::Visibility>(below(3));
      items.push_back(sample_item("i" + std::to_string(i), visibility));
      list.model.push_back({items.back().id.str(), visibility >= visibility_min});
    }
    must(store_->import_thread(sample_thread(thread), items));
    return list;
  }

  /// A run and a piece of feedback in each of a few threads, over and over.
  void add_runs_and_feedback(BesideThreads& runs, BesideThreads& feedback) {
    for (int i = 0; i < 120; ++i) {
      must(store_->import_thread(sample_thread("b" + std::to_string(i)), {sample_item("i")}));
    }
    for (int i = 0; i < 180; ++i) {
      const std::string thread = "b" + std::to_string(below(120));
      const std::string run = "r" + std::to_string(i);
      auto turn = sample_turn(run.c_str(), thread.c_str());
      turn.run.traced = below(4) != 0;
      must(store_->start_turn(project_scope(), turn));
      if (turn.run.traced) runs.add(run, thread);
      const std::string id = "f" + std::to_string(i);
      must(store_->add_feedback(project_scope(),
                                sample_feedback(id.c_str(), thread.c_str(), {"i"})));
      feedback.add(id, thread);
    }
  }

  const std::string& any_id(const ListUnderTest& list) {
    return list.model[below(list.model.size())].id;
  }

  void expect_page(ListUnderTest& list, const store::PageQuery& query) {
    const Expected expected = expected_page(list.model, query);
    const Expected page = list.page(query);
    ASSERT_EQ(page.ids, expected.ids)
        << "limit " << query.limit << (query.order == Order::asc ? " asc" : " desc") << " after "
        << query.after.value_or("-") << " before " << query.before.value_or("-");
    ASSERT_EQ(page.has_more, expected.has_more);
  }

  void expect_random_pages(ListUnderTest& list, int count) {
    for (int i = 0; i < count; ++i) {
      store::PageQuery query;
      query.limit = static_cast<std::uint32_t>(below(101));
      query.order = below(2) == 0 ? Order::asc : Order::desc;
      if (below(2) == 0) query.after = any_id(list);
      if (below(2) == 0) query.before = any_id(list);
      ASSERT_NO_FATAL_FAILURE(expect_page(list, query));
    }
  }

  /// Walks the whole list page by page while objects, the cursor itself among them, are deleted.
  void expect_walk_finds_each_once(ListUnderTest& list, std::uint32_t limit, bool backwards) {
    store::PageQuery query;
    query.limit = limit;
    query.order = below(2) == 0 ? Order::asc : Order::desc;
    std::set<std::string> at_start;
    for (const Entry& entry : list.model) {
      if (entry.listed) at_start.insert(entry.id);
    }
    std::set<std::string> found;
    bool more = true;
    if (backwards) {
      // The way back begins at the last object, which the other order gives first.
      store::PageQuery last;
      last.limit = 1;
      last.order = query.order == Order::asc ? Order::desc : Order::asc;
      query.before = list.page(last).ids.at(0);
      found.insert(*query.before);
    }
    while (more) {
      ASSERT_NO_FATAL_FAILURE(expect_page(list, query));
      const Expected page = list.page(query);
      for (const std::string& id : page.ids) {
        ASSERT_TRUE(found.insert(id).second) << id << " came twice";
      }
      more = page.has_more;
      if (page.ids.empty()) break;
      (backwards ? query.before : query.after) = backwards ? page.ids.front() : page.ids.back();
      maybe_delete(list, page.ids);
    }
    for (const std::string& id : at_start) {
      const auto place = static_cast<std::size_t>(place_of(list.model, id));
      ASSERT_TRUE(found.contains(id) || !list.model[place].listed) << id << " was never found";
    }
  }

  void maybe_delete(ListUnderTest& list, const std::vector<std::string>& page) {
    if (below(12) != 0) return;
    const std::string id = below(2) == 0 ? page.back() : any_id(list);
    const auto place = static_cast<std::size_t>(place_of(list.model, id));
    if (!list.model[place].listed) return;
    list.remove(id);
  }

  void expect_lists_like_the_model(ListUnderTest& list) {
    ASSERT_NO_FATAL_FAILURE(expect_random_pages(list, 200));
    for (std::uint32_t limit = 1; limit <= 100; ++limit) {
      ASSERT_NO_FATAL_FAILURE(expect_walk_finds_each_once(list, limit, limit % 2 == 0));
    }
    ASSERT_NO_FATAL_FAILURE(expect_random_pages(list, 200));
  }

  ManualClock clock_;
  TemporaryDirectory directory_;
  std::unique_ptr<store::Store> store_;
  std::mt19937 random_;
  std::vector<store::Thread> threads_;
};

TEST_P(PagesProperty, FindsEveryThreadOfAProjectExactlyOnce) {
  add_threads(150);
  auto list = thread_list(project_scope());
  expect_lists_like_the_model(list);
}

TEST_P(PagesProperty, FindsEveryThreadOfAUserExactlyOnce) {
  add_threads(150);
  auto scope = project_scope();
  scope.user = "user_1";
  auto list = thread_list(scope);
  expect_lists_like_the_model(list);
}

TEST_P(PagesProperty, FindsEveryThreadOfAUserAndWorkflowExactlyOnce) {
  add_threads(150);
  auto list = thread_list(user_scope("user_1", "wf_1"));
  expect_lists_like_the_model(list);
}

TEST_P(PagesProperty, FindsEveryItemExactlyOnce) {
  auto list = item_list("items_all", 180, store::Visibility::hidden);
  expect_lists_like_the_model(list);
}

TEST_P(PagesProperty, FindsEveryVisibleItemExactlyOnce) {
  auto conversation = item_list("items_chat", 180, store::Visibility::conversation_only);
  expect_lists_like_the_model(conversation);
  auto rest = item_list("items_rest", 180, store::Visibility::everywhere);
  expect_lists_like_the_model(rest);
}

TEST_P(PagesProperty, FindsEveryRunAndAllFeedbackExactlyOnce) {
  BesideThreads runs(*store_, [&](const store::PageQuery& page) {
    store::RunQuery query;
    query.page = page;
    const auto found = must(store_->list_runs(ProjectId("proj_1"), query));
    return Expected{ids_of(found), found.has_more};
  });
  BesideThreads feedback(*store_, [&](const store::PageQuery& page) {
    store::FeedbackQuery query;
    query.page = page;
    const auto found = must(store_->list_feedback(ProjectId("proj_1"), query));
    return Expected{ids_of(found), found.has_more};
  });
  add_runs_and_feedback(runs, feedback);
  expect_lists_like_the_model(runs);
  for (Entry& entry : feedback.model) {
    const auto there =
        run(store_->get_thread(project_scope(), ThreadId(feedback.thread_of.at(entry.id))));
    entry.listed = there.has_value();
  }
  expect_lists_like_the_model(feedback);
}

INSTANTIATE_TEST_SUITE_P(Seeds, PagesProperty, testing::Range(1U, 4U));

}  // namespace
}  // namespace chatkit::test
