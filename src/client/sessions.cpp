#include "chatkit/sessions.hpp"

#include "client/results.hpp"
#include "json/rest.hpp"

namespace chatkit {
namespace {

using Raw = RawResponse<Response<ChatSession>>;

Raw call(const ClientCore& core, const client::CallSpec& spec, const RequestOptions& options) {
  return client::raw_response<ChatSession>(core.execute(spec, options), json::read_session);
}

client::CallSpec create_spec(const SessionCreateParams& params) {
  client::CallSpec spec{.method = "POST", .path = "/chatkit/sessions"};
  json::write_rest(spec.body, params);
  return spec;
}

std::string session_path(std::string_view session_id) {
  return "/chatkit/sessions/" + client::path_segment("session_id", session_id);
}

client::CallSpec cancel_spec(std::string_view session_id) {
  return {.method = "POST", .path = session_path(session_id) + "/cancel"};
}

client::CallSpec retrieve_spec(std::string_view session_id) {
  return {.path = session_path(session_id)};
}

client::CallSpec update_spec(std::string_view session_id, const SessionUpdateParams& params) {
  client::CallSpec spec{.method = "POST", .path = session_path(session_id)};
  json::write_rest(spec.body, params);
  return spec;
}

}  // namespace

Sessions::Sessions(std::shared_ptr<const ClientCore> core) : core_(std::move(core)) {}

Response<ChatSession> Sessions::create(const SessionCreateParams& params,
                                       const RequestOptions& options) const {
  return call(*core_, create_spec(params), options).parse();
}

Response<ChatSession> Sessions::cancel(std::string_view session_id,
                                       const RequestOptions& options) const {
  return call(*core_, cancel_spec(session_id), options).parse();
}

Response<ChatSession> Sessions::retrieve(std::string_view session_id,
                                         const RequestOptions& options) const {
  return call(*core_, retrieve_spec(session_id), options).parse();
}

Response<ChatSession> Sessions::update(std::string_view session_id,
                                       const SessionUpdateParams& params,
                                       const RequestOptions& options) const {
  return call(*core_, update_spec(session_id, params), options).parse();
}

SessionsWithRawResponse Sessions::with_raw_response() const {
  return SessionsWithRawResponse(core_);
}

SessionsWithRawResponse::SessionsWithRawResponse(std::shared_ptr<const ClientCore> core)
    : core_(std::move(core)) {}

Raw SessionsWithRawResponse::create(const SessionCreateParams& params,
                                    const RequestOptions& options) const {
  return call(*core_, create_spec(params), options);
}

Raw SessionsWithRawResponse::cancel(std::string_view session_id,
                                    const RequestOptions& options) const {
  return call(*core_, cancel_spec(session_id), options);
}

Raw SessionsWithRawResponse::retrieve(std::string_view session_id,
                                      const RequestOptions& options) const {
  return call(*core_, retrieve_spec(session_id), options);
}

Raw SessionsWithRawResponse::update(std::string_view session_id, const SessionUpdateParams& params,
                                    const RequestOptions& options) const {
  return call(*core_, update_spec(session_id, params), options);
}

}  // namespace chatkit
