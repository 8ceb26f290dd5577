// Compiled once for each instruction set (Highway's foreach_target); the best one is taken when it
// is first called.
#include "edifact/index.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "edifact/index.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include <algorithm>
#include <bit>
#include <cstring>

#ifndef SLUIS_EDIFACT_INDEX_JOB
#define SLUIS_EDIFACT_INDEX_JOB
namespace sluis::edifact {
// One call of the kernel.
struct IndexJob {
  const std::uint8_t* bytes;
  std::size_t size;
  std::uint32_t position;   // of the first byte, as marks count
  std::uint8_t service[4];  // component, element, repetition, terminator; none: doubled
  std::uint8_t release;
  std::uint64_t has_release;  // all ones, or none
  const std::uint8_t* plain;  // AsciiSet::rows
  std::uint64_t carry;
  std::uint64_t blank;
  std::uint32_t* marks;    // room for `size` + 64
  std::uint64_t* special;  // one word a block
};
}  // namespace sluis::edifact
#endif

HWY_BEFORE_NAMESPACE();
namespace sluis::edifact::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

// The bytes that follow a release character which is not itself released: odd places in each run.
// The arithmetic carries runs across blocks (as simdjson does for backslashes).
HWY_INLINE std::uint64_t released(std::uint64_t release, std::uint64_t& carry) {
  if (release == 0) {
    const std::uint64_t first = carry;
    carry = 0;
    return first;
  }
  constexpr std::uint64_t kOdd = 0xAAAAAAAAAAAAAAAAU;
  const std::uint64_t starts = release & ~carry;
  const std::uint64_t maybe = (starts << 1U) | kOdd;
  const std::uint64_t series = maybe - starts;
  const std::uint64_t releasing_and_end = series ^ kOdd;
  const std::uint64_t result = releasing_and_end ^ (release | carry);
  carry = (releasing_and_end & release) >> 63U;
  return result;
}

HWY_INLINE std::uint32_t* put_marks(std::uint32_t* out, std::uint64_t bits,
                                    std::uint32_t position) {
  const auto count = static_cast<std::size_t>(std::popcount(bits));
  std::uint32_t* at = out;
  // Eight at a time without a test: most blocks have about ten marks.
  for (std::size_t written = 0; written < count; written += 8) {
    for (int i = 0; i < 8; ++i) {
      at[i] = position + static_cast<std::uint32_t>(std::countr_zero(bits));
      bits &= bits - 1;
    }
    at += 8;
  }
  return out + count;
}

std::size_t index_blocks(IndexJob& job) {
  const hn::CappedTag<std::uint8_t, 64> d;
  const std::size_t lanes = hn::Lanes(d);
  const auto service0 = hn::Set(d, job.service[0]);
  const auto service1 = hn::Set(d, job.service[1]);
  const auto service2 = hn::Set(d, job.service[2]);
  const auto service3 = hn::Set(d, job.service[3]);
  const auto release = hn::Set(d, job.release);
  const auto plain = hn::LoadDup128(d, job.plain);
  alignas(16) constexpr std::uint8_t kBits[16] = {1, 2, 4, 8, 16, 32, 64, 128};
  const auto bit_of = hn::LoadDup128(d, kBits);
  const auto low = hn::Set(d, std::uint8_t{0x0F});
  const auto space = hn::Set(d, std::uint8_t{' '});

  std::uint32_t* out = job.marks;
  std::uint64_t carry = job.carry;
  std::uint64_t blank = job.blank;
  for (std::size_t at = 0; at < job.size; at += Index::kBlock) {
    std::uint64_t mark_bits = 0;
    std::uint64_t release_bits = 0;
    std::uint64_t plain_bits = 0;
    std::uint64_t blank_bits = 0;
    for (std::size_t lane = 0; lane < Index::kBlock; lane += lanes) {
      const auto v = hn::LoadU(d, job.bytes + at + lane);
      const auto mark = hn::Or(hn::Or(hn::Eq(v, service0), hn::Eq(v, service1)),
                               hn::Or(hn::Eq(v, service2), hn::Eq(v, service3)));
      const auto high = hn::ShiftRight<4>(v);
      const auto known =
          hn::And(hn::TableLookupBytes(plain, hn::And(v, low)), hn::TableLookupBytes(bit_of, high));
      const auto bits = [&](auto mask) {
        std::uint64_t word = 0;
        hn::StoreMaskBits(d, mask, reinterpret_cast<std::uint8_t*>(&word));
        return word << lane;
      };
      mark_bits |= bits(mark);
      release_bits |= bits(hn::Eq(v, release));
      blank_bits |= bits(hn::Eq(v, space));
      plain_bits |= bits(hn::Ne(known, hn::Zero(d)));
    }
    std::uint64_t valid = ~std::uint64_t{0};
    if (job.size - at < Index::kBlock) valid >>= Index::kBlock - (job.size - at);
    release_bits &= job.has_release & valid;
    mark_bits &= ~released(release_bits, carry) & valid;
    const std::uint64_t behind_blank = mark_bits & (blank_bits << 1U | blank);
    blank = blank_bits >> 63U;
    *job.special++ = (release_bits | behind_blank | ~(plain_bits | mark_bits)) & valid;
    out = put_marks(out, mark_bits, job.position + static_cast<std::uint32_t>(at));
  }
  job.carry = carry;
  job.blank = blank;
  return static_cast<std::size_t>(out - job.marks);
}

