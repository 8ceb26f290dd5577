#include "sluis/source.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <system_error>
#include <utility>
#include <vector>

#include "text/unicode.hpp"

namespace sluis {
namespace {

[[noreturn]] void fail(const std::string& what) {
  throw std::system_error(errno, std::generic_category(), what);
}

// Blocks of a fixed length let the compiler count with vectors.
std::uint64_t count_lines(const char* bytes, std::size_t size) noexcept {
  std::uint64_t count = 0;
  std::size_t at = 0;
  for (; size - at >= 64; at += 64) {
    std::uint8_t block = 0;
    for (std::size_t i = 0; i < 64; ++i)
      block = static_cast<std::uint8_t>(block + (bytes[at + i] == '\n' ? 1 : 0));
    count += block;
  }
  for (; at < size; ++at) count += bytes[at] == '\n' ? 1 : 0;
  return count;
}

// A place whose line is known.
struct Checkpoint {
  std::uint64_t offset = 0;
  std::uint64_t lines = 0;       // line breaks before it
  std::uint64_t line_start = 0;  // of the line it is on

  void pass(const char* bytes, std::size_t size) noexcept {
    if (size == 0) return;
    lines += count_lines(bytes, size);
    if (const void* last = ::memrchr(bytes, '\n', size); last != nullptr)
      line_start = offset + static_cast<std::uint64_t>(static_cast<const char*>(last) - bytes) + 1;
    offset += size;
  }
};

// Checkpoints at a regular distance. When there are too many, every other one goes and the
// distance doubles, so the memory is bounded for an input of any size.
class LineTable {
 public:
  static constexpr std::size_t kMost = 65'536;

  // `bytes` follow those passed before.
  void pass(const char* bytes, std::size_t size) {
    while (size > 0) {
      const std::uint64_t next = points_.back().offset + distance_;
      const auto step = static_cast<std::size_t>(std::min<std::uint64_t>(size, next - now_.offset));
      now_.pass(bytes, step);
      bytes += step, size -= step;
      if (now_.offset != next) continue;
      points_.push_back(now_);
      if (points_.size() > kMost) thin();
    }
  }
  [[nodiscard]] const Checkpoint& before(std::uint64_t offset) const noexcept {
    const auto after = std::upper_bound(
        points_.begin(), points_.end(), offset,
        [](std::uint64_t at, const Checkpoint& point) { return at < point.offset; });
    return *std::prev(after);
  }
  [[nodiscard]] std::uint64_t passed() const noexcept { return now_.offset; }

 private:
  void thin() {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < points_.size(); i += 2) points_[kept++] = points_[i];
    points_.resize(kept);
    distance_ *= 2;
  }
  std::vector<Checkpoint> points_{Checkpoint{}};
  Checkpoint now_;
  std::uint64_t distance_ = Source::kChunk;
};

enum class Kind : std::uint8_t { memory, pieces, file, pipe };

}  // namespace

struct Source::State {
  std::string name;
  Kind kind = Kind::memory;
  std::string memory;      // memory, pieces: all bytes, padded
  std::uint64_t size = 0;  // 0: not known
  int descriptor = -1;
  bool owned = false;       // close the descriptor
  std::uint64_t start = 0;  // file: where in it offset 0 is
  std::size_t chunk = kChunk;

  std::vector<char> buffer;  // all but memory: [held, end) and the padding
  std::uint64_t held = 0;    // offset of the first byte in `buffer`
  std::uint64_t end = 0;     // offset behind the last byte at hand
  std::uint64_t begin = 0;   // offset of the window
  bool ended = false;
  mutable LineTable lines;
  Checkpoint forgotten;  // pipe: the line count at `held`
  std::vector<Span> secrets;

  ~State() {
    if (owned && descriptor >= 0) ::close(descriptor);
  }
  State() = default;
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  [[nodiscard]] const char* bytes_at(std::uint64_t offset) const noexcept {
    return kind == Kind::memory ? memory.data() + offset : buffer.data() + (offset - held);
  }

  // The first one that ends behind `offset`.
  [[nodiscard]] std::vector<Span>::const_iterator first_secret(
      std::uint64_t offset) const noexcept {
    return std::upper_bound(secrets.begin(), secrets.end(), offset,
                            [](std::uint64_t at, const Span& each) { return at < each.end; });
  }

  // Up to `count` bytes at the end of what was read.
  std::size_t read_on(char* to, std::size_t count) {
    if (kind == Kind::pieces) {
      count = std::min<std::size_t>(count, static_cast<std::size_t>(size - end));
      std::memcpy(to, memory.data() + end, count);
      return count;
    }
    for (;;) {
      const ssize_t got = ::read(descriptor, to, count);
      if (got >= 0) return static_cast<std::size_t>(got);
      if (errno != EINTR) fail("cannot read " + name);
    }
  }

