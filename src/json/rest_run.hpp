#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "chatkit/time.hpp"
#include "json/rest.hpp"

// What operators read of turns and of what users thought of them: extensions of the REST API.
namespace chatkit::json {

/// What a model's endpoint reported of a run.
struct RestUsage {
  std::string model;
  std::uint64_t input_tokens = 0;
  std::uint64_t output_tokens = 0;
};

struct RestRun {
  std::string id;
  UnixSeconds created_at{};
  std::optional<UnixSeconds> ended_at;
  std::string_view status;
  std::string cause;
  std::string responder;
  std::string workflow_id;
  std::string workflow_version;
  std::string thread_id;
  std::string session_id;
  std::string user;
  std::optional<std::string> error;
  std::optional<std::int64_t> first_event_ms;
  std::optional<std::int64_t> duration_ms;
  std::map<std::string, std::uint64_t, std::less<>> events;
  std::optional<RestUsage> usage;
};

struct RestFeedback {
  std::string id;
  UnixSeconds created_at{};
  std::string thread_id;
  std::string session_id;
  std::string user;
  std::vector<std::string> item_ids;
  std::string kind;
};

void write_rest(std::string& out, const RestRun& run);
void write_rest(std::string& out, const RestFeedback& feedback);
void write_rest(std::string& out, const RestPage<RestRun>& page);
void write_rest(std::string& out, const RestPage<RestFeedback>& page);

}  // namespace chatkit::json
