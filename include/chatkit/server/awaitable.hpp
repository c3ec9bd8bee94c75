#pragma once

#include <boost/asio/awaitable.hpp>

namespace chatkit::server {

/// What a responder's coroutines return: Boost.Asio's coroutine type.
using boost::asio::awaitable;

}  // namespace chatkit::server
