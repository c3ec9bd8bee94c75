#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "conversation/attachments.hpp"
#include "conversation/ops.hpp"
#include "conversation/stored_item.hpp"

namespace chatkit::conversation {

using exchange::error_reply;
using exchange::Reply;

namespace {

store::ItemPageQuery newest_items(const Limits& limits) {
  store::ItemPageQuery query;
  query.page.limit = limits.page_items_default;
  query.page.order = Order::desc;
  query.visibility_min = store::Visibility::conversation_only;
  query.bytes_max = limits.page_bytes_max;
  return query;
}

std::uint32_t page_limit(const std::optional<std::uint32_t>& asked, const Limits& limits) {
  if (!asked || *asked == 0) return limits.page_items_default;
  return std::min(*asked, limits.page_items_max);
}

/// The bodies as they go out. They stay where they are: in `page`.
std::vector<std::string_view> bodies_of(const Core& core, store::Page<store::Item>& page) {
  std::vector<std::string_view> bodies;
  bodies.reserve(page.data.size());
  for (store::Item& item : page.data) {
    item.body = with_urls(core, std::move(item.body));
    bodies.emplace_back(item.body);
  }
  return bodies;
}

std::string after_of(const store::Page<store::Item>& page) {
  if (!page.has_more || page.data.empty()) return {};
  return page.data.back().id.str();
}

}  // namespace

awaitable<Reply> get_thread(CorePtr core, Call call, json::ThreadsGetById op) {
  const access::RateVerdict verdict = core->parts.access->count_read(call.caller.session);
  if (!verdict.allowed) co_return rate_limited_reply(verdict);
  const ThreadId id(op.thread_id);
  const Result<store::Thread> thread =
      co_await core->parts.store->get_thread(call.caller.scope, id);
  if (!thread) co_return error_reply(thread.error());
  store::ItemPageQuery query = newest_items(core->parts.limits);
  Result<store::Page<store::Item>> page =
      co_await core->parts.store->list_items(call.caller.scope, id, std::move(query));
  if (!page) co_return error_reply(page.error());

  // The newest page is asked for newest first and shown oldest first.
  std::vector<std::string_view> bodies = bodies_of(*core, *page);
  std::reverse(bodies.begin(), bodies.end());
  std::string out;
  json::write_thread(out, to_protocol_thread(*thread), page_json(bodies, after_of(*page)));
  Reply reply(std::move(out));
  add_rate_headers(reply, verdict);
  co_return reply;
}

awaitable<Reply> list_items(CorePtr core, Call call, json::ItemsList op) {
  const access::RateVerdict verdict = core->parts.access->count_read(call.caller.session);
  if (!verdict.allowed) co_return rate_limited_reply(verdict);
  store::ItemPageQuery query = newest_items(core->parts.limits);
  query.page.limit = page_limit(op.limit, core->parts.limits);
  query.page.order = op.order;
  query.page.after = std::move(op.after);
  const ThreadId id(op.thread_id);
  Result<store::Page<store::Item>> page =
      co_await core->parts.store->list_items(call.caller.scope, id, std::move(query));
  if (!page) co_return error_reply(page.error());
  Reply reply(page_json(bodies_of(*core, *page), after_of(*page)));
  add_rate_headers(reply, verdict);
  co_return reply;
}

awaitable<Reply> list_threads(CorePtr core, Call call, json::ThreadsList op) {
  const access::RateVerdict verdict = core->parts.access->count_read(call.caller.session);
  if (!verdict.allowed) co_return rate_limited_reply(verdict);
  store::Page<store::Thread> threads;
  if (call.caller.session.configuration.history.enabled) {
    store::PageQuery query;
    query.limit = page_limit(op.limit, core->parts.limits);
    query.order = op.order;
    query.after = std::move(op.after);
    Result<store::Page<store::Thread>> page =
        co_await core->parts.store->list_threads(call.caller.scope, std::move(query));
    if (!page) co_return error_reply(page.error());
    threads = *std::move(page);
  }
  std::vector<std::string> written(threads.data.size());
  for (std::size_t i = 0; i < written.size(); ++i) {
    json::write_thread(written[i], to_protocol_thread(threads.data[i]));
  }
  const bool more = threads.has_more && !threads.data.empty();
  const std::string after = more ? threads.data.back().id.str() : std::string();
  Reply reply(page_json({written.begin(), written.end()}, after));
  add_rate_headers(reply, verdict);
  co_return reply;
}

}  // namespace chatkit::conversation
