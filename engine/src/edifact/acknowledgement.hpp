// The answer to an interchange (CONTRL, ISO 9735-4): collects what is rejected while the
// interchange is read, and writes when it has ended.
//
// Fed by whoever reads the envelope: every event but those of body segments, when all has been
// reported that it gave rise to. What is accepted costs nothing; what is rejected waits in a spool.
//
// A fault that no reporting segment can carry at its own level, since what identifies the message
// or group is missing or unusable, is reported at the next level that can.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "edifact/contrl.hpp"
#include "edifact/contrl_draft.hpp"
#include "edifact/envelope.hpp"
#include "edifact/writer.hpp"
#include "sluis/acknowledgement.hpp"
#include "sluis/diagnostic.hpp"
#include "sluis/source.hpp"
#include "sluis/tolerance.hpp"

namespace sluis::edifact {

class Acknowledgement {
 public:
  // True when an element of a segment is a composite, or nothing is known of it: the place in a
  // stand-alone element has no component.
  using IsComposite = std::function<bool(Tag tag, std::uint32_t element)>;

  // All of these outlive the acknowledgement.
  Acknowledgement(AcknowledgementSink& sink, const Envelope& envelope, const Tolerances& tolerances,
                  const Source& source, Diagnostics& faults, IsComposite is_composite);
  Acknowledgement(const Acknowledgement&) = delete;
  Acknowledgement& operator=(const Acknowledgement&) = delete;
  ~Acknowledgement();

  void event(const Event& event);

 private:
  // A fault as it is to be told.
  struct Complaint {
    Fault fault{};
    Level level = Level::none;
    std::string tag = {};
    std::uint32_t segment = 0, element = 0, component = 0, repetition = 0;
    std::uint64_t offset = 0;
  };
  // The same of a message's body: there may be many.
  struct Finding {
    std::uint32_t segment = 0;
    std::uint16_t element = 0, component = 0;
    std::uint32_t repetition = 0;
    std::uint16_t code = 0;
    [[nodiscard]] auto order() const {
      return std::tie(segment, element, component, repetition, code);
    }
    friend bool operator==(const Finding&, const Finding&) = default;
    friend bool operator<(const Finding& a, const Finding& b) { return a.order() < b.order(); }
  };
  // S002 and S003, S006 and S007: identification, qualifier, internal identifications.
  using Party = std::array<std::string, 4>;
  static constexpr std::size_t kIdentifier = 7;  // components of S009

  void note(const Diagnostic& diagnostic);
  [[nodiscard]] bool waits(const Complaint& complaint) const;
  void take(const Complaint& complaint);
  void find(const Complaint& complaint);
  void raise(const Complaint& complaint);
  void distribute(std::uint64_t header);

  void begin_interchange(const Segment& unb);
  void begin_group(const Segment& ung);
  void begin_message(const Segment& unh);
  void begin_package(const Segment& uno);
  void end_message();
  void end_group();
  void end_interchange();

  // Copies a value for the answer; false, and an empty one, when it is not there, too long, or no
  // text.
  bool copy(const Segment& segment, std::uint32_t element, std::uint32_t component,
            std::size_t most, std::string& to);
  bool copy_party(const Segment& segment, std::uint32_t element, std::size_t internal, Party& to);
  void choose_forms();
  // True when a character set is left that can write all values so far and these.
  template <class... Lists>
  bool carry(const std::string& reference, const Lists&... lists);
  bool reject_message();

  void put_party(ContrlDraft& draft, const Party& party);
  // 0085, 0135 and S011 of UCI, UCF or UCM; how many of them there are.
  unsigned put_complaint(ContrlDraft& draft, const Complaint& complaint, Level level);
  void put_place(ContrlDraft& draft, std::uint32_t element, std::uint32_t component,
                 std::uint32_t repetition) const;
  void put_findings(ContrlDraft& draft);

  void answer();
  void write(unsigned action);
  void report(Fault fault, std::string detail);

  AcknowledgementSink& sink_;
  const Envelope& envelope_;
  const Tolerances& tolerances_;
  const Source& source_;
  Diagnostics& faults_;
  IsComposite is_composite_;

  // The interchange.
  bool open_ = false, four_ = false, whole_ = false, asked_only_ = false, cut_ = false;
  bool named_ = false;  // all is there that the answer must copy
  Span header_;
  std::string reference_, test_, request_;
  Party sender_{}, recipient_{};
  std::vector<Form> forms_;  // how the answer may still be written, the best one first
  std::optional<Complaint> interchange_;
  std::uint64_t contrls_ = 0, others_ = 0;
  bool grouped_ = false;
  ContrlDraft draft_;

  bool group_open_ = false, group_named_ = false;
  Span group_header_;
  std::string group_reference_;
  Party group_sender_{}, group_recipient_{};
  std::optional<Complaint> group_;
  ContrlDraft in_group_;

  bool message_open_ = false, message_named_ = false;
  Span message_header_;
  std::string message_reference_;
  std::array<std::string, kIdentifier> message_identifier_;
  bool package_ = false;                           // it is one, not a message
  std::array<std::string, 2> package_identifier_;  // S020
  std::optional<Complaint> message_;               // of UNH and UNT, UNO and UNP
  std::optional<Complaint> first_;                 // of the message, whatever it is about
  std::vector<Finding> findings_;

  std::vector<Complaint> pending_;  // of what has not begun
  std::string scratch_;
};

}  // namespace sluis::edifact
