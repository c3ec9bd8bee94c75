#include "store/sqlite/failure.hpp"

#include <sqlite3.h>

namespace chatkit::store::sqlite {

bool Failure::passes() const noexcept {
  switch (code_ & 0xff) {
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
    case SQLITE_BUSY:
    case SQLITE_NOMEM:
      return true;
    default:
      return false;
  }
}

void raise_failure(sqlite3* database, std::string_view doing) {
  const int code = sqlite3_extended_errcode(database);
  std::string text = "SQLite, ";
  text += doing;
  text += ": ";
  text += sqlite3_errmsg(database);
  text += " (";
  text += std::to_string(code);
  text += ")";
  throw Failure(code, std::move(text));
}

Error error_of(const Failure& failure) {
  return failure.passes() ? unavailable(failure.what()) : internal_error(failure.what());
}

}  // namespace chatkit::store::sqlite