  // Bytes [from, from + count) into `out`, fewer at the end; what a pipe forgot is not given.
  void reread(std::uint64_t from, std::size_t count, std::string& out) const {
    out.clear();
    const std::uint64_t first = kind == Kind::memory ? 0 : held;
    if (from >= first) {
      if (from < end)
        out.assign(bytes_at(from),
                   std::min<std::size_t>(count, static_cast<std::size_t>(end - from)));
      return;
    }
    if (kind == Kind::pipe) return;
    if (kind == Kind::pieces) {
      if (from < size) out.assign(memory, static_cast<std::size_t>(from), count);
      if (from + out.size() > size) out.resize(static_cast<std::size_t>(size - from));
      return;
    }
    // Only bytes that were read before: a file may have grown.
    count = static_cast<std::size_t>(std::min<std::uint64_t>(count, end > from ? end - from : 0));
    out.resize(count);
    std::size_t done = 0;
    while (done < count) {
      const ssize_t got = ::pread(descriptor, out.data() + done, count - done,
                                  static_cast<off_t>(start + from + done));
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) fail("cannot read " + name);
      if (got == 0) break;
      done += static_cast<std::size_t>(got);
    }
    out.resize(done);
  }

  // Drops the bytes before `keep` from the buffer.
  void forget(std::uint64_t keep) {
    if (kind == Kind::pipe) {
      // The history is let go in large steps, at a known line count, so that moving it is rare.
      if (end - held <= kHistory) return;
      const std::uint64_t least = end - kHistory / 2;
      const Checkpoint& point = lines.before(std::min(keep, least));
      if (point.offset <= held) return;
      forgotten = point;
      keep = point.offset;
    }
    if (keep <= held) return;
    const auto kept = static_cast<std::size_t>(end - keep);
    std::memmove(buffer.data(), buffer.data() + (keep - held), kept);
    held = keep;
  }

  bool more(std::uint64_t keep_from) {
    begin = std::clamp(keep_from, begin, end);
    if (kind == Kind::memory || ended) return false;
    forget(begin);
    const auto kept = static_cast<std::size_t>(end - held);
    const std::size_t needed = kept + chunk + kPadding;
    if (buffer.size() < needed) buffer.resize(std::max(needed, buffer.size() + buffer.size() / 2));
    const std::size_t got = read_on(buffer.data() + kept, chunk);
    std::memset(buffer.data() + kept + got, 0, kPadding);
    if (got == 0) {
      ended = true;
      return false;
    }
    lines.pass(buffer.data() + kept, got);
    end += got;
    return true;
  }

  // The checkpoint to count from; false when a pipe has forgotten the offset.
  bool checkpoint(std::uint64_t offset, Checkpoint& point) const {
    if (kind == Kind::memory && lines.passed() < offset) {
      const std::uint64_t passed = lines.passed();
      lines.pass(memory.data() + passed, static_cast<std::size_t>(std::min(offset, end) - passed));
    }
    point = lines.before(offset);
    if (kind != Kind::pipe || point.offset >= held) return true;
    if (offset < held) return false;
    point = forgotten;
    return true;
  }

  // `point` moved on to `offset` (or the end, when that comes first).
  bool advance(std::uint64_t offset, Checkpoint& point) const {
    if (!checkpoint(offset, point)) return false;
    std::string piece;
    while (point.offset < offset) {
      const auto step =
          static_cast<std::size_t>(std::min<std::uint64_t>(offset - point.offset, kChunk));
      reread(point.offset, step, piece);
      if (piece.empty()) break;
      point.pass(piece.data(), piece.size());
    }
    return true;
  }
};

Source::Source(std::unique_ptr<State> state) noexcept : state_(std::move(state)) {}

Source::Source(std::string name, std::string bytes) : state_(std::make_unique<State>()) {
  state_->name = std::move(name);
  state_->memory = std::move(bytes);
  state_->size = state_->end = state_->memory.size();
  state_->memory.append(kPadding, '\0');
  state_->ended = true;
}

Source::Source(std::string name, std::string bytes, std::size_t piece)
    : Source(std::move(name), std::move(bytes)) {
  state_->kind = Kind::pieces;
  state_->chunk = std::max<std::size_t>(piece, 1);
  state_->end = 0;
  state_->ended = false;
  state_->buffer.assign(kPadding, '\0');
}

Source Source::file(const std::string& path) {
  auto state = std::make_unique<State>();
  state->name = path;
  state->kind = Kind::file;
  state->descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (state->descriptor < 0) fail("cannot open " + path);
  state->owned = true;
  struct stat facts {};
  if (::fstat(state->descriptor, &facts) != 0) fail("cannot open " + path);
  if (S_ISDIR(facts.st_mode)) {
    errno = EISDIR;
    fail("cannot read " + path);
  }
  // Named pipes and devices cannot be read again.
  if (S_ISREG(facts.st_mode)) {
    state->size = static_cast<std::uint64_t>(facts.st_size);
  } else {
    state->kind = Kind::pipe;
  }
  state->buffer.assign(kPadding, '\0');
  return Source(std::move(state));
}

