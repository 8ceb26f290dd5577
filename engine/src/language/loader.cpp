// Mappings::load: the files of a data folder -> compiled mappings.
#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <system_error>

#include "language/compiler.hpp"
#include "language/context.hpp"
#include "language/interchange.hpp"
#include "language/merge.hpp"
#include "language/parser.hpp"
#include "mapping/set.hpp"
#include "sluis/mapping.hpp"
#include "xml/schema.hpp"

namespace sluis {
namespace {

namespace fs = std::filesystem;
using language::File;
using language::Meta;
using language::Text;
using language::Unit;

std::string meta_value(const std::vector<Meta>& list, std::string_view name) {
  for (const Meta& meta : list)
    if (meta.name.value == name && !meta.value.empty()) return meta.value.front().value;
  return {};
}

// "2026-01-01 .. 2027-01-01"; empty when it is not given.
std::string range_value(const std::vector<Meta>& list, std::string_view name) {
  for (const Meta& meta : list)
    if (meta.name.value == name && meta.range && meta.value.size() == 2)
      return meta.value[0].value + " .. " + meta.value[1].value;
  return meta_value(list, name);
}

const Meta* meta_of(const std::vector<Meta>& list, std::string_view name) {
  for (const Meta& meta : list)
    if (meta.name.value == name) return &meta;
  return nullptr;
}

std::string guard_text(const language::MessageId& id) {
  std::string text =
      id.type.value + ":" + id.version.value + ":" + id.release.value + ":" + id.agency.value;
  if (!id.association.empty()) text += ":" + id.association.value;
  return text;
}

mapping::MessageGuard guard_of(const language::MessageId& id) {
  return {id.type.value, id.version.value, id.release.value, id.agency.value, id.association.value};
}

constexpr const char* kRelative =
    "paths are relative to the folder mappings/, or to the mapping's own folder";

class Loader {
 public:
  Loader(const Mappings::Options& options, Diagnostics& faults)
      : options_(options), faults_(faults), base_(fs::path(options.data) / "mappings") {}

  // Parses everything; returns the mappings (no libraries) in the order of their paths.
  bool read(std::vector<std::string>& order) {
    std::vector<fs::path> paths;
    if (!options_.files.empty()) {
      for (const std::string& file : options_.files) paths.emplace_back(file);
    } else {
      std::error_code error;
      for (fs::recursive_directory_iterator at(base_, error), end; !error && at != end;
           at.increment(error))
        if (at->path().extension() == ".emap") paths.push_back(at->path());
      if (error && fs::exists(base_))
        faults_.report(Fault::file_missing, shown(base_), error.message());
      std::sort(paths.begin(), paths.end());
    }
    for (const fs::path& path : paths) {
      const Unit* unit = parse(path);
      if (unit == nullptr)
        faults_.report(Fault::file_missing, shown(path)).hint = "is it readable?";
      if (unit == nullptr || unit->model.library || unit->model.name.empty()) continue;
      order.push_back(path.lexically_normal().string());
    }
    return !paths.empty();
  }

  // A parsed file, read once. Null and a fault when it cannot be read.
  const Unit* parse(const fs::path& path) {
    const std::string key = path.lexically_normal().string();
    const auto known = units_.find(key);
    if (known != units_.end()) return known->second.get();
    auto unit = std::make_unique<Unit>();
    unit->name = shown(path);
    try {
      Source file = Source::file(path.string());
      unit->source = std::make_shared<Source>(unit->name, std::string(file.all()));
    } catch (const std::system_error&) {
      units_[key] = nullptr;
      return nullptr;
    }
    const std::size_t errors = faults_.errors();
    unit->model = language::parse(*unit->source, faults_);
    if (faults_.errors() != errors) broken_.insert(key);
    return (units_[key] = std::move(unit)).get();
  }

  [[nodiscard]] bool broken(const std::string& path) const { return broken_.count(path) != 0; }
  const File& model(const std::string& path) const { return units_.at(path)->model; }
  const Unit& unit(const std::string& path) const { return *units_.at(path); }

