# SPDX-License-Identifier: GPL-3.0-or-later
add_library(termknit_warnings INTERFACE)
target_compile_options(termknit_warnings INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual
  -Wno-missing-field-initializers)
if(TERMKNIT_WARNINGS_AS_ERRORS)
  target_compile_options(termknit_warnings INTERFACE -Werror)
endif()
if(TERMKNIT_SANITIZE)
  add_compile_options(-fsanitize=${TERMKNIT_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${TERMKNIT_SANITIZE})
endif()

# termknit_library(NAME PUBLIC ... PRIVATE ...): the library termknit_NAME from every .cpp in NAME/.
function(termknit_library name)
  cmake_parse_arguments(arg "" "" "PUBLIC;PRIVATE" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/${name}/*.cpp)
  list(FILTER sources EXCLUDE REGEX "/main\\.cpp$")
  if(NOT sources)
    file(WRITE ${PROJECT_BINARY_DIR}/empty.cpp "")
    set(sources ${PROJECT_BINARY_DIR}/empty.cpp)
  endif()
  add_library(termknit_${name} STATIC ${sources})
  set_target_properties(termknit_${name} PROPERTIES LINKER_LANGUAGE CXX)
  target_include_directories(termknit_${name} PUBLIC ${PROJECT_SOURCE_DIR})
  target_link_libraries(termknit_${name}
    PUBLIC ${arg_PUBLIC} Threads::Threads
    PRIVATE ${arg_PRIVATE} fmt::fmt termknit_warnings)
endfunction()
