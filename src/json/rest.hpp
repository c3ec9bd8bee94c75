#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "chatkit/session.hpp"
#include "chatkit/thread.hpp"
#include "chatkit/thread_item.hpp"

// The REST dialect: what the API's answers and bodies look like. Source: contract section 1.
//
// Writers append to `out` and write every key of the schema, nulls included, plus the fields of the
// older documentation. Readers are lenient as an SDK must be: unknown fields go to `extra`, unknown
// enum values keep their text, and what is missing and not essential keeps its default; a value of
// the wrong type, or an object without its id, is invalid_type / missing_required_parameter.
namespace chatkit::json {

/// A page as the REST API carries it.
template <class T>
struct RestPage {
  std::string object = "list";
  std::vector<T> data;
  std::optional<std::string> first_id;
  std::optional<std::string> last_id;
  bool has_more = false;
};

void write_rest(std::string& out, const ChatSession& session);
void write_rest(std::string& out, const ChatKitThread& thread);
void write_rest(std::string& out, const ChatKitThreadItem& item);
void write_rest(std::string& out, const ThreadDeleteResponse& response);
void write_rest(std::string& out, const RestPage<ChatKitThread>& page);
void write_rest(std::string& out, const RestPage<ChatKitThreadItem>& page);
/// The bodies that the client sends; unset members are not written.
void write_rest(std::string& out, const SessionCreateParams& params);
void write_rest(std::string& out, const SessionUpdateParams& params);
void write_rest(std::string& out, const ThreadUpdateParams& params);

Result<ChatSession> read_session(std::string_view json);
Result<ChatKitThread> read_thread(std::string_view json);
Result<ChatKitThreadItem> read_item(std::string_view json);
Result<ThreadDeleteResponse> read_thread_deleted(std::string_view json);
Result<RestPage<ChatKitThread>> read_thread_page(std::string_view json);
Result<RestPage<ChatKitThreadItem>> read_item_page(std::string_view json);

/// What an error body says; every member unset where the body does not say it.
struct RestError {
  std::optional<std::string> message;
  std::optional<std::string> type;
  std::optional<std::string> param;
  std::optional<std::string> code;
};
/// Reads `{"error":{…}}`; nothing for any other shape.
std::optional<RestError> read_rest_error(std::string_view json);
/// `{"error":{"message","type","param","code"}}`.
void write_error(std::string& out, const Error& error);

/// The bodies that the server takes: strict, every violation with its code and `param` in the order
/// of the contract. null means absent; `rate_limits.per_minute`, a bare number as `expires_after`
/// and a missing `anchor` are understood; any other unknown parameter is unknown_parameter.
struct SessionCreateLimits {
  std::int64_t expires_after_seconds_max = 600;
  std::size_t user_chars_max = 512;
  std::size_t state_variables_max = 64;
  std::size_t state_variable_key_chars_max = 64;
  std::size_t metadata_pairs_max = 16;
  std::size_t metadata_key_chars_max = 64;
  std::size_t metadata_value_chars_max = 512;
};
struct SessionCreateBody {
  SessionCreateParams params;
  /// `workflow.state_variables` was there, if only as `{}`.
  bool has_state_variables = false;
};
Result<SessionCreateBody> read_session_create(std::string_view json,
                                              const SessionCreateLimits& limits);
/// Its parameters are bounded as those of create.
Result<SessionUpdateParams> read_session_update(std::string_view json,
                                                const SessionCreateLimits& limits);
struct ThreadUpdateLimits {
  std::size_t title_chars_max = 256;
  std::size_t metadata_pairs_max = 16;
  std::size_t metadata_key_chars_max = 64;
  std::size_t metadata_value_chars_max = 512;
};
Result<ThreadUpdateParams> read_thread_update(std::string_view json,
                                              const ThreadUpdateLimits& limits);

/// State variables and string maps as JSON objects, as the store keeps them.
void write_state_variables(std::string& out, const StateVariables& variables);
Result<StateVariables> read_state_variables(std::string_view json);
void write_metadata(std::string& out, const Metadata& metadata);
/// String values as they are; any other value as its JSON text (the REST dialect's string map).
Result<Metadata> read_metadata(std::string_view json);

}  // namespace chatkit::json
