#include "json/rest.hpp"
#include "json/rest_read.hpp"

namespace chatkit::json {
namespace {

// What the calendar types and the conversation dialect's four-digit years can carry.
constexpr std::int64_t kSecondsMin = -62'135'596'800;
constexpr std::int64_t kSecondsMax = 253'402'300'799;

template <class T>
void read_page(Value& value, RestPage<T>& out) {
  each_field(value, [&](std::string_view name, Value& field) {
    if (name == "object") return read(field, out.object);
    if (name == "data") return read(field, out.data);
    if (name == "first_id") return read(field, out.first_id);
    if (name == "last_id") return read(field, out.last_id);
    if (name == "has_more") return read(field, out.has_more);
  });
}

void read_deleted(Value& value, ThreadDeleteResponse& out) {
  each_field(value, [&](std::string_view name, Value& field) {
    if (name == "id") return read(field, out.id);
    if (name == "object") return read(field, out.object);
    if (name == "deleted") return read(field, out.deleted);
    keep(field, out.extra);
  });
  require(value, "id", !out.id.empty());
}

}  // namespace

void read(Value& value, UnixSeconds& out) {
  if (value.is_null()) return;
  std::int64_t seconds = 0;
  read(value, seconds);
  if (seconds < kSecondsMin || seconds > kSecondsMax) {
    return value.fail_value("the time is out of range");
  }
  out = UnixSeconds(std::chrono::seconds(seconds));
}

void read(Value& value, ThreadStatus& out) {
  if (value.is_null()) return;
  each_field(value, [&](std::string_view name, Value& field) {
    if (name == "type") return read(field, out.type);
    if (name == "reason") return read(field, out.reason);
    keep(field, out.extra);
  });
}

void read(Value& value, ChatKitThread& out) {
  each_field(value, [&](std::string_view name, Value& field) {
    if (name == "id") return read(field, out.id);
    if (name == "object") return read(field, out.object);
    if (name == "created_at") return read(field, out.created_at);
    if (name == "title") return read(field, out.title);
    if (name == "status") return read(field, out.status);
    if (name == "user") return read(field, out.user);
    if (name == "metadata") return read(field, out.metadata);
    if (name == "session_id") return read(field, out.session_id);
    keep(field, out.extra);
  });
  require(value, "id", !out.id.empty());
}

Result<ChatKitThread> read_thread(std::string_view json) {
  return read_body<ChatKitThread>(json, Reading::Nul::accept,
                                  [](Value& value, ChatKitThread& out) { read(value, out); });
}

Result<ThreadDeleteResponse> read_thread_deleted(std::string_view json) {
  return read_body<ThreadDeleteResponse>(json, Reading::Nul::accept, read_deleted);
}

Result<RestPage<ChatKitThread>> read_thread_page(std::string_view json) {
  return read_body<RestPage<ChatKitThread>>(json, Reading::Nul::accept, read_page<ChatKitThread>);
}

Result<RestPage<ChatKitThreadItem>> read_item_page(std::string_view json) {
  return read_body<RestPage<ChatKitThreadItem>>(json, Reading::Nul::accept,
                                                read_page<ChatKitThreadItem>);
}

}  // namespace chatkit::json