  // "mappings/common/party.emap", or the path as given.
  [[nodiscard]] std::string shown(const fs::path& path) const {
    const fs::path inside =
        path.lexically_normal().lexically_relative(fs::path(options_.data).lexically_normal());
    const std::string text = inside.string();
    return text.empty() || text.starts_with("..") ? path.string() : text;
  }

  // Where a file named in `from` lies: below mappings/, else beside it.
  [[nodiscard]] fs::path resolve(const std::string& name, const fs::path& from) const {
    std::error_code error;
    if (fs::exists(base_ / name, error)) return base_ / name;
    return from.parent_path() / name;
  }

  // The units of one mapping: itself, its imports and parents, each once.
  bool gather(const std::string& path, std::vector<Unit>& units,
              const std::vector<std::string>& order) {
    std::vector<std::string> names;
    add(path, units, names);
    bool complete = true;
    for (std::uint32_t i = 0; i < units.size(); ++i) {
      for (const Text& import : units[i].model.imports) {
        const fs::path file = resolve(import.value, names[i]);
        if (parse(file) == nullptr) {
          complete = false;
          if (missing_.insert(units[i].name + ":" + import.value).second)
            faults_.report(Fault::file_missing, *units[i].source, import.span, import.value).hint =
                kRelative;
          continue;
        }
        const std::string key = file.lexically_normal().string();
        if (broken(key)) return false;
        add(key, units, names);
      }
    }
    const std::size_t errors = faults_.errors();
    return extend(path, units, names, order) && complete && faults_.errors() == errors;
  }

  // A code list, read once. Null and, the first time, a fault when it cannot be used.
  std::shared_ptr<const mapping::CodeTable> code_list(const fs::path& file, std::size_t keys,
                                                      const Source& named_in, const Text& name) {
    constexpr std::size_t kMaxBytes = std::size_t{16} * 1024 * 1024;
    const auto [at, fresh] =
        code_lists_.try_emplace({file.lexically_normal().string(), keys}, nullptr);
    if (!fresh) return at->second;
    try {
      Source source = Source::file(file.string());
      const std::string_view text = source.all(kMaxBytes);
      std::string error;
      std::size_t line = 0;
      at->second = mapping::parse_code_table(text, keys, error, line);
      if (!at->second) {
        std::uint64_t begin = 0;
        for (std::size_t i = 1; i < line && begin < text.size(); ++i)
          begin = text.find('\n', begin) + 1;
        const Source shown_as(shown(file), std::string(text));
        faults_.report(Fault::bad_code_list, shown_as,
                       {begin, std::min<std::uint64_t>(text.size(), begin + 1)}, error);
      }
    } catch (const std::system_error&) {
      faults_.report(Fault::file_missing, named_in, name.span, name.value).hint = kRelative;
    }
    return at->second;
  }

  std::shared_ptr<const xml::Schema> schema(const std::string& path) {
    const auto [at, fresh] = schemas_.try_emplace(path);
    if (fresh) at->second = xml::load_schema(path, faults_);
    return at->second;
  }

 private:
  void add(const std::string& key, std::vector<Unit>& units, std::vector<std::string>& names) {
    if (std::find(names.begin(), names.end(), key) != names.end()) return;
    // Units are changed by merging: each mapping works on its own parse.
    Unit copy;
    copy.name = units_.at(key)->name;
    copy.source = units_.at(key)->source;
    Diagnostics reported_already;
    Source text(copy.name, std::string(copy.source->all()));
    copy.model = language::parse(text, reported_already);
    units.push_back(std::move(copy));
    names.push_back(key);
  }