const char* target_name() { return hwy::TargetName(HWY_TARGET); }

}  // namespace sluis::edifact::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace sluis::edifact {

HWY_EXPORT(index_blocks);
HWY_EXPORT(target_name);

namespace {

// The same, byte by byte, where a byte that looks like a separator may be half a character.
std::size_t index_shifting(IndexJob& job, iso2022::Shifts& shifts) {
  const auto is_in = [](const std::uint8_t* rows, std::uint8_t c) {
    return c < 0x80 && ((rows[c & 0x0FU] >> (c >> 4U)) & 1U) != 0;
  };
  std::uint32_t* out = job.marks;
  std::uint64_t word = 0;
  for (std::size_t at = 0; at < job.size; ++at) {
    const std::uint8_t c = job.bytes[at];
    bool special = true;
    bool blank = false;
    std::uint64_t releases = 0;
    if (shifts.take(static_cast<char>(c)) == iso2022::Part::plain) {
      const bool service =
          c == job.service[0] || c == job.service[1] || c == job.service[2] || c == job.service[3];
      const bool released = job.carry != 0;
      const bool release = job.has_release != 0 && c == job.release;
      const bool mark = service && !released;
      releases = release && !released ? 1 : 0;
      if (mark) *out++ = job.position + static_cast<std::uint32_t>(at);
      special = release || (mark ? job.blank != 0 : !is_in(job.plain, c));
      blank = c == ' ';
    }
    job.carry = releases;
    job.blank = blank ? 1 : 0;
    if (special) word |= std::uint64_t{1} << (at % Index::kBlock);
    if (at % Index::kBlock == Index::kBlock - 1 || at + 1 == job.size) {
      *job.special++ = word;
      word = 0;
    }
  }
  return static_cast<std::size_t>(out - job.marks);
}

}  // namespace

void Index::reset(const Separators& separators, const AsciiSet& plain, std::uint64_t at,
                  bool shifts) {
  separators_ = separators;
  plain_ = plain;
  base_ = at;
  known_ = whole_ = 0;
  whole_count_ = count_ = next_ = terminated_ = 0;
  carry_ = blank_ = 0;
  shifting_ = shifts;
  shifts_ = {};
  piece_ = kFirstPiece;
  special_.clear();
}

