#include "base/error.hpp"

#include <gtest/gtest.h>

#include "base/result.hpp"

namespace chatkit {
namespace {

TEST(Error, HasTheStatusAndTypeOfItsKind) {
  struct Row {
    ErrorKind kind;
    int status;
    const char* type;
  };
  for (const Row& row : {Row{ErrorKind::invalid_request, 400, "invalid_request_error"},
                         Row{ErrorKind::authentication, 401, "invalid_request_error"},
                         Row{ErrorKind::permission, 403, "permission_error"},
                         Row{ErrorKind::not_found, 404, "invalid_request_error"},
                         Row{ErrorKind::method_not_allowed, 405, "invalid_request_error"},
                         Row{ErrorKind::timed_out, 408, "invalid_request_error"},
                         Row{ErrorKind::conflict, 409, "invalid_request_error"},
                         Row{ErrorKind::gone, 410, "invalid_request_error"},
                         Row{ErrorKind::too_large, 413, "invalid_request_error"},
                         Row{ErrorKind::unsupported_type, 415, "invalid_request_error"},
                         Row{ErrorKind::unprocessable, 422, "invalid_request_error"},
                         Row{ErrorKind::rate_limited, 429, "rate_limit_error"},
                         Row{ErrorKind::headers_too_large, 431, "invalid_request_error"},
                         Row{ErrorKind::internal, 500, "server_error"},
                         Row{ErrorKind::unavailable, 503, "server_error"}}) {
    EXPECT_EQ(status_of(row.kind), row.status);
    EXPECT_EQ(type_of(row.kind), row.type) << row.status;
  }
}

TEST(Error, NamesTheParameter) {
  EXPECT_EQ(missing_parameter("user").param, "user");
  EXPECT_EQ(missing_parameter("user").code, "missing_required_parameter");
  EXPECT_EQ(unknown_parameter("workflow.ids").message, "Unknown parameter: 'workflow.ids'.");
  EXPECT_EQ(invalid_type("user", "a string", "an integer").message,
            "Invalid type for 'user': expected a string, but got an integer instead.");
  EXPECT_FALSE(invalid_value("", "text").param.has_value());
}

TEST(Error, OfTheInsideTellsTheClientNothing) {
  const Error error = internal_error("SQLITE_CORRUPT in items");
  EXPECT_EQ(error.code, "server_error");
  EXPECT_EQ(error.message.find("SQLITE"), std::string::npos);
  EXPECT_EQ(error.log_text, "SQLITE_CORRUPT in items");
  EXPECT_EQ(unavailable("disk full").message.find("disk"), std::string::npos);
}

TEST(Result, ThatFailedThrowsWhenAskedForItsValue) {
  const Result<int> result = not_found("thread", "cthr_1");
  EXPECT_THROW(static_cast<void>(result.value()), std::logic_error);
  EXPECT_EQ(result.error().message, "No thread found with id 'cthr_1'.");
}

}  // namespace
}  // namespace chatkit
