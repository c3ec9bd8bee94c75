#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace chatkit {

/// Everything that a stranger can grow, with its most. Settings; these are the defaults.
/// Source: DESIGN, "Limits".
struct Limits {
  std::size_t body_bytes_max = 4U << 20U;
  std::size_t header_bytes_max = 32U << 10U;
  std::size_t connections_max = 15'000;
  std::chrono::seconds idle_timeout{75};
  std::chrono::seconds request_read_timeout{30};
  std::size_t state_variables_max = 64;
  std::size_t state_variable_key_chars_max = 64;
  std::size_t user_chars_max = 512;
  std::size_t title_chars_max = 256;
  std::size_t metadata_pairs_max = 16;
  std::size_t metadata_key_chars_max = 64;
  std::size_t metadata_value_chars_max = 512;
  std::size_t message_bytes_max = 256U << 10U;
  std::size_t item_bytes_max = 1U << 20U;
  std::uint32_t page_items_max = 100;
  std::uint32_t page_items_default = 20;
  std::size_t page_bytes_max = 8U << 20U;
  std::chrono::seconds turn_duration_max{600};
  std::size_t turn_events_bytes_max = 8U << 20U;
  std::uint32_t runs_per_user_max = 4;
  std::uint32_t readers_per_run_max = 16;
  std::chrono::seconds heartbeat_interval{15};
  std::chrono::seconds session_lifetime_max{600};
  std::chrono::seconds session_lifetime_default{600};
  std::uint32_t session_requests_per_minute_default = 10;
  std::uint32_t session_reads_per_minute_max = 120;
  std::uint32_t failed_authentications_per_minute_max = 60;
  std::size_t idempotency_key_chars_max = 255;
  /// Logs of ended runs, for clients that come back.
  std::chrono::seconds run_log_lifetime{300};
  std::size_t run_logs_bytes_max = 256U << 20U;
  /// How far back a tool call that waits for its output is looked for.
  std::uint32_t pending_calls_search_max = 200;
  /// What a responder may take for a question outside a turn, such as a synchronous action.
  std::chrono::seconds question_duration_max{60};
  /// How long the end of a stream waits for a title.
  std::chrono::milliseconds title_wait_max{2'000};
};

}  // namespace chatkit
