#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <variant>

#include "json/protocol.hpp"

namespace chatkit::json_test {

/// "ok", or the code and the param of what was wrong.
inline std::string verdict(std::string_view json, const json::OpLimits& limits = {}) {
  const auto op = json::read_op(json, limits);
  return op ? "ok" : op.error().code + " " + op.error().param.value_or("-");
}

template <class Params>
Params params_of(std::string_view json) {
  const auto op = json::read_op(json, {});
  if (!op) {
    ADD_FAILURE() << op.error().message;
    return {};
  }
  return std::get<Params>(op->params);
}

/// A body of the op `type` with these params.
inline std::string op(std::string_view type, std::string_view params) {
  return R"({"type":")" + std::string(type) + R"(","params":)" + std::string(params) + "}";
}

}  // namespace chatkit::json_test
