// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The functions of libvoikko that are used here, loaded at the first call, as it brings many libraries along.

#include <libvoikko/voikko.h>

#include "core/lazy_library.h"

namespace termknit {

inline constinit LazyLibrary libvoikko_library{"libvoikko.so.1", "libvoikko1"};

inline constinit LazyFunction<decltype(::voikkoInit)> voikkoInit{libvoikko_library, "voikkoInit"};
inline constinit LazyFunction<decltype(::voikkoTerminate)> voikkoTerminate{libvoikko_library, "voikkoTerminate"};
inline constinit LazyFunction<decltype(::voikkoSpellCstr)> voikkoSpellCstr{libvoikko_library, "voikkoSpellCstr"};
inline constinit LazyFunction<decltype(::voikkoAnalyzeWordCstr)> voikkoAnalyzeWordCstr{libvoikko_library,
                                                                                       "voikkoAnalyzeWordCstr"};
inline constinit LazyFunction<decltype(::voikko_free_mor_analysis)> voikko_free_mor_analysis{
    libvoikko_library, "voikko_free_mor_analysis"};
inline constinit LazyFunction<decltype(::voikko_free_mor_analysis_value_cstr)> voikko_free_mor_analysis_value_cstr{
    libvoikko_library, "voikko_free_mor_analysis_value_cstr"};
inline constinit LazyFunction<decltype(::voikko_mor_analysis_value_cstr)> voikko_mor_analysis_value_cstr{
    libvoikko_library, "voikko_mor_analysis_value_cstr"};

}  // namespace termknit