  bool extend(const std::string& path, std::vector<Unit>& units, std::vector<std::string>& names,
              const std::vector<std::string>& order) {
    constexpr std::size_t kVersions = 16;
    std::vector<std::uint32_t> chain = {0};  // from the mapping to its oldest ancestor
    while (!units[chain.back()].model.extends_name.empty()) {
      const Text wanted = units[chain.back()].model.extends_name;
      const Text version = units[chain.back()].model.extends_version;
      const auto parent = std::find_if(order.begin(), order.end(), [&](const std::string& other) {
        return other != path && model(other).name.value == wanted.value &&
               language::version_matches(version.value, model(other).version.value);
      });
      if (parent == order.end() || chain.size() == kVersions || broken(*parent)) {
        Diagnostic& fault = faults_.report(Fault::unknown_parent, *units[chain.back()].source,
                                           wanted.span, wanted.value + " " + version.value);
        for (const std::string& other : order)
          if (!model(other).name.empty())
            fault.expected += (fault.expected.empty() ? "" : ", ") + model(other).name.value + " " +
                              model(other).version.value;
        return false;
      }
      const std::size_t before = units.size();
      add(*parent, units, names);
      if (units.size() == before) return false;  // a circle
      chain.push_back(static_cast<std::uint32_t>(before));
      for (std::size_t i = before; i < units.size(); ++i)
        for (const Text& import : units[i].model.imports) {
          const fs::path file = resolve(import.value, names[i]);
          if (parse(file) != nullptr) add(file.lexically_normal().string(), units, names);
        }
    }
    for (std::size_t i = chain.size() - 1; i-- > 0;)
      language::merge(units, chain[i], chain[i + 1], faults_);
    return true;
  }