bool Index::extend(std::string_view bytes) {
  if (known_ >= bytes.size()) return false;
  const std::size_t end = std::min<std::size_t>(bytes.size(), whole_ + piece_);
  piece_ = std::min(piece_ * 2, kLastPiece);

  const std::size_t size = end - whole_;
  const std::size_t blocks = (size + kBlock - 1) / kBlock;
  special_.resize(whole_ / kBlock + blocks);
  if (marks_.size() < whole_count_ + size + kBlock)
    marks_.resize(std::max(whole_count_ + size + kBlock, marks_.size() + marks_.size() / 2));

  const auto byte = [](char c) { return static_cast<std::uint8_t>(c); };
  const char repetition =
      separators_.repetition == '\0' ? separators_.terminator : separators_.repetition;
  IndexJob job{};
  job.service[0] = byte(separators_.component);
  job.service[1] = byte(separators_.element);
  job.service[2] = byte(repetition);
  job.service[3] = byte(separators_.terminator);
  job.release = byte(separators_.release);
  job.has_release = separators_.release == '\0' ? 0 : ~std::uint64_t{0};
  alignas(16) std::uint8_t rows[16];
  std::memcpy(rows, plain_.rows.data(), sizeof rows);
  job.plain = rows;
  iso2022::Shifts shifts = shifts_;
  const auto run = [&](std::size_t from, std::size_t count) {
    job.bytes = reinterpret_cast<const std::uint8_t*>(bytes.data()) + from;
    job.size = count;
    job.position = static_cast<std::uint32_t>(from);
    job.carry = carry_;
    job.blank = blank_;
    job.marks = marks_.data() + count_;
    job.special = special_.data() + from / kBlock;
    count_ += shifting_ ? index_shifting(job, shifts) : HWY_DYNAMIC_DISPATCH(index_blocks)(job);
  };

  const std::size_t new_from = whole_count_;
  count_ = whole_count_;
  const std::size_t in_blocks = size / kBlock * kBlock;
  if (in_blocks != 0) {
    run(whole_, in_blocks);
    carry_ = job.carry;
    blank_ = job.blank;
    shifts_ = shifts;
    whole_ += static_cast<std::uint32_t>(in_blocks);
    whole_count_ = count_;
  }
  if (end != whole_) run(whole_, end - whole_);
  known_ = static_cast<std::uint32_t>(end);

  for (std::size_t i = count_; i > new_from; --i)
    if (bytes[marks_[i - 1]] == separators_.terminator) {
      terminated_ = std::max(terminated_, i);
      break;
    }
  return true;
}

void Index::forget(std::uint64_t at) {
  const auto drop =
      static_cast<std::uint32_t>(std::min<std::uint64_t>(at - base_, whole_) / kBlock * kBlock);
  std::size_t gone = next_;
  if (drop == 0 && gone == 0) return;
  gone = std::min(gone, whole_count_);
  for (std::size_t i = gone; i < count_; ++i) marks_[i - gone] = marks_[i] - drop;
  count_ -= gone, next_ -= gone, whole_count_ -= gone;
  terminated_ -= std::min(terminated_, gone);
  special_.erase(special_.begin(), special_.begin() + static_cast<std::ptrdiff_t>(drop / kBlock));
  base_ += drop;
  known_ -= drop;
  whole_ -= drop;
}

void Index::close(std::uint32_t at) {
  if (marks_.size() < count_ + 1) marks_.resize(count_ + 1);
  marks_[count_++] = at;
  terminated_ = count_;
}

bool Index::is_special(std::uint32_t begin, std::uint32_t end) const noexcept {
  if (begin >= end) return false;
  const std::size_t first = begin / kBlock;
  const std::size_t last = (end - 1) / kBlock;
  const std::uint64_t from = ~std::uint64_t{0} << (begin % kBlock);
  const std::uint64_t to = ~std::uint64_t{0} >> (kBlock - 1 - (end - 1) % kBlock);
  if (first == last) return (special_[first] & from & to) != 0;
  if ((special_[first] & from) != 0 || (special_[last] & to) != 0) return true;
  for (std::size_t word = first + 1; word < last; ++word)
    if (special_[word] != 0) return true;
  return false;
}

const char* Index::target() { return HWY_DYNAMIC_DISPATCH(target_name)(); }

}  // namespace sluis::edifact
#endif  // HWY_ONCE
