// A plain C face of simdjson's document parser: one call per document, none per value.
//
// The caller walks the tape by itself. The tape is an array of 64-bit words; the top byte of a word is its type, the
// low 56 bits are its payload:
//
//   'r'        first and last word; the payload of the first is the number of words on the tape
//   '{' '['    low 32 bits: index of the word after the matching end; next 24 bits: number of members or elements,
//              saturated at 0xFFFFFF
//   '}' ']'    payload: index of the matching start
//   '"'        payload: offset in `strings`, where a 32-bit length in the byte order of the machine, that many bytes
//              of UTF-8 and one zero byte stand; keys of objects are such words, each followed by its value
//   'l' 'u' 'd'  the next word is an int64, a uint64 (only above the range of int64) or a binary64
//   't' 'f' 'n'  true, false, null
#ifndef CORONG_CSIMDJSON_H
#define CORONG_CSIMDJSON_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct corong_json_parser corong_json_parser;

// Pointers into the parser, valid until its next parse or its end.
typedef struct {
    const uint64_t *tape;
    const uint8_t *strings;
} corong_json_tape;

// What became of a parse. The numbers belong to this shim, so they outlive versions of simdjson.
typedef enum {
    CORONG_JSON_OK = 0,
    CORONG_JSON_EMPTY,
    CORONG_JSON_TOO_DEEP,
    CORONG_JSON_BAD_NUMBER,
    CORONG_JSON_BAD_UTF8,
    CORONG_JSON_OUT_OF_MEMORY,
    CORONG_JSON_MALFORMED,
} corong_json_status;

// A parser that refuses containers nested deeper than `depth_max`; null when memory is out.
corong_json_parser *corong_json_parser_create(size_t depth_max);
void corong_json_parser_free(corong_json_parser *parser);

// Copies `bytes` into the parser's padded buffer and parses them. Memory grows to the largest document seen and stays.
// Escapes of half a surrogate pair are read as U+FFFD: senders cut emoji in half, and one of them must not cost the
// whole document. `out` and `error_code` are written in every case.
corong_json_status corong_json_parse(
    corong_json_parser *parser, const uint8_t *bytes, size_t length, corong_json_tape *out, int32_t *error_code);

// simdjson's own sentence for an error code that a parse gave; static memory.
const char *corong_json_error_text(int32_t error_code);

#ifdef __cplusplus
}
#endif

#endif