Source Source::standard_input() {
  auto state = std::make_unique<State>();
  state->name = "<stdin>";
  state->kind = Kind::pipe;
  state->descriptor = STDIN_FILENO;
  struct stat facts {};
  if (::fstat(STDIN_FILENO, &facts) != 0) fail("cannot read standard input");
  if (S_ISREG(facts.st_mode)) {
    if (const off_t at = ::lseek(STDIN_FILENO, 0, SEEK_CUR); at >= 0) {
      state->kind = Kind::file;
      state->start = static_cast<std::uint64_t>(at);
      if (facts.st_size > at) state->size = static_cast<std::uint64_t>(facts.st_size - at);
    }
  }
  state->buffer.assign(kPadding, '\0');
  return Source(std::move(state));
}

Source::Source(Source&&) noexcept = default;
Source& Source::operator=(Source&&) noexcept = default;
Source::~Source() = default;

const std::string& Source::name() const noexcept { return state_->name; }
std::uint64_t Source::size() const noexcept { return state_->size; }

std::string_view Source::window() const noexcept {
  return {state_->bytes_at(state_->begin), static_cast<std::size_t>(state_->end - state_->begin)};
}
std::uint64_t Source::offset() const noexcept { return state_->begin; }

bool Source::more(std::uint64_t keep_from) { return state_->more(keep_from); }

std::string_view Source::all(std::size_t limit) {
  for (;;) {
    if (window().size() > limit)
      throw std::length_error(name() + " is larger than " + std::to_string(limit) + " bytes");
    if (!more(offset())) return window();
  }
}

Position Source::position(std::uint64_t offset) const {
  Checkpoint point;
  if (!state_->advance(offset, point)) return {};
  return {point.lines + 1, offset - point.line_start + 1};
}

void Source::conceal(Span secret) { state_->secrets.push_back(secret); }

bool Source::is_concealed(Span where) const noexcept {
  const auto secret = state_->first_secret(where.begin);
  return secret != state_->secrets.end() && secret->begin < where.end;
}

Excerpt Source::excerpt(Span where) const {
  // Context kept in front of a place that is far from the start of its line.
  constexpr std::uint64_t kBefore = 30;
  constexpr std::string_view kCut = "...";
  Checkpoint point;
  if (!state_->advance(where.begin, point)) return {};

  std::uint64_t from = point.line_start;
  if (where.begin - from > kExcerptWidth / 2) from = where.begin - kBefore;
  std::string bytes;
  state_->reread(from, std::size_t{4} * kExcerptWidth + 1, bytes);
  // A pipe may have forgotten the start of the line, though not the place itself.
  if (bytes.empty() && from < state_->held && where.begin >= state_->held) {
    from = state_->held;
    state_->reread(from, std::size_t{4} * kExcerptWidth + 1, bytes);
  }
  for (auto secret = state_->first_secret(from);
       secret != state_->secrets.end() && secret->begin < from + bytes.size(); ++secret)
    for (std::uint64_t at = std::max(from, secret->begin);
         at < std::min(from + bytes.size(), secret->end); ++at)
      bytes[static_cast<std::size_t>(at - from)] = '*';
  // Not into the middle of a character.
  std::size_t at = 0;
  if (from > point.line_start)
    while (at < 3 && from + at < where.begin && at < bytes.size() &&
           (static_cast<unsigned char>(bytes[at]) & 0xC0U) == 0x80U)
      ++at;

  Excerpt excerpt;
  std::uint32_t shown = 0;
  if (from > point.line_start) {
    excerpt.text = kCut;
    shown = static_cast<std::uint32_t>(kCut.size());
  }
  constexpr auto kRoom = static_cast<std::uint32_t>(kExcerptWidth - kCut.size());
  bool begun = false;
  bool ended = false;
  while (at < bytes.size()) {
    const std::size_t here = at;
    if (bytes[at] == '\n' ||
        (bytes[at] == '\r' && (at + 1 == bytes.size() || bytes[at + 1] == '\n')))
      break;
    if (!begun && from + here >= where.begin) excerpt.mark_begin = shown, begun = true;
    if (!ended && from + here >= where.end) excerpt.mark_end = shown, ended = true;
    const char32_t character = text::decode(bytes, at);
    const bool as_is = text::is_printable(character);
    std::string piece = as_is                ? bytes.substr(here, at - here)
                        : character == U'\t' ? std::string(" ")
                                             : text::printable(bytes.substr(here, at - here));
    const auto width = static_cast<std::uint32_t>(as_is ? 1 : piece.size());
    if (shown + width > kRoom) {
      excerpt.text += kCut;
      shown += static_cast<std::uint32_t>(kCut.size());
      break;
    }
    excerpt.text += piece;
    shown += width;
  }
  if (!begun) excerpt.mark_begin = shown;
  if (!ended) excerpt.mark_end = shown;
  excerpt.mark_end = std::max(excerpt.mark_begin, excerpt.mark_end);
  return excerpt;
}

}  // namespace sluis
