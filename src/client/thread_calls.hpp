#pragma once

#include <memory>
#include <string_view>

#include "chatkit/thread.hpp"
#include "chatkit/thread_item.hpp"
#include "client/list_source.hpp"

// The calls of the threads resource, shared by its typed and its raw face.
namespace chatkit::client {

CallSpec retrieve_thread(std::string_view thread_id);
CallSpec delete_thread(std::string_view thread_id);
CallSpec update_thread(std::string_view thread_id, const ThreadUpdateParams& params);

std::shared_ptr<ListSource<ChatKitThread>> list_threads(
    const std::shared_ptr<const ClientCore>& core, const ThreadListParams& params,
    const RequestOptions& options);
std::shared_ptr<ListSource<ChatKitThreadItem>> list_thread_items(
    const std::shared_ptr<const ClientCore>& core, std::string_view thread_id,
    const ThreadListItemsParams& params, const RequestOptions& options);

}  // namespace chatkit::client
