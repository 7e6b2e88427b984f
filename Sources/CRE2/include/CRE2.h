#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A compiled pattern. Never changes, so any number of threads may ask it at once.
typedef struct corong_re2 corong_re2;

/// Compiles `length` bytes of RE2 syntax in UTF-8. Program and automata together never need more than `memory_max`
/// bytes. NULL where the pattern is wrong or would need more. Never throws.
corong_re2 *corong_re2_create(const char *pattern, size_t length, int64_t memory_max);

/// Frees what `corong_re2_create` gave; NULL is allowed.
void corong_re2_free(corong_re2 *pattern);

/// Instructions of the compiled program: what one byte of text costs at worst.
int32_t corong_re2_program_size(const corong_re2 *pattern);

/// Whether the pattern fits the whole text or, with `whole` false, some part of it. The text may hold NUL.
/// Time is linear in the text. Never throws: where memory runs out, nothing fits.
bool corong_re2_matches(const corong_re2 *pattern, const char *text, size_t length, bool whole);

#ifdef __cplusplus
}
#endif
