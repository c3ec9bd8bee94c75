#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "responder/items.hpp"

namespace chatkit::responder {

/// What the script says, and how fast.
class Answer {
 public:
  explicit Answer(std::string markdown) : deltas_(word_groups(markdown)) {}
  Answer(std::vector<std::string> deltas, std::chrono::milliseconds pace)
      : deltas_(std::move(deltas)), pace_(pace) {}

  /// Annotations of the text, in the order of the places they point at.
  Answer& cite(protocol::Annotation annotation) {
    annotations_.push_back(std::move(annotation));
    return *this;
  }
  Answer& pace(std::chrono::milliseconds pace) {
    pace_ = pace;
    return *this;
  }

  /// Streams the answer as one assistant message: begun, in deltas, annotated, done.
  awaitable<Result<void>> send(TurnPtr turn) const { return stream(*this, std::move(turn)); }

  /// Cuts a text into pieces of a few words, as a model would send it. Joined, they are the text.
  static std::vector<std::string> word_groups(std::string_view text);

 private:
  static awaitable<Result<void>> stream(Answer answer, TurnPtr turn);

  std::vector<std::string> deltas_;
  std::vector<protocol::Annotation> annotations_;
  std::chrono::milliseconds pace_{0};
};

}  // namespace chatkit::responder
