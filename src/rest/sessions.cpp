#include "rest/sessions.hpp"

#include "access/idempotency.hpp"
#include "json/rest.hpp"
#include "rest/resources.hpp"
#include "store/retention.hpp"

namespace chatkit::rest {
namespace {

constexpr std::string_view kCreateRoute = "POST /v1/chatkit/sessions";

Reply session_reply(const ServiceParts& parts, const store::Session& session) {
  Reply reply;
  const ChatSession resource =
      session_resource(session, parts.access->client_secret(session), parts.clock->now());
  json::write_rest(reply.body, resource);
  return reply;
}

json::SessionCreateLimits create_limits(const Limits& limits) {
  json::SessionCreateLimits out;
  out.expires_after_seconds_max = limits.session_lifetime_max.count();
  out.user_chars_max = limits.user_chars_max;
  out.state_variables_max = limits.state_variables_max;
  out.state_variable_key_chars_max = limits.state_variable_key_chars_max;
  out.metadata_pairs_max = limits.metadata_pairs_max;
  out.metadata_key_chars_max = limits.metadata_key_chars_max;
  out.metadata_value_chars_max = limits.metadata_value_chars_max;
  return out;
}

/// A row with everything but what only the store decides.
/// Errors: not_found with param `workflow.id`, invalid_value with param `workflow.version`.
Result<store::Session> new_session(const ServiceParts& parts, const ProjectId& project,
                                   const json::SessionCreateBody& body) {
  const auto workflow =
      parts.workflows->find(body.params.workflow.id, body.params.workflow.version);
  if (workflow.has_error()) return workflow.error();
  SessionDefaults defaults;
  defaults.lifetime = parts.limits.session_lifetime_default;
  defaults.requests_per_minute = parts.limits.session_requests_per_minute_default;
  const Timestamp now = parts.clock->now();
  store::Session session = session_row(body.params, defaults, now);
  session.id = new_session_id(now, *parts.random);
  session.project = project;
  session.resolved_version = (*workflow)->version;
  if (body.has_state_variables) session.state_variables = body.params.workflow.state_variables;
  return session;
}

/// The session that an earlier request with this key made; nothing if there was none, or if its
/// time is over.
/// Errors: unprocessable with code `idempotency_mismatch`; the store's.
awaitable<Result<std::optional<store::Session>>> earlier_session(Context context, ProjectId project,
                                                                 store::IdempotencyRecord wanted) {
  std::optional<store::Session> none;
  const auto record = co_await context->store->find_idempotency(project, wanted.key);
  if (record.has_error() && record.error().kind == ErrorKind::not_found) co_return none;
  if (record.has_error()) co_return record.error();
  if (record->created_at + store::kIdempotencyLifetime <= wanted.created_at) {
    co_return none;
  }
  if (record->body_hash != wanted.body_hash) co_return access::idempotency_mismatch();
  SessionId target(record->target);
  auto session = co_await context->store->get_session(project, std::move(target));
  if (session.has_error()) co_return session.error();
  std::optional<store::Session> found = *std::move(session);
  co_return found;
}

/// Errors: not_found or invalid_value of the workflow; unprocessable; the store's.
awaitable<Result<store::Session>> make_session(Context context, ProjectId project,
                                               json::SessionCreateBody body,
                                               std::optional<store::IdempotencyRecord> record) {
  if (record) {
    auto earlier = co_await earlier_session(context, project, *record);
    if (earlier.has_error()) co_return earlier.error();
    if (earlier->has_value()) co_return **std::move(earlier);
  }
  auto session = new_session(*context, project, body);
  if (session.has_error()) co_return session.error();
  if (record) record->target = session->id.str();
  const auto added = co_await context->store->add_session(*session, record);
  if (added.has_value()) co_return *std::move(session);
  if (added.error().kind != ErrorKind::conflict || !record) co_return added.error();

  // Another request with the same key was faster, or an old record has served its time and still
  // holds its place: then this session does without.
  auto earlier = co_await earlier_session(context, project, *record);
  if (earlier.has_error()) co_return earlier.error();
  if (earlier->has_value()) co_return **std::move(earlier);
  record.reset();
  const auto added_alone = co_await context->store->add_session(*session, record);
  if (added_alone.has_error()) co_return added_alone.error();
  co_return *std::move(session);
}

}  // namespace

awaitable<Result<store::Session>> start_session(Context context, ProjectId project,
                                                json::SessionCreateBody body) {
  return make_session(std::move(context), std::move(project), std::move(body), std::nullopt);
}

awaitable<Reply> create_session(Context context, Request& request) {
  const auto caller = co_await admit(context, request);
  if (caller.has_error()) co_return error_reply(caller.error());
  auto record = access::requested_record(request.header("Idempotency-Key"), {kCreateRoute, ""},
                                         context->limits, context->clock->now());
  if (record.has_error()) co_return error_reply(record.error());
  const auto text = co_await read_json_body(request);
  if (text.has_error()) co_return error_reply(text.error());
  auto body = json::read_session_create(*text, create_limits(context->limits));
  if (body.has_error()) co_return error_reply(body.error());
  if (record->has_value()) (*record)->body_hash = access::body_hash(*text);

  ProjectId project = caller->project;
  auto session =
      co_await make_session(context, std::move(project), *std::move(body), *std::move(record));
  if (session.has_error()) co_return error_reply(session.error());
  co_return session_reply(*context, *session);
}

awaitable<Reply> update_session(Context context, Request& request) {
  const auto caller = co_await admit(context, request);
  if (caller.has_error()) co_return error_reply(caller.error());
  const auto text = co_await read_json_body(request);
  if (text.has_error()) co_return error_reply(text.error());
  auto body = json::read_session_update(*text, create_limits(context->limits));
  if (body.has_error()) co_return error_reply(body.error());

  const Timestamp now = context->clock->now();
  store::SessionChange change = session_change(*std::move(body), now);
  SessionId id(request.path_parameters.at(0));
  const auto session = co_await context->store->update_session(caller->project, std::move(id),
                                                               std::move(change), now);
  if (session.has_error()) co_return error_reply(session.error());
  co_return session_reply(*context, *session);
}

awaitable<Reply> cancel_session(Context context, Request& request) {
  const auto caller = co_await admit(context, request);
  if (caller.has_error()) co_return error_reply(caller.error());
  SessionId id(request.path_parameters.at(0));
  const Timestamp now = context->clock->now();
  const auto session = co_await context->store->cancel_session(caller->project, std::move(id), now);
  if (session.has_error()) co_return error_reply(session.error());
  co_return session_reply(*context, *session);
}

awaitable<Reply> retrieve_session(Context context, Request& request) {
  const auto caller = co_await admit(context, request);
  if (caller.has_error()) co_return error_reply(caller.error());
  SessionId id(request.path_parameters.at(0));
  const auto session = co_await context->store->get_session(caller->project, std::move(id));
  if (session.has_error()) co_return error_reply(session.error());
  co_return session_reply(*context, *session);
}

}  // namespace chatkit::rest
