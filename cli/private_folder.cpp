// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/private_folder.h"

#include <cstdlib>
#include <string>

#include "core/error.h"

namespace termknit {

PrivateFolder::PrivateFolder() {
  std::string pattern = (std::filesystem::temp_directory_path() / "termknit-XXXXXX").string();
  if (!::mkdtemp(pattern.data())) throw Error(ErrorKind::io, "no temporary folder can be made", {pattern});
  path_ = pattern;
}

PrivateFolder::~PrivateFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace termknit
