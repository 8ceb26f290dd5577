// References seen, for finding duplicates: as 64-bit hashes, so bounded and without an allocation
// for each.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace sluis::edifact {

class References {
 public:
  void clear() noexcept {
    if (used_ == 0) return;
    slots_.clear();
    used_ = 0;
  }
  [[nodiscard]] std::size_t size() const noexcept { return used_; }
  // False when it was there.
  bool insert(std::uint64_t hash) {
    hash |= 1;  // 0 marks an empty slot
    if (slots_.size() < 2 * (used_ + 1)) grow();
    std::uint64_t& slot = find(hash);
    if (slot == hash) return false;
    slot = hash;
    ++used_;
    return true;
  }

  [[nodiscard]] bool contains(std::uint64_t hash) noexcept {
    hash |= 1;
    return used_ != 0 && find(hash) == hash;
  }

 private:
  std::uint64_t& find(std::uint64_t hash) noexcept {
    std::size_t at = static_cast<std::size_t>(hash >> 1U) & (slots_.size() - 1);
    while (slots_[at] != 0 && slots_[at] != hash) at = (at + 1) & (slots_.size() - 1);
    return slots_[at];
  }
  void grow() {
    std::vector<std::uint64_t> old(std::max<std::size_t>(64, slots_.size() * 2), 0);
    old.swap(slots_);
    for (const std::uint64_t hash : old)
      if (hash != 0) find(hash) = hash;
  }
  std::vector<std::uint64_t> slots_;
  std::size_t used_ = 0;
};

// Seeded, so that nobody can choose references that collide.
class Hasher {
 public:
  explicit Hasher(std::uint64_t seed) noexcept : state_(seed) {}
  void add(std::string_view text) noexcept {
    for (const char c : text) mix(static_cast<unsigned char>(c));
    mix(0x100);  // "1"+"23" differs from "12"+"3"
  }
  void add(std::uint64_t number) noexcept { mix(number); }
  [[nodiscard]] std::uint64_t value() const noexcept {
    std::uint64_t x = state_;
    x ^= x >> 32U, x *= 0xD6E8FEB86659FD93U, x ^= x >> 32U;
    return x;
  }

 private:
  void mix(std::uint64_t x) noexcept {
    state_ = (state_ ^ x) * 0x9E3779B97F4A7C15U;
    state_ ^= state_ >> 29U;
  }
  std::uint64_t state_;
};

}  // namespace sluis::edifact
