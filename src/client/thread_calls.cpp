#include "client/thread_calls.hpp"

namespace chatkit::client {
namespace {

std::string thread_path(std::string_view thread_id) {
  return "/chatkit/threads/" + path_segment("thread_id", thread_id);
}

/// What both lists share; both parameter structs name these members alike.
template <class Params>
QueryParams list_query(const Params& params) {
  QueryParams query;
  if (params.after) query.emplace("after", *params.after);
  if (params.before) query.emplace("before", *params.before);
  if (params.limit) query.emplace("limit", std::to_string(*params.limit));
  if (params.order) query.emplace("order", *params.order == Order::asc ? "asc" : "desc");
  return query;
}

}  // namespace

CallSpec retrieve_thread(std::string_view thread_id) { return {.path = thread_path(thread_id)}; }

CallSpec delete_thread(std::string_view thread_id) {
  return {.method = "DELETE", .path = thread_path(thread_id)};
}

CallSpec update_thread(std::string_view thread_id, const ThreadUpdateParams& params) {
  CallSpec spec{.method = "POST", .path = thread_path(thread_id)};
  json::write_rest(spec.body, params);
  return spec;
}

std::shared_ptr<ListSource<ChatKitThread>> list_threads(
    const std::shared_ptr<const ClientCore>& core, const ThreadListParams& params,
    const RequestOptions& options) {
  CallSpec spec{.path = "/chatkit/threads", .query = list_query(params)};
  if (params.user) spec.query.emplace("user", *params.user);
  return std::make_shared<ListSource<ChatKitThread>>(core, std::move(spec), options,
                                                     json::read_thread_page);
}

std::shared_ptr<ListSource<ChatKitThreadItem>> list_thread_items(
    const std::shared_ptr<const ClientCore>& core, std::string_view thread_id,
    const ThreadListItemsParams& params, const RequestOptions& options) {
  CallSpec spec{.path = thread_path(thread_id) + "/items", .query = list_query(params)};
  return std::make_shared<ListSource<ChatKitThreadItem>>(core, std::move(spec), options,
                                                         json::read_item_page);
}

}  // namespace chatkit::client
