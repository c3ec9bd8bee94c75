#include "chatkit/threads.hpp"

#include "client/thread_calls.hpp"

namespace chatkit {
namespace {

RawResponse<Response<ChatKitThread>> call_for_thread(const ClientCore& core,
                                                     const client::CallSpec& spec,
                                                     const RequestOptions& options) {
  return client::raw_response<ChatKitThread>(core.execute(spec, options), json::read_thread);
}

template <class T>
RawResponse<Page<T>> raw_page(const std::shared_ptr<client::ListSource<T>>& source) {
  return RawResponse<Page<T>>(source->send_first(), [source](const ResponseFacts& facts) {
    return source->to_page(facts, 0);
  });
}

}  // namespace

Threads::Threads(std::shared_ptr<const ClientCore> core) : core_(std::move(core)) {}

Response<ChatKitThread> Threads::retrieve(std::string_view thread_id,
                                          const RequestOptions& options) const {
  return with_raw_response().retrieve(thread_id, options).parse();
}

Page<ChatKitThread> Threads::list(const ThreadListParams& params,
                                  const RequestOptions& options) const {
  return with_raw_response().list(params, options).parse();
}

Response<ThreadDeleteResponse> Threads::delete_(std::string_view thread_id,
                                                const RequestOptions& options) const {
  return with_raw_response().delete_(thread_id, options).parse();
}

Page<ChatKitThreadItem> Threads::list_items(std::string_view thread_id,
                                            const ThreadListItemsParams& params,
                                            const RequestOptions& options) const {
  return with_raw_response().list_items(thread_id, params, options).parse();
}

Response<ChatKitThread> Threads::update(std::string_view thread_id,
                                        const ThreadUpdateParams& params,
                                        const RequestOptions& options) const {
  return with_raw_response().update(thread_id, params, options).parse();
}

ThreadsWithRawResponse Threads::with_raw_response() const { return ThreadsWithRawResponse(core_); }

ThreadsWithRawResponse::ThreadsWithRawResponse(std::shared_ptr<const ClientCore> core)
    : core_(std::move(core)) {}

RawResponse<Response<ChatKitThread>> ThreadsWithRawResponse::retrieve(
    std::string_view thread_id, const RequestOptions& options) const {
  return call_for_thread(*core_, client::retrieve_thread(thread_id), options);
}

RawResponse<Page<ChatKitThread>> ThreadsWithRawResponse::list(const ThreadListParams& params,
                                                              const RequestOptions& options) const {
  return raw_page(client::list_threads(core_, params, options));
}

RawResponse<Response<ThreadDeleteResponse>> ThreadsWithRawResponse::delete_(
    std::string_view thread_id, const RequestOptions& options) const {
  return client::raw_response<ThreadDeleteResponse>(
      core_->execute(client::delete_thread(thread_id), options), json::read_thread_deleted);
}

RawResponse<Page<ChatKitThreadItem>> ThreadsWithRawResponse::list_items(
    std::string_view thread_id, const ThreadListItemsParams& params,
    const RequestOptions& options) const {
  return raw_page(client::list_thread_items(core_, thread_id, params, options));
}

RawResponse<Response<ChatKitThread>> ThreadsWithRawResponse::update(
    std::string_view thread_id, const ThreadUpdateParams& params,
    const RequestOptions& options) const {
  return call_for_thread(*core_, client::update_thread(thread_id, params), options);
}

}  // namespace chatkit
