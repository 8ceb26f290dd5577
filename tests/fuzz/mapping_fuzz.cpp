// Contract: no text crashes the parser of mapping files; every span, of the model and of the
// faults, lies inside the text; a text without faults gives a model whose copies are the same; and
// parsing twice gives the same model and the same faults.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "../emap_picture.hpp"
#include "language/parser.hpp"

namespace {

bool inside(sluis::Span span, std::uint64_t size) {
  return span.begin <= span.end && span.end <= size;
}

std::string told(const sluis::Diagnostics& faults, std::uint64_t size) {
  for (const sluis::Diagnostic& fault : faults.all()) {
    if (!inside(fault.where, size)) std::abort();
  }
  return render_text(faults);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using sluis::language::parse;
  using sluis::language::Picture;
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): the bytes are the text
  const std::string text(reinterpret_cast<const char*>(data), size);
  sluis::Source first("fuzz", text);
  sluis::Source second("fuzz", text);
  sluis::Diagnostics first_faults;
  sluis::Diagnostics second_faults;
  sluis::language::File file = parse(first, first_faults);
  const Picture picture(file);
  for (const sluis::Span span : picture.spans()) {
    if (!inside(span, size)) std::abort();
  }
  for (sluis::language::MapDecl& map : file.maps) {
    for (sluis::language::Item& item : map.items) item = item.clone();
  }
  if (Picture(file).text() != picture.text()) std::abort();
  if (Picture(parse(second, second_faults)).text() != picture.text()) std::abort();
  if (told(first_faults, size) != told(second_faults, size)) std::abort();
  return 0;
}
