// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/exchange/tbx_links.h"

namespace termknit {

void TbxLinks::add_id(std::string_view value) {
  const auto it = ids_.find(value);
  (it == ids_.end() ? ids_.emplace(value, Id{}).first : it)->second.written = true;
}

std::uint64_t TbxLinks::declare(const std::string& id, std::uint64_t line) {
  Id& entry = ids_[id];
  if (entry.declared_line > 0) return entry.declared_line;
  entry.declared_line = line;
  return 0;
}

bool TbxLinks::holds(const Pending& pending) const {
  const auto it = ids_.find(pending.link.value);
  return it != ids_.end() && (pending.declared ? it->second.declared_line > 0 : it->second.written);
}

void TbxLinks::require_declared(TbxLink link) {
  Pending pending{std::move(link), true};
  if (!holds(pending)) pending_.push_back(std::move(pending));
}

void TbxLinks::require_any(TbxLink link) {
  Pending pending{std::move(link), false};
  if (!holds(pending)) pending_.push_back(std::move(pending));
}

void TbxLinks::finish(const std::function<void(const TbxLink&)>& missing) const {
  const TbxLink* last = nullptr;  // one attribute may be asked twice, in a row
  for (const Pending& pending : pending_) {
    const TbxLink& link = pending.link;
    if (holds(pending)) continue;
    const bool told =
        last && last->line == link.line && last->column == link.column && last->attribute == link.attribute;
    if (!told) missing(link);
    last = &link;
  }
}

}  // namespace termknit
