#include "rest/threads.hpp"

#include "json/page_writer.hpp"
#include "rest/list_query.hpp"
#include "rest/page_reply.hpp"
#include "rest/resources.hpp"

namespace chatkit::rest {
namespace {

/// What a page's text needs beside its bodies, about: a good guess saves copies, no more.
constexpr std::size_t kPageFrameBytes = 256;
constexpr std::size_t kRestItemExtraBytes = 128;

/// An API key reaches everything of its project, and nothing else.
store::Scope scope_of(const access::ApiCaller& caller) {
  store::Scope scope;
  scope.project = caller.project;
  return scope;
}

Reply thread_reply(const store::Thread& thread) {
  Reply reply;
  json::write_rest(reply.body, thread_resource(thread));
  return reply;
}

json::ThreadUpdateLimits update_limits(const Limits& limits) {
  json::ThreadUpdateLimits out;
  out.title_chars_max = limits.title_chars_max;
  out.metadata_pairs_max = limits.metadata_pairs_max;
  out.metadata_key_chars_max = limits.metadata_key_chars_max;
  out.metadata_value_chars_max = limits.metadata_value_chars_max;
  return out;
}

/// One row that cannot be read must not hide the others: it is left out, and the log says so.
/// The ends are the rows', so that a reader pages on past one that was left out.
Reply items_reply(const ServiceParts& parts, const store::Page<store::Item>& rows,
                  const ThreadId& thread) {
  Reply reply;
  std::size_t bytes = kPageFrameBytes;
  for (const store::Item& row : rows.data) bytes += row.body.size() + kRestItemExtraBytes;
  reply.body.reserve(bytes);
  json::PageWriter page(reply.body);
  for (const store::Item& row : rows.data) {
    const auto item = item_resource(row, thread);
    if (item.has_error()) {
      parts.log->error("item_unreadable", {{"detail", item.error().log_text}});
    } else if (item->has_value()) {
      page.add(**item);
    }
  }
  std::optional<std::string> first;
  std::optional<std::string> last;
  if (!rows.data.empty()) {
    first = rows.data.front().id.str();
    last = rows.data.back().id.str();
  }
  page.close(first, last, rows.has_more);
  return reply;
}

}  // namespace

awaitable<Reply> list_threads(Context context, Request& request) {
  const auto caller = co_await admit(context, request);
  if (caller.has_error()) co_return error_reply(caller.error());
  const auto query = read_list_query(request.query, ListFilter::user, context->limits);
  if (query.has_error()) co_return error_reply(query.error());

  store::Scope scope = scope_of(*caller);
  scope.user = query->user;
  const auto rows = co_await context->store->list_threads(std::move(scope), query->page);
  if (rows.has_error()) co_return error_reply(rows.error());

  co_return page_reply(*rows, thread_resource);
}

awaitable<Reply> retrieve_thread(Context context, Request& request) {
  const auto caller = co_await admit(context, request);
  if (caller.has_error()) co_return error_reply(caller.error());
  store::Scope scope = scope_of(*caller);
  ThreadId id(request.path_parameters.at(0));
  const auto thread = co_await context->store->get_thread(std::move(scope), std::move(id));
  if (thread.has_error()) co_return error_reply(thread.error());
  co_return thread_reply(*thread);
}

awaitable<Reply> update_thread(Context context, Request& request) {
  const auto caller = co_await admit(context, request);
  if (caller.has_error()) co_return error_reply(caller.error());
  const auto text = co_await read_json_body(request);
  if (text.has_error()) co_return error_reply(text.error());
  const auto params = json::read_thread_update(*text, update_limits(context->limits));
  if (params.has_error()) co_return error_reply(params.error());

  store::Scope scope = scope_of(*caller);
  ThreadId id(request.path_parameters.at(0));
  store::ThreadChange change = thread_change(*params);
  const auto thread =
      co_await context->store->update_thread(std::move(scope), std::move(id), std::move(change));
  if (thread.has_error()) co_return error_reply(thread.error());
  co_return thread_reply(*thread);
}

awaitable<Reply> delete_thread(Context context, Request& request) {
  const auto caller = co_await admit(context, request);
  if (caller.has_error()) co_return error_reply(caller.error());
  const store::Scope scope = scope_of(*caller);
  const ThreadId id(request.path_parameters.at(0));
  // Looked up first: a turn of another project's thread must not be stopped from here.
  const auto thread = co_await context->store->get_thread(scope, id);
  if (thread.has_error()) co_return error_reply(thread.error());
  co_await context->conversation->stop_thread(id);
  const auto deleted = co_await context->store->delete_thread(scope, id);
  if (deleted.has_error()) co_return error_reply(deleted.error());

  ThreadDeleteResponse response;
  response.id = id.str();
  response.deleted = true;
  Reply reply;
  json::write_rest(reply.body, response);
  co_return reply;
}

awaitable<Reply> list_items(Context context, Request& request) {
  const auto caller = co_await admit(context, request);
  if (caller.has_error()) co_return error_reply(caller.error());
  auto query = read_list_query(request.query, ListFilter::none, context->limits);
  if (query.has_error()) co_return error_reply(query.error());

  store::Scope scope = scope_of(*caller);
  const ThreadId id(request.path_parameters.at(0));
  store::ItemPageQuery wanted;
  wanted.page = std::move(query->page);
  wanted.visibility_min = store::Visibility::everywhere;
  wanted.bytes_max = context->limits.page_bytes_max;
  const auto rows = co_await context->store->list_items(std::move(scope), id, std::move(wanted));
  if (rows.has_error()) co_return error_reply(rows.error());
  co_return items_reply(*context, *rows, id);
}

}  // namespace chatkit::rest
