// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The functions of libzip that are used here, loaded at the first call: it brings OpenSSL along.

#include <zip.h>

#include "core/lazy_library.h"

namespace termknit {

inline constinit LazyLibrary libzip_library{"libzip.so.4", "libzip4"};

inline constinit LazyFunction<decltype(::zip_close)> zip_close{libzip_library, "zip_close"};
inline constinit LazyFunction<decltype(::zip_discard)> zip_discard{libzip_library, "zip_discard"};
inline constinit LazyFunction<decltype(::zip_error_fini)> zip_error_fini{libzip_library, "zip_error_fini"};
inline constinit LazyFunction<decltype(::zip_error_init_with_code)> zip_error_init_with_code{
    libzip_library, "zip_error_init_with_code"};
inline constinit LazyFunction<decltype(::zip_error_strerror)> zip_error_strerror{libzip_library, "zip_error_strerror"};
inline constinit LazyFunction<decltype(::zip_fclose)> zip_fclose{libzip_library, "zip_fclose"};
inline constinit LazyFunction<decltype(::zip_file_add)> zip_file_add{libzip_library, "zip_file_add"};
inline constinit LazyFunction<decltype(::zip_file_set_dostime)> zip_file_set_dostime{libzip_library,
                                                                                     "zip_file_set_dostime"};
inline constinit LazyFunction<decltype(::zip_file_set_external_attributes)> zip_file_set_external_attributes{
    libzip_library, "zip_file_set_external_attributes"};
inline constinit LazyFunction<decltype(::zip_file_strerror)> zip_file_strerror{libzip_library, "zip_file_strerror"};
inline constinit LazyFunction<decltype(::zip_fopen_index)> zip_fopen_index{libzip_library, "zip_fopen_index"};
inline constinit LazyFunction<decltype(::zip_fread)> zip_fread{libzip_library, "zip_fread"};
inline constinit LazyFunction<decltype(::zip_get_name)> zip_get_name{libzip_library, "zip_get_name"};
inline constinit LazyFunction<decltype(::zip_get_num_entries)> zip_get_num_entries{libzip_library,
                                                                                   "zip_get_num_entries"};
inline constinit LazyFunction<decltype(::zip_name_locate)> zip_name_locate{libzip_library, "zip_name_locate"};
inline constinit LazyFunction<decltype(::zip_open)> zip_open{libzip_library, "zip_open"};
inline constinit LazyFunction<decltype(::zip_open_from_source)> zip_open_from_source{libzip_library,
                                                                                     "zip_open_from_source"};
inline constinit LazyFunction<decltype(::zip_set_file_compression)> zip_set_file_compression{
    libzip_library, "zip_set_file_compression"};
inline constinit LazyFunction<decltype(::zip_source_buffer)> zip_source_buffer{libzip_library, "zip_source_buffer"};
inline constinit LazyFunction<decltype(::zip_source_buffer_create)> zip_source_buffer_create{
    libzip_library, "zip_source_buffer_create"};
inline constinit LazyFunction<decltype(::zip_source_close)> zip_source_close{libzip_library, "zip_source_close"};
inline constinit LazyFunction<decltype(::zip_source_filep)> zip_source_filep{libzip_library, "zip_source_filep"};
inline constinit LazyFunction<decltype(::zip_source_free)> zip_source_free{libzip_library, "zip_source_free"};
inline constinit LazyFunction<decltype(::zip_source_keep)> zip_source_keep{libzip_library, "zip_source_keep"};
inline constinit LazyFunction<decltype(::zip_source_open)> zip_source_open{libzip_library, "zip_source_open"};
inline constinit LazyFunction<decltype(::zip_source_read)> zip_source_read{libzip_library, "zip_source_read"};
inline constinit LazyFunction<decltype(::zip_stat_index)> zip_stat_index{libzip_library, "zip_stat_index"};
inline constinit LazyFunction<decltype(::zip_stat_init)> zip_stat_init{libzip_library, "zip_stat_init"};
inline constinit LazyFunction<decltype(::zip_strerror)> zip_strerror{libzip_library, "zip_strerror"};

}  // namespace termknit
