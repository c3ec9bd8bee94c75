#pragma once

#include <memory>
#include <optional>
#include <string>

#include "app/admin_client.hpp"
#include "app/arguments.hpp"
#include "app/local_service.hpp"
#include "app/shell.hpp"
#include "chatkit/client.hpp"

namespace chatkit::app {

/// How a command reaches its service: by an address that it was given, through the server that
/// holds the data directory, or through a service of its own over the data directory. What follows
/// is the same for all three.
class Connection {
 public:
  /// What a data directory that is not there means.
  using Missing = DataDirectory::Missing;

  /// Only by the data directory: for what the admin routes do.
  static Connection to_data(const Arguments& arguments, const Shell& shell, Missing missing);
  /// In any of the three ways.
  static Connection to_service(const Arguments& arguments, const Shell& shell,
                               Missing missing = Missing::refuse);

  Connection(Connection&&) = default;
  ~Connection();

  /// Speaks REST. Errors: CommandError (refused) where no API key is known.
  const Client& client();
  /// Errors: CommandError (usage) for a service that was named by its address.
  const AdminClient& admin() const;

 private:
  Connection() = default;
  void open_data(const Arguments& arguments, const Shell& shell, Missing missing);
  void find_key(const Settings& settings);
  void make_temporary_key();

  std::unique_ptr<LocalService> local_;
  std::string base_url_;
  Secret key_;
  std::string temporary_key_id_;
  std::optional<AdminClient> admin_;
  std::optional<Client> client_;
};

}  // namespace chatkit::app
