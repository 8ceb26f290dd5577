// Model -> tables: names are resolved against the directory and the schema, fragments expanded,
// and everything lowered to the one Program that the run time knows.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "directory/tables.hpp"
#include "language/context.hpp"
#include "mapping/tables.hpp"
#include "xml/schema.hpp"

namespace sluis::language {

struct CompileInput {
  const std::vector<Unit>* units = nullptr;  // [0]: the mapping; its imports after it
  std::shared_ptr<const directory::Release> release;
  std::shared_ptr<const directory::MessageType> message;
  std::shared_ptr<const xml::Schema> schema;
  // Code lists by path as written in `from`.
  std::vector<std::pair<std::string, std::shared_ptr<const mapping::CodeTable>>> code_lists;
  // Interchange mappings: root elements of the mappings that may be parts.
  struct Known {
    std::string name, root_space, root_name;
  };
  std::vector<Known> mappings;
};

// Null when there were errors. Header fields (name, guards, schema path) are the loader's business.
[[nodiscard]] std::shared_ptr<mapping::Program> compile(const CompileInput& input,
                                                        Diagnostics& faults);

}  // namespace sluis::language
