#pragma once

#include <memory>
#include <string_view>

#include "chatkit/page.hpp"
#include "chatkit/request_options.hpp"
#include "chatkit/response.hpp"
#include "chatkit/thread.hpp"
#include "chatkit/thread_item.hpp"

namespace chatkit {

class ClientCore;
class ThreadsWithRawResponse;

/// Reads, lists, changes and deletes the threads of a project.
///
/// A handle: copies are cheap, share one connection pool, and may be used from any thread.
/// Errors, all calls: UsageError before anything is sent, APIStatusError by status,
/// APITimeoutError, APIConnectionError, APIUserAbortError, APIResponseValidationError.
/// Source: contract section 1; sends `OpenAI-Beta: chatkit_beta=v1`.
class Threads {
 public:
  explicit Threads(std::shared_ptr<const ClientCore> core);
  Threads(const Threads&) = default;  // No move: a handle is never empty.
  Threads& operator=(const Threads&) = default;

  Response<ChatKitThread> retrieve(std::string_view thread_id,
                                   const RequestOptions& options = {}) const;
  /// The first page; iterating over it goes through all pages.
  Page<ChatKitThread> list(const ThreadListParams& params = {},
                           const RequestOptions& options = {}) const;
  /// Deletes a thread with its items and attachments. (`delete` is a word of the language.)
  Response<ThreadDeleteResponse> delete_(std::string_view thread_id,
                                         const RequestOptions& options = {}) const;
  /// The first page of a thread's items; iterating over it goes through all pages.
  Page<ChatKitThreadItem> list_items(std::string_view thread_id,
                                     const ThreadListItemsParams& params = {},
                                     const RequestOptions& options = {}) const;
  /// Changes title, metadata or status. An extension of chatkit-cpp's service.
  Response<ChatKitThread> update(std::string_view thread_id, const ThreadUpdateParams& params,
                                 const RequestOptions& options = {}) const;

  /// The same calls, giving the answer as it came.
  ThreadsWithRawResponse with_raw_response() const;

 private:
  std::shared_ptr<const ClientCore> core_;
};

/// The calls of Threads, giving the answer as it came.
class ThreadsWithRawResponse {
 public:
  explicit ThreadsWithRawResponse(std::shared_ptr<const ClientCore> core);
  ThreadsWithRawResponse(const ThreadsWithRawResponse&) = default;
  ThreadsWithRawResponse& operator=(const ThreadsWithRawResponse&) = default;

  RawResponse<Response<ChatKitThread>> retrieve(std::string_view thread_id,
                                                const RequestOptions& options = {}) const;
  RawResponse<Page<ChatKitThread>> list(const ThreadListParams& params = {},
                                        const RequestOptions& options = {}) const;
  RawResponse<Response<ThreadDeleteResponse>> delete_(std::string_view thread_id,
                                                      const RequestOptions& options = {}) const;
  RawResponse<Page<ChatKitThreadItem>> list_items(std::string_view thread_id,
                                                  const ThreadListItemsParams& params = {},
                                                  const RequestOptions& options = {}) const;
  RawResponse<Response<ChatKitThread>> update(std::string_view thread_id,
                                              const ThreadUpdateParams& params,
                                              const RequestOptions& options = {}) const;

 private:
  std::shared_ptr<const ClientCore> core_;
};

}  // namespace chatkit
