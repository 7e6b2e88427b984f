#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// How far a number is known to the numbering plans.
enum corong_phone_standing {
    CORONG_PHONE_UNREADABLE = 0,
    CORONG_PHONE_UNKNOWN = 1,   // read, but its length fits no number of its country
    CORONG_PHONE_POSSIBLE = 2,  // length fits
    CORONG_PHONE_VALID = 3,     // length and prefix fit
};

/// One number as read. Strings are NUL-terminated; `region` is empty when the number belongs to no one region.
typedef struct {
    char e164[24];
    char region[4];
    int32_t standing;
} corong_phone_number;

/// Reads `length` bytes of digits, with `+` in front or as dialled inside `region` (two capital letters, or "ZZ").
/// Never throws: whatever the library does, the result is at worst unreadable. Thread-safe.
void corong_phone_read(const char *digits, size_t length, const char *region, corong_phone_number *result);

/// Country code of a region ("ID" gives 62), 0 when the region is unknown.
int32_t corong_phone_country_code(const char *region);

#ifdef __cplusplus
}
#endif
