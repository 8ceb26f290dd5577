#include "edifact/contrl_draft.hpp"

#include <utility>

namespace sluis::edifact {
namespace {

constexpr char kComponent = '\x1F', kElement = '\x1D', kTerminator = '\x1C';
constexpr std::size_t kTag = 3;
constexpr std::size_t kPiece = std::size_t{16} * 1024;

bool is_detail(std::string_view segment) noexcept {
  return segment.starts_with("UCS") || segment.starts_with("UCD");
}

void write_segment(Writer& writer, std::string_view segment) {
  writer.begin_segment(segment.substr(0, kTag));
  segment.remove_prefix(kTag);
  while (!segment.empty()) {
    const bool component = segment.front() == kComponent;
    segment.remove_prefix(1);
    const std::size_t end = segment.find_first_of("\x1F\x1D");
    const std::string_view value = segment.substr(0, end);
    if (component)
      (void)writer.component(value);
    else
      (void)writer.element(value);
    segment.remove_prefix(value.size());
  }
  writer.end_segment();
}

}  // namespace

void ContrlDraft::clear() noexcept {
  spool_.clear();
  segment_.clear();
  responses_ = details_ = 0;
}

void ContrlDraft::begin(std::string_view tag) { segment_ = tag; }

void ContrlDraft::element(std::string_view value) {
  segment_ += kElement;
  segment_ += value;
}

void ContrlDraft::component(std::string_view value) {
  segment_ += kComponent;
  segment_ += value;
}

void ContrlDraft::end() {
  ++(is_detail(segment_) ? details_ : responses_);
  segment_ += kTerminator;
  spool_.append(segment_);
}

void ContrlDraft::append(ContrlDraft&& other) {
  spool_.append(std::move(other.spool_));
  responses_ += other.responses_;
  details_ += other.details_;
  other.clear();
}

void ContrlDraft::write(Writer& writer, std::uint64_t details) const {
  text::Spool::Reader reader(spool_);
  std::string buffer(kPiece, '\0'), segment;
  bool cut = false;  // for the rest of a segment's errors: UCD needs its UCS
  while (const std::size_t size = reader.read(buffer.data(), buffer.size())) {
    std::string_view rest(buffer.data(), size);
    for (std::size_t end = 0; (end = rest.find(kTerminator)) != std::string_view::npos;
         rest.remove_prefix(end + 1)) {
      segment += rest.substr(0, end);
      const bool detail = is_detail(segment);
      // An UCS that says nothing by itself needs room for an UCD.
      if (segment.starts_with("UCS")) cut = details < 2;
      cut = detail && (cut || details == 0);
      if (!cut) write_segment(writer, segment);
      if (detail && !cut) --details;
      segment.clear();
    }
    segment += rest;
  }
}

}  // namespace sluis::edifact
