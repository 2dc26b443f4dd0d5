// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Ids and what points at them: all that a check must remember of the whole file.

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace termknit {

/// An attribute that points at an id.
struct TbxLink {
  std::string attribute{}, element{}, value{}, entry{};
  std::uint64_t line = 0, column = 0;
};

class TbxLinks {
 public:
  /// An attribute called id, whatever it is; the value as written.
  void add_id(std::string_view value);
  /// An xs:ID. Gives the line of the element that has this id already, or 0.
  std::uint64_t declare(const std::string& id, std::uint64_t line);

  /// Must point at an xs:ID.
  void require_declared(TbxLink link);
  /// Must equal some id attribute.
  void require_any(TbxLink link);

  /// Calls `missing` for every link that points nowhere.
  void finish(const std::function<void(const TbxLink&)>& missing) const;

 private:
  struct Id {
    std::uint64_t declared_line = 0;
    bool written = false;
  };
  struct Pending {
    TbxLink link;
    bool declared = false;
  };
  bool holds(const Pending& pending) const;

  std::map<std::string, Id, std::less<>> ids_;
  std::vector<Pending> pending_;
};

}  // namespace termknit
