#pragma once

#include "chatkit/protocol/thread_item.hpp"
#include "chatkit/server/source.hpp"
#include "chatkit/server/task.hpp"

// Sources and tasks as the protocol's types have them.
namespace chatkit::server {

protocol::Annotation annotation_of(const Source& source);
protocol::TaskBody body_of(const Task& task);

}  // namespace chatkit::server
