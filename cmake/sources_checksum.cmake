# SPDX-License-Identifier: GPL-3.0-or-later
# cmake -DFOLDER=... -DOUTPUT=... -P sources_checksum.cmake: writes a C++ file that tells the checksum of the sources in
# FOLDER, so that what an older program kept is known as such.
file(GLOB sources ${FOLDER}/*.cpp ${FOLDER}/*.h)
list(SORT sources)
foreach(source ${sources})
  file(SHA256 ${source} sum)
  string(APPEND sums ${sum})
endforeach()
string(SHA256 sum "${sums}")
file(CONFIGURE OUTPUT ${OUTPUT} CONTENT
  "namespace termknit {\nextern const char* const kLanguageSources;\nconst char* const kLanguageSources = \"@sum@\";\n}  // namespace termknit\n"
  @ONLY)
