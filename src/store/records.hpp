#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
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

/// What a run sent and cost.
struct RunFigures {
  /// From the request to the responder's first event.
  std::optional<std::chrono::milliseconds> first_event_after;
  /// Events sent, by type.
  std::map<std::string, std::uint64_t, std::less<>> events;
  std::string model;
  std::uint64_t tokens_in = 0;
  std::uint64_t tokens_out = 0;
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
  /// The responder's kind, and what made the turn begin, such as `user_message`.
  std::string responder;
  std::string cause;
  /// False: it is kept for the turn's own sake and never listed.
  bool traced = true;
  RunState state = RunState::running;
  Timestamp started_at{};
  std::optional<Timestamp> ended_at;
  /// What the operator may know of a failure.
  std::string error;
  RunFigures figures;
};

/// What a user thought of some items.
struct Feedback {
  FeedbackId id;
  ProjectId project;
  ThreadId thread;
  SessionId session;
  std::string user;
  std::vector<std::string> item_ids;
  std::string kind;  // positive or negative
  Timestamp created_at{};
};

/// A file beside messages. Its bytes are not in the store: `file` names them on disk.
struct Attachment {
  AttachmentId id;
  ProjectId project;
  std::string user;
  SessionId session;
  /// Unset until a message names it.
  std::optional<ThreadId> thread;
  std::string type = "file";  // image or file
  std::string name;
  std::string mime_type;
  std::uint64_t size = 0;
  /// Empty until the bytes came.
  std::string file;
  /// The preview's name on disk; empty: none.
  std::string preview;
  Timestamp created_at{};
};

/// The first answer to an idempotency key.
struct IdempotencyRecord {
  std::string key;        // the caller's key with its route, and session where there is one
  std::string body_hash;  // SHA-256 of the request's body, 32 raw bytes
  std::string target;     // the id of what was made
  Timestamp created_at{};
};

}  // namespace chatkit::store
