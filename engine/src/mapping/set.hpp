// What Mappings holds: the compiled mappings of a data folder, their judges, their examples.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "mapping/tables.hpp"
#include "sluis/mapping.hpp"
#include "xml/judge.hpp"

namespace sluis {

struct Mappings::State {
  std::vector<std::shared_ptr<const mapping::Program>> programs;  // as `list`
  std::shared_ptr<const directory::Release> service;
  Directories directories;
  std::vector<Info> list;
  std::vector<Example> examples;

  // The judge of a program's schema, loaded when it is asked for first. Null when the schema
  // cannot be used, with faults the first time. Thread-safe.
  std::shared_ptr<const xml::Judge> judge(const mapping::Program& program,
                                          Diagnostics& faults) const {
    const std::scoped_lock lock(mutex_);
    const auto [at, fresh] = judges_.try_emplace(program.schema);
    if (fresh) at->second = xml::Judge::load({program.schema}, faults);
    return at->second;
  }

 private:
  mutable std::mutex mutex_;
  mutable std::map<std::string, std::shared_ptr<const xml::Judge>> judges_;
};

}  // namespace sluis