  const Mappings::Options& options_;
  Diagnostics& faults_;
  fs::path base_;
  std::map<std::string, std::unique_ptr<Unit>> units_;
  std::set<std::string> broken_;
  std::map<std::string, std::shared_ptr<const xml::Schema>> schemas_;
  std::map<std::pair<std::string, std::size_t>, std::shared_ptr<const mapping::CodeTable>>
      code_lists_;
  std::set<std::string> missing_;  // imports that were reported
};

// The code lists that the units name, read from disk.
bool read_code_lists(Loader& loader, const std::string& path, const std::vector<Unit>& units,
                     language::CompileInput& input) {
  bool broken = false;
  for (const Unit& unit : units)
    for (const language::TableDecl& table : unit.model.tables) {
      const fs::path file = loader.resolve(table.file.value, path);
      std::shared_ptr<const mapping::CodeTable> list =
          loader.code_list(file, table.keys.size(), *unit.source, table.file);
      if (!list) broken = true;
      input.code_lists.emplace_back(table.file.value, std::move(list));
    }
  return !broken;
}

}  // namespace

Mappings::Mappings() : state_(std::make_unique<State>()) {}
Mappings::~Mappings() = default;

const std::vector<Mappings::Info>& Mappings::list() const noexcept { return state_->list; }
const std::vector<Mappings::Example>& Mappings::examples() const noexcept {
  return state_->examples;
}
const Directories& Mappings::directories() const noexcept { return state_->directories; }

std::shared_ptr<const Mappings> Mappings::load(const Options& options, Diagnostics& faults) {
  std::shared_ptr<Mappings> result(new Mappings());
  State& state = *result->state_;
  std::vector<std::string> folders{(fs::path(options.data) / "schemas" / "edifact").string()};
  folders.insert(folders.end(), options.directories.begin(), options.directories.end());
  state.directories = Directories(std::move(folders));
  Loader loader(options, faults);
  std::vector<std::string> order;
  if (!loader.read(order)) return nullptr;
  state.service = state.directories.service(faults);

  language::CompileInput::Known unused;
  std::vector<language::CompileInput::Known> known;
  std::map<std::string, std::string> guards;  // guard -> mapping
  // Interchange mappings name the others: they come last.
  std::stable_sort(order.begin(), order.end(), [&](const std::string& a, const std::string& b) {
    return !loader.model(a).interchange.has_value() && loader.model(b).interchange.has_value();
  });
  for (const std::string& path : order) {
    if (loader.broken(path)) continue;
    if (meta_value(loader.model(path).meta, "profile") != options.profile) continue;
    std::vector<Unit> units;
    if (!loader.gather(path, units, order)) continue;
    const File& model = units[0].model;
    const Source& source = *units[0].source;

    language::CompileInput input;
    input.units = &units;
    input.mappings = known;
    if (model.interchange) {
      input.release = state.service;
      if (state.service) input.message = language::interchange_type(*state.service);
      if (!input.message) {
        faults.report(Fault::unknown_release, source, model.interchange->span, "service segments");
        continue;
      }
    } else if (model.edifact) {
      const language::MessageId& id = model.edifact->message;
      std::string version = id.version.value, release = id.release.value;
      const std::string named =
          fs::path(meta_value(model.edifact->meta, "directory")).filename().string();
      if (named.size() > 1) {
        version.assign(1, static_cast<char>(std::toupper(static_cast<unsigned char>(named[0]))));
        release = named.substr(1);
        for (char& c : release) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
      }
      input.release = state.directories.release(version, release, faults);
      if (!input.release) {
        Diagnostic& fault = faults.report(Fault::unknown_release, source, id.span,
                                          version.append(".").append(release));
        for (const std::string& one : state.directories.list())
          fault.expected += (fault.expected.empty() ? "" : " ") + one;
        continue;
      }
      if (const directory::MessageType* type = input.release->message(id.type.value))
        input.message = {input.release, type};
      if (!input.message) {
        Diagnostic& fault =
            faults.report(Fault::unknown_message_type, source, id.type.span, id.type.value);
        for (const auto& message : input.release->messages)
          fault.expected += (fault.expected.empty() ? "" : " ") + message.id;
        continue;
      }
    } else {
      faults.report(Fault::incomplete_mapping, source, model.name.span,
                    "there is no `edifact` or `interchange` declaration");
      continue;
    }
    std::string schema;
    if (!model.xml.empty()) {
      const std::string name = meta_value(model.xml.front().meta, "schema");
      const Meta* meta = meta_of(model.xml.front().meta, "schema");
      schema = (fs::path(options.data) / "schemas" / name).string();
      std::error_code error;
      if (!fs::exists(schema, error)) schema = (fs::path(path).parent_path() / name).string();
      if (name.empty() || !fs::exists(schema, error)) {
        faults
            .report(Fault::file_missing, source,
                    meta == nullptr ? model.xml.front().span : meta->span,
                    name.empty() ? "`schema` is not given" : name)
            .hint = "paths are relative to the folder schemas/, or to the mapping's own folder";
        continue;
      }
      input.schema = loader.schema(schema);
      if (!input.schema) continue;
    }
    if (!read_code_lists(loader, path, units, input)) continue;
    if (!input.schema) input.schema = std::make_shared<xml::Schema>();
    const std::shared_ptr<mapping::Program> program = language::compile(input, faults);
    if (!program) continue;
    program->name = model.name.value;
    program->version = model.version.value;
    program->title = meta_value(model.meta, "title");
    program->profile = options.profile;
    program->schema = schema;
    std::string message;
    if (model.interchange) {
      for (const language::MessageId& id : model.interchange->messages) {
        program->guards.push_back(guard_of(id));
        message += (message.empty() ? "" : ", ") + guard_text(id);
      }
    } else {
      program->guards.push_back(guard_of(model.edifact->message));
      message = guard_text(model.edifact->message);
      const auto [at, fresh] = guards.emplace(message, program->name + " " + program->version);
      if (!fresh) {
        Diagnostic& fault =
            faults.report(Fault::guards_overlap, source, model.edifact->message.span, message);
        fault.hint = at->second + " takes it already: tell them apart by the association code";
        continue;
      }
      known.push_back({program->name, program->root_space, program->root_name});
    }
    Mappings::Info& info = state.list.emplace_back();
    info.name = program->name;
    info.version = program->version;
    info.title = program->title;
    info.message = message;
    info.file = units[0].name;
    info.path = path;
    info.schema = program->schema;
    info.target = "{" + program->root_space + "}" + program->root_name;
    info.status = meta_value(model.meta, "status");
    info.valid = range_value(model.meta, "valid");
    info.profile = options.profile;
    state.programs.push_back(program);
    for (const language::Example& example : model.examples)
      state.examples.push_back({program->name, units[0].name, example.title.value,
                                example.edifact.value, example.xml.value, example.rejects.value,
                                example.at.value, source.position(example.span.begin).line});
  }
  return result;
}

}  // namespace sluis
