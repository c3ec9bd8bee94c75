#pragma once

#include <boost/intrusive/list.hpp>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace chatkit::http {

/// Deadlines of one thread, in slots of a turning wheel: setting one is a few stores, however many
/// there are, and one timer serves all of them. Never early; late by one tick at most.
///
/// Not safe from other threads. Entries may be set, cleared and destroyed at any time, in
/// `on_deadline` too; the wheel outlives its entries.
class DeadlineWheel {
 public:
  using TimePoint = std::chrono::steady_clock::time_point;
  static constexpr std::chrono::milliseconds kTick{100};

  class Entry : public boost::intrusive::list_base_hook<
                    boost::intrusive::link_mode<boost::intrusive::auto_unlink>> {
   public:
    Entry(const Entry&) = delete;
    Entry& operator=(const Entry&) = delete;
    virtual ~Entry() = default;

   protected:
    Entry() = default;
    /// The deadline has passed and is no longer set.
    virtual void on_deadline() = 0;

   private:
    friend class DeadlineWheel;
    TimePoint deadline_ = TimePoint::max();
    std::int64_t slot_tick_ = 0;
  };

  explicit DeadlineWheel(TimePoint start);

  /// A later deadline leaves the entry in its slot; it moves on when that slot comes round.
  void set(Entry& entry, TimePoint deadline);
  void clear(Entry& entry) noexcept { entry.deadline_ = TimePoint::max(); }
  /// Calls `on_deadline` of every entry that is due.
  void advance(TimePoint now);

 private:
  using List = boost::intrusive::list<Entry, boost::intrusive::constant_time_size<false>>;
  static constexpr std::size_t kSlots = 1024;

  void link(Entry& entry);
  std::int64_t tick_of(TimePoint time) const noexcept;

  TimePoint start_;
  std::int64_t now_tick_ = 0;
  std::vector<List> slots_;
};

}  // namespace chatkit::http
