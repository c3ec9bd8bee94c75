#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/ids.hpp"
#include "chatkit/raw_json.hpp"
#include "chatkit/session.hpp"
#include "chatkit/thread.hpp"
#include "chatkit/time.hpp"

// What a store keeps, row by row. Plain values; every one belongs to a project.
namespace chatkit::store {

struct Project {
  ProjectId id;
  std::string name;
  Timestamp created_at{};
};

/// An API key. Only its SHA-256 is kept; `hint` is what people recognise it by.
struct ApiKey {
  ApiKeyId id;
  ProjectId project;
  std::string name;
  std::string hash;  // SHA-256, 32 raw bytes
  std::string hint;
  Timestamp created_at{};
  std::optional<Timestamp> revoked_at;
};

/// A session. The client secret is derived, never stored.
struct Session {
  SessionId id;
  ProjectId project;
  std::string user;
  std::string workflow_id;
  /// As asked for; the REST API echoes it.
  std::optional<std::string> requested_version;
  /// The version that the session's runs use.
  std::string resolved_version;
  std::optional<StateVariables> state_variables;
  bool tracing_enabled = true;
  ChatSessionChatKitConfiguration configuration;
  std::int64_t max_requests_per_1_minute = 10;
  Metadata metadata;
  Timestamp created_at{};
  Timestamp expires_at{};
  std::optional<Timestamp> cancelled_at;
};

/// Who gave a thread its title: a user's rename beats a generated one.
enum class TitleSource { none, generated, user };

struct Thread {
  ThreadId id;
  ProjectId project;
  std::string user;
  std::string workflow_id;
  std::optional<SessionId> session;
  Timestamp created_at{};
  std::optional<std::string> title;
  TitleSource title_source = TitleSource::none;
  ThreadStatus status;
  /// A JSON object, shape not ours.
  RawJson metadata;
  std::vector<std::string> allowed_image_domains;
};

/// Who may see an item.
enum class Visibility : std::uint8_t {
  hidden = 0,             // the responder alone
  conversation_only = 1,  // clients of the conversation protocol
  everywhere = 2,         // the REST API too
};

/// An item; `body` is the whole item in the conversation dialect, minified JSON, without URLs.
struct Item {
  ItemId id;
  Timestamp created_at{};
  Visibility visibility = Visibility::everywhere;
  std::string body;
};

enum class RunState { running, completed, stopped, failed, interrupted };

/// One turn of a thread.
struct Run {
  RunId id;
  ProjectId project;
  ThreadId thread;
  SessionId session;
  std::string user;
  std::string workflow_id;
  std::string workflow_version;
  RunState state = RunState::running;
  Timestamp started_at{};
  std::optional<Timestamp> ended_at;
  std::string error;
};

/// The first answer to an idempotency key.
struct IdempotencyRecord {
  std::string key;        // the caller's key with its route, and session where there is one
  std::string body_hash;  // SHA-256 of the request's body, 32 raw bytes
  std::string target;     // the id of what was made
  Timestamp created_at{};
};

}  // namespace chatkit::store
