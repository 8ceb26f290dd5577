#include "sluis/inspect.hpp"

#include <memory>

#include "inspect/picture.hpp"
#include "inspect/walk.hpp"

namespace sluis {
namespace {

std::unique_ptr<inspection::Picture> make_picture(const InspectOptions& options,
                                                  const inspection::Write& write,
                                                  Diagnostics& faults) {
  switch (options.format) {
    case InspectFormat::json:
      return inspection::make_json(options, write);
    case InspectFormat::xml:
      return inspection::make_xml(write);
    case InspectFormat::edifact:
      return inspection::make_edifact(options, write, faults);
    case InspectFormat::tree:
      break;
  }
  return inspection::make_tree(options, write);
}

}  // namespace

void inspect(Source& source, const Directories& directories, const InspectOptions& options,
             const std::function<void(std::string_view)>& write, Diagnostics& faults) {
  const auto picture = make_picture(options, write, faults);
  inspection::Walk(source, directories, options, *picture, faults).run();
}

}  // namespace sluis
