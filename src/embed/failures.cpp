#include "embed/failures.hpp"

#include <boost/asio/error.hpp>
#include <boost/system/system_error.hpp>
#include <utility>

#include "embed/sending.hpp"
#include "responder/responder.hpp"

namespace chatkit::server {
namespace {

constexpr std::string_view kTurnEnded = "turn_ended";

Error turn_ended() {
  Error error;
  error.kind = ErrorKind::conflict;
  error.code = kTurnEnded;
  error.message = "The turn has ended.";
  return error;
}

Error user_facing(const UserFacingError& thrown) {
  Error error;
  error.kind = ErrorKind::internal;
  error.code = "custom";
  error.message = thrown.what();
  error.permanent = !thrown.allow_retry();
  return error;
}

std::string text_of(const Error& error) {
  return error.log_text.empty() ? error.message : error.log_text;
}

}  // namespace

KeptError::KeptError(Error error) : TurnError(text_of(error), error.code) {
  error_ = std::move(error);
}

void throw_failure(const Error& error) {
  if (error.code == kTurnEnded) throw TurnEnded();
  throw KeptError(error);
}

void require(const Result<void>& result) {
  if (!result) throw_failure(result.error());
}

Error error_of(const std::exception_ptr& thrown, bool stopped) {
  try {
    std::rethrow_exception(thrown);
  } catch (const UserFacingError& told) {
    return user_facing(told);
  } catch (const KeptError& kept) {
    return kept.error();
  } catch (const TurnEnded&) {
    return turn_ended();
  } catch (const UnsupportedOperation& refused) {
    return responder::unsupported(refused.what());
  } catch (const boost::system::system_error& failure) {
    if (stopped && failure.code() == boost::asio::error::operation_aborted) return turn_ended();
    return internal_error(failure.what());
  } catch (const std::exception& failure) {
    return internal_error(failure.what());
  } catch (...) {
    return internal_error("the program threw something that is no std::exception");
  }
}

}  // namespace chatkit::server
