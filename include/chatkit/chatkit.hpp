#pragma once

// All of libchatkit, the client of ChatKit services.
#include "chatkit/client.hpp"
#include "chatkit/curl_transport.hpp"
#include "chatkit/errors.hpp"
#include "chatkit/json_text.hpp"
#include "chatkit/session_guard.hpp"
#include "chatkit/version.hpp"
