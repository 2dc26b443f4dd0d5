// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/segment_builder.h"

#include <utility>
#include <vector>

#include "indexer/index_schema.h"

namespace termknit {
namespace fs = std::filesystem;

SegmentBuilder::SegmentBuilder(fs::path folder, std::uint32_t first_number)
    : folder_(std::move(folder)), part_(folder_.string() + ".part"), next_number_(first_number) {
  set(index_schema::kVersionKey, std::to_string(index_schema::kFormatVersion));
}

void SegmentBuilder::set(const std::string& key, const std::string& text) {
  if (text.empty()) {
    metadata_.erase(key);
  } else {
    metadata_[key] = text;
  }
}

std::string SegmentBuilder::get(const std::string& key) const {
  const auto found = metadata_.find(key);
  return found == metadata_.end() ? std::string() : found->second;
}

void SegmentBuilder::keep(const VocabularyEntry& form) {
  const auto keep_all = [this](const std::vector<VocabularyPiece>& pieces) {
    for (const VocabularyPiece& piece : pieces) vocabulary_.add(piece.key, piece.text);
  };
  keep_all(form.lists);
  if (form.analysis.key.empty()) return;
  vocabulary_.add(form.analysis.key, form.analysis.text);
  keep_all(form.lemmas);
}

std::uint32_t SegmentBuilder::put(const IndexDocument& document) {
  articles().add(next_number_, document);
  return next_number_++;
}

glass::DatabaseWriter& SegmentBuilder::articles() {
  if (!articles_) articles_.emplace(part_);
  return *articles_;
}

void SegmentBuilder::write() {
  for (const auto& [key, text] : metadata_) vocabulary_.add(key, text);
  articles().finish([&](const glass::DatabaseWriter::Put& put) {
    vocabulary_.flush([&](std::string_view key, const std::vector<std::string_view>& texts) {
      if (texts.size() == 1) {
        put(key, texts.front());
      } else {
        put(key, joined_lists(texts));
      }
    });
  });
  articles_.reset();
  fs::rename(part_, folder_);
}

}  // namespace termknit
