#pragma once

#include <boost/system/result.hpp>
#include <stdexcept>

#include "base/error.hpp"

namespace chatkit {

/// A value or an expected failure. Private to the sources: never in include/.
template <class T>
using Result = boost::system::result<T, Error>;

/// Found by `Result::value()`: asking a failure for its value is our mistake.
[[noreturn]] inline void throw_exception_from_error(const Error& error,
                                                    const boost::source_location&) {
  throw std::logic_error("value() of a failed Result: " + error.code + " " + error.message + " " +
                         error.log_text);
}

}  // namespace chatkit
