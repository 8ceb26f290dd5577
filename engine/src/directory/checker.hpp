// Checks the values of a segment against its definition: how many, which are missing, their
// representation, their codes. ISO 9735-1 §7 to §10; the rules are named in the code as S-nnn of
// the project's conformance list.
#pragma once

#include <string>
#include <vector>

#include "directory/tables.hpp"
#include "edifact/segment.hpp"
#include "sluis/diagnostic.hpp"

namespace sluis::directory {

struct ValueReport {
  Fault fault;
  std::string detail, expected, hint;
  std::string value;  // as found, UTF-8
  // The value that it is about. When nothing is there, `present` is false, `where` says which
  // element and component (0: the whole element) is missing, and its span is empty.
  edifact::Segment::Value where;
  bool present = true;
};

class SegmentChecker {
 public:
  // `release` must outlive the checker.
  explicit SegmentChecker(const Release& release) : release_(&release) {}

  // From syntax version 4 on ".5" and "1E3" are numbers (S-153, S-156) and separators for data that
  // the definition does not have are trailing ones (S-114), which is the reader's to say;
  // dependency notes hold. Before it an element that may be repeated has as many positions (S-126).
  // False at first.
  void set_syntax_four(bool four) noexcept { syntax_four_ = four; }

  // Appends what is wrong with `segment`, in the order of its values. `decimal_mark`: the one that
  // UNA gave; '\0' when both may stand (no UNA, or syntax version 4; S-145 to S-147).
  // Does not allocate when nothing is wrong.
  void check(const edifact::Segment& segment, const SegmentType& type, char decimal_mark,
             std::vector<ValueReport>& out);

 private:
  using Value = edifact::Segment::Value;
  struct Run;

  [[nodiscard]] std::uint32_t positions(const Field& field) const noexcept;
  [[nodiscard]] std::uint32_t position(const SegmentType& type, std::size_t field) const noexcept;
  void check_surplus(const Run& run, std::uint32_t defined) const;
  void check_field(const Run& run, std::uint32_t element, bool mandatory);
  void check_composite(const Run& run, const Composite& composite, std::uint32_t first,
                       std::uint32_t last);
  void check_notes(const Run& run) const;
  void check_notes(const Run& run, const Composite& composite, std::uint32_t first,
                   std::uint32_t last) const;
  void check_value(const Run& run, const Value& value, const Element& element,
                   Representation representation);
  void check_number(const Run& run, const Value& value, std::string_view text,
                    const Element& element, Representation representation);
  void check_length(const Run& run, const Value& value, std::size_t length, const Element& element,
                    Representation representation);
  void check_code(const Run& run, const Value& value, std::string_view text,
                  const Element& element);

  const Release* release_;
  bool syntax_four_ = false;
  std::string scratch_;
};

}  // namespace sluis::directory
