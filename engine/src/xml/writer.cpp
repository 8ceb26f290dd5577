#include "xml/writer.hpp"

#include <utility>

namespace sluis::xml {
namespace {

// --- the trail's code ---
//
// A record is a row of numbers, seven bits a byte, the lowest first. Its first number is
// (elements since the last record) * 4 + kind:
//   kAnew    the record holds nothing else; sources and lines count from 0 again, and mapping and
//            file are 0. It stands where a piece was spliced in, so that the piece's own records,
//            which count from 0, follow as they are.
//   kStep    source begin (zigzag difference), source length, line (zigzag difference)
//   kOther   the same, then mapping and file, which differ from those of the last record
enum : std::uint64_t { kStep = 0, kOther = 1, kAnew = 2 };
constexpr unsigned kKindBits = 2;
constexpr std::size_t kLongestRecord = std::size_t{6} * 10;  // six numbers

void put(std::string& out, std::uint64_t number) {
  while (number >= 0x80U) {
    out.push_back(static_cast<char>(static_cast<unsigned char>(number | 0x80U)));
    number >>= 7U;
  }
  out.push_back(static_cast<char>(static_cast<unsigned char>(number)));
}

// Differences wrap around: two's complement in, small numbers near zero out.
constexpr std::uint64_t zigzag(std::uint64_t difference) {
  return (difference << 1U) ^ (0 - (difference >> 63U));
}
constexpr std::uint64_t unzigzag(std::uint64_t number) {
  return (number >> 1U) ^ (0 - (number & 1U));
}

}  // namespace

// --- TrailReader ---

TrailReader::TrailReader(const Piece& piece) : reader_(piece.trail) {}

// At least one whole record at `at_`, or all that is left of them. False: nothing is left.
bool TrailReader::fill() {
  constexpr std::size_t kBuffer = 4096;
  if (size_ - at_ < kLongestRecord && !ended_) {
    if (buffer_.empty()) buffer_.resize(kBuffer);
    buffer_.replace(0, size_ - at_, buffer_, at_, size_ - at_);
    size_ -= at_;
    at_ = 0;
    while (size_ < kLongestRecord && !ended_) {
      const auto got = reader_.read(buffer_.data() + size_, buffer_.size() - size_);
      size_ += got;
      ended_ = got == 0;
    }
  }
  return at_ < size_;
}

std::uint64_t TrailReader::number() {
  std::uint64_t number = 0;
  for (unsigned shift = 0; at_ < size_ && shift < 64; shift += 7) {
    const auto byte = static_cast<unsigned char>(buffer_[at_++]);
    number |= std::uint64_t{byte & 0x7FU} << shift;
    if (byte < 0x80U) break;
  }
  return number;
}

bool TrailReader::next(Step& step) {
  while (fill()) {
    const auto head = number();
    const auto kind = head & ((1U << kKindBits) - 1);
    const auto element = coded_.element + (head >> kKindBits);
    if (kind == kAnew) {
      coded_ = Step{};
      coded_.element = element;
      continue;
    }
    coded_.element = element;
    coded_.source.begin += unzigzag(number());
    coded_.source.end = coded_.source.begin + number();
    coded_.line = static_cast<std::uint32_t>(coded_.line + unzigzag(number()));
    if (kind == kOther) {
      coded_.mapping = static_cast<std::uint32_t>(number());
      coded_.file = static_cast<std::uint32_t>(number());
    }
    step = coded_;
    return true;
  }
  return false;
}

bool TrailReader::find(std::uint64_t element, Step& step) {
  for (;;) {
    if (!has_pending_) has_pending_ = next(pending_);
    if (!has_pending_ || pending_.element > element) break;
    current_ = pending_;
    has_current_ = true;
    has_pending_ = false;
  }
  if (has_current_) step = current_;
  return has_current_;
}

// --- Writer ---

Writer::Writer(Piece& piece, Options options) : piece_(&piece), markup_(buffer_, options) {}

Writer::~Writer() {
  try {
    flush();
  } catch (...) {  // NOLINT(bugprone-empty-catch): a destructor has nobody to tell
  }
}

void Writer::declaration() { markup_.declaration(); }

void Writer::start(std::string_view name) {
  markup_.start(name);
  ++piece_->elements;
  flush_if_full();
}

void Writer::attribute(std::string_view name, std::string_view value) {
  markup_.attribute(name, value);
}

void Writer::text(std::string_view value) {
  markup_.text(value);
  flush_if_full();
}

void Writer::end() {
  markup_.end();
  flush_if_full();
}

void Writer::trail(Span source, std::uint32_t mapping, std::uint32_t file, std::uint32_t line) {
  if (piece_->elements == 0) return;
  auto& last = piece_->last;
  const auto element = piece_->elements - 1;
  const bool other = mapping != last.mapping || file != last.file;
  put(trail_buffer_, ((element - last.element) << kKindBits) | (other ? kOther : kStep));
  put(trail_buffer_, zigzag(source.begin - last.source.begin));
  put(trail_buffer_, source.end - source.begin);
  put(trail_buffer_, zigzag(std::uint64_t{line} - std::uint64_t{last.line}));
  if (other) {
    put(trail_buffer_, mapping);
    put(trail_buffer_, file);
  }
  last = {element, source, mapping, line, file};
  if (trail_buffer_.size() >= kFlush) {
    piece_->trail.append(trail_buffer_);
    trail_buffer_.clear();
  }
}

void Writer::splice(Piece&& piece) {
  if (piece.text.size() != 0) markup_.insert();
  if (piece.trail.size() != 0) {
    put(trail_buffer_, ((piece_->elements - piece_->last.element) << kKindBits) | kAnew);
    piece_->last = piece.last;
    piece_->last.element += piece_->elements;
  }
  flush();
  piece_->text.append(std::move(piece.text));
  piece_->trail.append(std::move(piece.trail));
  piece_->elements += piece.elements;
  piece.elements = 0;
  piece.last = {};
}

void Writer::flush_if_full() {
  if (buffer_.size() < kFlush) return;
  piece_->text.append(buffer_);
  buffer_.clear();
}

void Writer::flush() {
  if (!buffer_.empty()) piece_->text.append(buffer_);
  buffer_.clear();
  if (!trail_buffer_.empty()) piece_->trail.append(trail_buffer_);
  trail_buffer_.clear();
}

}  // namespace sluis::xml
