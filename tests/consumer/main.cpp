// Converts one interchange with the installed library and the installed data.
#include <sluis/converter.hpp>
#include <sluis/inspect.hpp>
#include <sluis/report.hpp>
#include <sluis/version.hpp>

#include <iostream>
#include <string>

namespace {

class Text : public sluis::DocumentSink {
 public:
  void begin(const Info&) override {}
  void write(std::string_view bytes) override { text += bytes; }
  void end() override {}
  std::string text;
};

}  // namespace

int main(int count, char** words) {
  if (count != 2) return 2;
  sluis::Diagnostics faults;
  const auto mappings = sluis::Mappings::load({.data = SLUIS_DATA_DIR}, faults);
  if (mappings == nullptr) {
    std::cerr << "no mappings in " << SLUIS_DATA_DIR << '\n';
    return 3;
  }
  const sluis::Converter converter(mappings);
  auto source = sluis::Source::file(words[1]);
  Text document;
  const auto result = converter.convert(source, document, faults);
  std::cerr << sluis::render_text(faults);
  std::cout << document.text;
  return result.accepted() && !faults.has_errors() && result.documents == 1 ? 0 : 1;
}
