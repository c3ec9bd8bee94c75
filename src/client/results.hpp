#pragma once

#include <memory>
#include <string_view>
#include <utility>

#include "base/result.hpp"
#include "chatkit/response.hpp"
#include "client/client_core.hpp"
#include "client/error_mapping.hpp"

// From an answer's body to a typed result.
namespace chatkit::client {

/// A reader of the json room.
template <class T>
using BodyReader = Result<T> (*)(std::string_view);

/// Errors: APIResponseValidationError.
template <class T>
T read_body(const ResponseFacts& facts, BodyReader<T> read) {
  Result<T> value = read(facts.body);
  if (!value) throw_validation_error(facts, value.error().message);
  return *std::move(value);
}

template <class T>
Response<T> read_response(const ResponseFacts& facts, BodyReader<T> read) {
  return Response<T>(read_body(facts, read), facts.request_id);
}

template <class T>
RawResponse<Response<T>> raw_response(std::shared_ptr<const ResponseFacts> facts,
                                      BodyReader<T> read) {
  return RawResponse<Response<T>>(std::move(facts), [read](const ResponseFacts& answer) {
    return read_response(answer, read);
  });
}

}  // namespace chatkit::client
