#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "chatkit/protocol/thread.hpp"
#include "chatkit/protocol/thread_item.hpp"

// The events of a conversation stream. Plain values. Source: contract section 2.
namespace chatkit::protocol {

struct ThreadCreated {
  Thread thread{};
};
struct ThreadUpdated {
  Thread thread{};
};
struct ItemAdded {
  ThreadItem item{};
};
struct ItemDone {
  ThreadItem item{};
};
struct ItemReplaced {
  ThreadItem item{};
};
struct ItemRemoved {
  std::string item_id{};
};

struct ContentPartAdded {
  std::int64_t content_index = 0;
  AssistantContent content{};
};
struct ContentPartTextDelta {
  std::int64_t content_index = 0;
  std::string delta{};
};
struct ContentPartAnnotationAdded {
  std::int64_t content_index = 0;
  std::int64_t annotation_index = 0;
  Annotation annotation{};
};
struct ContentPartDone {
  std::int64_t content_index = 0;
  AssistantContent content{};
};
/// An update of another kind of item (widgets, workflows, images): the update object as it is.
struct OtherUpdate {
  std::string type{};
  RawJson json{};
};
using ItemUpdate = std::variant<ContentPartAdded, ContentPartTextDelta, ContentPartAnnotationAdded,
                                ContentPartDone, OtherUpdate>;
struct ItemUpdated {
  std::string item_id{};
  ItemUpdate update{};
};

struct StreamOptions {
  bool allow_cancel = true;
};
struct ProgressUpdate {
  std::string text{};
  std::optional<std::string> icon{};
};
struct Notice {
  std::string level = "info";  // info, warning or danger
  std::string message{};
  std::optional<std::string> title{};
};
/// `data` is an object.
struct ClientEffect {
  std::string name{};
  RawJson data{};
};
struct StreamError {
  std::string code = "custom";  // custom, stream.error; an open set
  std::optional<std::string> message{};
  bool allow_retry = false;
};
/// A kind this version does not know: the whole event, as it came.
struct UnknownEvent {
  std::string type{};
  RawJson json{};
};

using Event = std::variant<ThreadCreated, ThreadUpdated, ItemAdded, ItemUpdated, ItemDone,
                           ItemReplaced, ItemRemoved, StreamOptions, ProgressUpdate, Notice,
                           ClientEffect, StreamError, UnknownEvent>;

}  // namespace chatkit::protocol
