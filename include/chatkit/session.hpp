#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "chatkit/extra_fields.hpp"
#include "chatkit/open_enum.hpp"
#include "chatkit/time.hpp"

// ChatKit sessions as the REST API carries them. Plain values. Source: contract section 1.
namespace chatkit {

/// One state variable of a workflow: string, bool, integer or number.
using StateValue = std::variant<std::string, bool, std::int64_t, double>;
using StateVariables = std::map<std::string, StateValue>;

struct WorkflowTracingParam {
  std::optional<bool> enabled{};
};

/// Which workflow powers the session. An empty `state_variables` means: not given.
struct ChatSessionWorkflowParam {
  std::string id{};
  StateVariables state_variables{};
  std::optional<WorkflowTracingParam> tracing{};
  std::optional<std::string> version{};
};

struct AutomaticThreadTitlingParam {
  std::optional<bool> enabled{};
};
/// `max_file_size` is in megabytes, 1..512.
struct FileUploadParam {
  std::optional<bool> enabled{};
  std::optional<std::int64_t> max_file_size{};
  std::optional<std::int64_t> max_files{};
};
struct HistoryParam {
  std::optional<bool> enabled{};
  std::optional<std::int64_t> recent_threads{};
};
struct ChatSessionChatKitConfigurationParam {
  std::optional<AutomaticThreadTitlingParam> automatic_thread_titling{};
  std::optional<FileUploadParam> file_upload{};
  std::optional<HistoryParam> history{};
};

/// How long the session lives, counted from `anchor`. 1..600 seconds on the hosted service.
struct ChatSessionExpiresAfterParam {
  std::int64_t seconds = 600;
  std::string anchor = "created_at";
};

/// `per_minute` is the older documentation's name for the same limit; give one of them.
struct ChatSessionRateLimitsParam {
  std::optional<std::int64_t> max_requests_per_1_minute{};
  std::optional<std::int64_t> per_minute{};
};

/// What `sessions.create` takes, in the documentation's order. `metadata` is our extension: it
/// lands on the threads of the session.
struct SessionCreateParams {
  std::string user{};
  ChatSessionWorkflowParam workflow{};
  std::optional<ChatSessionChatKitConfigurationParam> chatkit_configuration{};
  std::optional<ChatSessionExpiresAfterParam> expires_after{};
  std::optional<ChatSessionRateLimitsParam> rate_limits{};
  Metadata metadata{};
};

/// What `sessions.update` takes (our extension). Unset members stay as they are; `state_variables`
/// takes the place of all of them, and `expires_after` counts from the update.
struct SessionUpdateParams {
  std::optional<StateVariables> state_variables{};
  std::optional<ChatSessionExpiresAfterParam> expires_after{};
};

struct ChatSessionStatusNames {
  enum class Known { active, expired, cancelled, unknown };
  static constexpr std::pair<Known, std::string_view> values[] = {
      {Known::active, "active"}, {Known::expired, "expired"}, {Known::cancelled, "cancelled"}};
};
using ChatSessionStatus = OpenEnum<ChatSessionStatusNames>;

struct ChatSessionAutomaticThreadTitling {
  bool enabled = true;
  ExtraFields extra{};
};
struct ChatSessionFileUpload {
  bool enabled = false;
  std::optional<std::int64_t> max_file_size = 512;
  std::optional<std::int64_t> max_files = 10;
  ExtraFields extra{};
};
struct ChatSessionHistory {
  bool enabled = true;
  std::optional<std::int64_t> recent_threads{};
  ExtraFields extra{};
};
struct ChatSessionChatKitConfiguration {
  ChatSessionAutomaticThreadTitling automatic_thread_titling{};
  ChatSessionFileUpload file_upload{};
  ChatSessionHistory history{};
  ExtraFields extra{};
};
struct ChatSessionRateLimits {
  std::int64_t max_requests_per_1_minute = 10;
  ExtraFields extra{};
};
struct ChatKitWorkflowTracing {
  bool enabled = true;
  ExtraFields extra{};
};
/// The workflow of a session; `version` and `state_variables` are as they were asked for.
struct ChatKitWorkflow {
  std::string id{};
  std::optional<StateVariables> state_variables{};
  ChatKitWorkflowTracing tracing{};
  std::optional<std::string> version{};
  ExtraFields extra{};
};

/// A session: what a browser needs to chat as one user with one workflow.
///
/// `client_secret` is a credential: do not log it. It is empty once the session is cancelled.
struct ChatSession {
  std::string id{};
  std::string object = "chatkit.session";
  ChatSessionChatKitConfiguration chatkit_configuration{};
  std::string client_secret{};
  UnixSeconds expires_at{};
  std::int64_t max_requests_per_1_minute = 10;
  ChatSessionRateLimits rate_limits{};
  ChatSessionStatus status{};
  std::string user{};
  ChatKitWorkflow workflow{};
  ExtraFields extra{};
};

}  // namespace chatkit
