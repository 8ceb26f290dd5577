#include "interchanges.hpp"

#include <array>

namespace sluis::bench {
namespace {

// xorshift: the same numbers everywhere.
class Numbers {
 public:
  std::uint32_t below(std::uint32_t limit) {
    state_ ^= state_ << 13U;
    state_ ^= state_ >> 7U;
    state_ ^= state_ << 17U;
    return static_cast<std::uint32_t>(state_ >> 32U) % limit;
  }

 private:
  std::uint64_t state_ = 0x9E3779B97F4A7C15ULL;
};

constexpr std::array<std::string_view, 6> kPorts = {"GBFXT", "DEHAM", "BEANR",
                                                    "FRLEH", "NOOSL", "ESVLC"};
constexpr std::array<std::string_view, 4> kNames = {"ROTTERDAM FREIGHT BV", "O?'BRIEN & SONS",
                                                    "Hansa Logistik GmbH", "PACIFIC TRADING ?+ CO"};
constexpr std::array<std::string_view, 3> kGoods = {"MACHINE PARTS, STEEL, PACKED IN WOODEN CASES",
                                                    "HOUSEHOLD GOODS ?: USED",
                                                    "COFFEE, NOT ROASTED"};

class Message {
 public:
  Message(const Write& write, std::uint32_t reference, std::string_view association)
      : write_(write), reference_(std::to_string(reference)) {
    add("UNH+" + reference_ + "+GOVCBR:D:15A:UN:" + std::string(association));
  }
  void add(std::string segment) {
    ++segments_;
    segment += "'\n";
    bytes_ += segment.size();
    write_(segment);
  }
  void end() { add("UNT+" + std::to_string(segments_ + 1) + "+" + reference_); }
  [[nodiscard]] std::size_t bytes() const { return bytes_; }

 private:
  const Write& write_;
  std::string reference_;
  std::size_t segments_ = 0, bytes_ = 0;
};

std::string two(std::uint32_t number) { return (number < 10 ? "0" : "") + std::to_string(number); }

void tail(Message& message) {
  message.add("UNS+D");
  message.add("HYN+3");
  message.add("UNS+S");
}

void main_part(const Write& write) {
  Message message(write, 1, "MAI01A");
  for (const char* segment :
       {"BGM+MAI:M50:ZZZ+:1+9", "DTM+137:20261120093000Z:304", "RFF+APG:BENCH1",
        "NAD+DT+NL123456789++KUSTLIJN AGENTUREN BV", "CTA+IC+:WATERKLERK", "CTA+AH",
        "COM+31101234567:TE", "TDT+11+++1:A27:ZZZ++++9074729:IMO:ZZZ", "LOC+153+NLRTM:N21:ZZZ",
        "SEQ++X"})
    message.add(segment);
  tail(message);
  message.end();
}

std::size_t notice(const Write& write, std::uint32_t reference, Numbers& numbers) {
  Message message(write, reference, "NOA01A");
  message.add("BGM+NOA:M50:ZZZ+:1+9");
  message.add("TDT+11");
  const std::string day = two(1 + numbers.below(26));
  message.add("DTM+132:202611" + day + two(numbers.below(24)) + "3000Z:304");
  message.add("QTY+115:" + std::to_string(10 + numbers.below(30)));
  message.add("QTY+114:0");
  message.add("MEA+AAE+AAM+GRT:" + std::to_string(1000 + numbers.below(90000)));
  message.add("MEA+AAE+AAN+NRT:" + std::to_string(500 + numbers.below(40000)));
  message.add("POC+1");
  message.add("STS+11+139");
  message.add("LOC+153+NLRTM:N21:ZZZ");
  message.add("SEQ++X");
  message.add("DTM+133:202612" + day + "200000Z:304");
  message.add("FTX+AAI+++CONTAINERS AND GENERAL CARGO");
  message.add("LOC+125+" + std::string(kPorts[numbers.below(kPorts.size())]) + ":N21:ZZZ");
  message.add("SEQ++1");
  message.add("DTM+186:202610" + day + "214000Z:304");
  message.add("LOC+61+" + std::string(kPorts[numbers.below(kPorts.size())]) + ":N21:ZZZ");
  message.add("SEQ++2");
  message.add("NAD+CPE+++DE VRIES");
  message.add("SEQ++X");
  tail(message);
  message.end();
  return message.bytes();
}

}  // namespace

void write_calls(std::size_t bytes, const Write& write) {
  Numbers numbers;
  write("UNA:+.? '\nUNB+UNOC:3+NL123456789+NLSW+261120:0930+BENCH++B2SW'\n");
  main_part(write);
  std::uint32_t messages = 1;
  for (std::size_t done = 0; done < bytes; ++messages) done += notice(write, messages + 1, numbers);
  write("UNZ+" + std::to_string(messages) + "+BENCH'\n");
}

void write_manifest(std::size_t bytes, std::string_view association, const Write& write) {
  constexpr std::size_t kConsignments = 9000;
  constexpr std::size_t kItems = 9000;
  Numbers numbers;
  write("UNA:+.? '\nUNB+UNOC:3+NL123456789+NLSW+261120:0930+BENCH++B2SW'\n");
  Message message(write, 1, association);
  message.add("BGM+BIG:M50:ZZZ+:1+9");
  message.add("UNS+D");
  message.add("HYN+3");
  const std::size_t share = bytes / kConsignments + 1;
  for (std::size_t i = 1; i <= kConsignments && message.bytes() < bytes; ++i) {
    const std::size_t until = message.bytes() + share;
    message.add("CNI+" + std::to_string(i));
    message.add("NAD+CZ+++" + std::string(kNames[numbers.below(kNames.size())]));
    message.add("NAD+CN+++" + std::string(kNames[numbers.below(kNames.size())]));
    for (std::size_t k = 1; k <= kItems && (k == 1 || message.bytes() < until); ++k) {
      message.add("SEQ++" + std::to_string(k));
      message.add("MEA+AAE+AAB+KGM:" + std::to_string(1 + numbers.below(25000)) + "." +
                  std::to_string(numbers.below(1000)));
      message.add("GID+1");
      message.add("FTX+AAA+++" + std::string(kGoods[numbers.below(kGoods.size())]));
    }
  }
  message.add("UNS+S");
  message.add("CNT+7:123456.5");
  message.end();
  write("UNZ+1+BENCH'\n");
}

}  // namespace sluis::bench
