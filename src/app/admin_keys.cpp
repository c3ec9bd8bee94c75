#include <filesystem>
#include <utility>

#include "app/admin_calls.hpp"
#include "app/instance.hpp"
#include "app/json_fields.hpp"
#include "base/iso_time.hpp"
#include "json/writer.hpp"

namespace chatkit::app {
namespace {

using exchange::Reply;
using exchange::Request;

boost::asio::awaitable<Result<JsonFields>> read_fields(Request& request) {
  auto body = co_await request.body->read_all();
  if (!body) co_return body.error();
  co_return JsonFields::read(*body);
}

/// `text` is set for a key that was just made.
void append_key(std::string& out, const store::ApiKey& key, const Secret* text) {
  json::ObjectWriter object(out);
  object.string("object", "chatkit.api_key").string("id", key.id.str());
  object.string("name", key.name).string("hint", key.hint);
  object.string("created_at", format_iso(key.created_at));
  if (key.revoked_at) {
    object.string("revoked_at", format_iso(*key.revoked_at));
  } else {
    object.null("revoked_at");
  }
  if (text != nullptr) object.string("key", text->expose());
  object.close();
}

Reply key_reply(const store::ApiKey& key, const Secret* text) {
  std::string json;
  append_key(json, key, text);
  return Reply(std::move(json));
}

}  // namespace

AdminReply admin_list_keys(AdminPtr parts, Request& /*request*/) {
  const auto keys = co_await parts->store->list_api_keys(default_project());
  if (!keys) co_return exchange::error_reply(keys.error());
  std::string json = R"({"object":"list","data":)";
  json::ArrayWriter array(json);
  for (const auto& key : *keys) {
    array.next();
    append_key(json, key, nullptr);
  }
  array.close();
  json += "}";
  co_return Reply(std::move(json));
}

AdminReply admin_create_key(AdminPtr parts, Request& request) {
  const auto fields = co_await read_fields(request);
  if (!fields) co_return exchange::error_reply(fields.error());
  auto name = fields->required_text("name");
  if (!name) co_return exchange::error_reply(name.error());
  const auto made = co_await parts->access->create_key(default_project(), *std::move(name));
  if (!made) co_return exchange::error_reply(made.error());
  co_return key_reply(made->record, &made->text);
}

AdminReply admin_revoke_key(AdminPtr parts, Request& request) {
  const ApiKeyId id(request.path_parameters.front());
  const auto key =
      co_await parts->store->revoke_api_key(default_project(), id, parts->clock->now());
  if (!key) co_return exchange::error_reply(key.error());
  parts->access->forget_keys();
  co_return key_reply(*key, nullptr);
}

AdminReply admin_backup(AdminPtr parts, Request& request) {
  const auto fields = co_await read_fields(request);
  if (!fields) co_return exchange::error_reply(fields.error());
  const auto name = fields->required_text("file");
  if (!name) co_return exchange::error_reply(name.error());
  const std::filesystem::path file(*name);
  if (!file.is_absolute()) {
    const auto error = invalid_value("file", "must be an absolute path");
    co_return exchange::error_reply(error);
  }
  const auto copied = co_await parts->store->backup(file);
  if (!copied) {
    // Whoever bears the admin token is the operator: the log's words are meant for them.
    auto error = copied.error();
    if (!error.log_text.empty()) error.message = error.log_text;
    co_return exchange::error_reply(error);
  }
  std::string json;
  json::ObjectWriter object(json);
  object.string("object", "chatkit.backup").string("file", file.string());
  object.close();
  co_return Reply(std::move(json));
}

AdminReply admin_get_note(AdminPtr parts, Request& request) {
  const auto value = co_await parts->store->get_note(request.path_parameters.front());
  if (!value) co_return exchange::error_reply(value.error());
  std::string json;
  json::ObjectWriter object(json);
  object.string("object", "chatkit.note").string("value", *value);
  object.close();
  co_return Reply(std::move(json));
}

AdminReply admin_set_note(AdminPtr parts, Request& request) {
  const auto fields = co_await read_fields(request);
  if (!fields) co_return exchange::error_reply(fields.error());
  auto value = fields->required_text("value");
  if (!value) co_return exchange::error_reply(value.error());
  const auto kept =
      co_await parts->store->set_note(request.path_parameters.front(), *std::move(value));
  if (!kept) co_return exchange::error_reply(kept.error());
  co_return Reply(R"({"object":"chatkit.note"})");
}

}  // namespace chatkit::app
