#pragma once

#include <cstddef>

namespace chatkit::http {

/// Raises the soft limit of open descriptors to the hard one, and returns it.
std::size_t raise_descriptor_limit();

/// How many connections fit: `wanted`, but 512 descriptors stay for everything else, or half of
/// all where there are few.
std::size_t connections_that_fit(std::size_t wanted, std::size_t descriptors) noexcept;

/// A descriptor kept in reserve: given up, it makes room to accept a connection and turn it away.
class ReserveDescriptor {
 public:
  ReserveDescriptor() { take(); }
  ~ReserveDescriptor() { give_up(); }
  ReserveDescriptor(const ReserveDescriptor&) = delete;
  ReserveDescriptor& operator=(const ReserveDescriptor&) = delete;

  void take() noexcept;
  void give_up() noexcept;

 private:
  int descriptor_ = -1;
};

}  // namespace chatkit::http
