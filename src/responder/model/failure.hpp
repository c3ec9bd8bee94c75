#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "base/secret.hpp"
#include "outbound/outbound.hpp"

// What a user is told when the model fails, what the log is told, and what is worth another try.
namespace chatkit::responder {

inline constexpr std::string_view kNotReachable = "The model is not reachable right now.";
inline constexpr std::string_view kBusy = "The model is busy. Please try again in a moment.";
inline constexpr std::string_view kRefused = "The model could not take this request.";
inline constexpr std::string_view kSilent = "The model took too long to answer.";
inline constexpr std::string_view kCut = "The model stopped in the middle of its answer.";
inline constexpr std::string_view kUnreadable = "The model sent an answer that cannot be read.";
inline constexpr std::string_view kTooMuch = "The model's answer grew larger than it may.";
inline constexpr std::string_view kNothing = "The model gave no answer.";

/// How much of what an endpoint says of its failure is read and logged.
inline constexpr std::size_t kErrorBodyBytesMax = 4096;
/// Tries behind the first one.
inline constexpr int kRetriesMax = 2;
/// An endpoint that asks for a longer pause than this is taken for busy at once.
inline constexpr std::chrono::milliseconds kPauseMax{5'000};

/// A failed answer: one sentence for the user, who may retry, and what the log is told. Where
/// `retry_after` is set, another try after that pause may help.
Error failure(std::string_view sentence, std::string log_text);

/// A failure of the connection; `has_begun` once the head of the answer has come.
Error connection_failure(const Error& error, bool has_begun);

/// An answer that is no stream: `body` is its beginning.
Error status_failure(const outbound::Head& head, std::string_view body);

/// `text` as a log may carry it: the key and control characters replaced, bounded.
std::string for_log(std::string_view text, const Secret& key);

/// The pause before try number `tries` + 1; nothing where another try is not worth it.
std::optional<std::chrono::milliseconds> pause_before_retry(const Error& error, int tries);

}  // namespace chatkit::responder
