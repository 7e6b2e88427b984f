#include "include/CSimdjson.h"

#include <cstring>
#include <memory>
#include <new>
#include <simdjson.h>

struct corong_json_parser {
    simdjson::dom::parser parser;
    simdjson::dom::document document;
    std::unique_ptr<uint8_t[]> input;
    size_t capacity = 0;
    size_t depth_max = 0;
};

namespace {

// Powers of two, so that a slowly growing series of documents does not allocate for each.
bool reserve(corong_json_parser &self, size_t length) {
    if (self.input && length <= self.capacity) { return true; }
    size_t capacity = 4096;
    while (capacity < length) {
        if (capacity > SIZE_MAX / 2) { return false; }
        capacity *= 2;
    }
    self.input.reset();
    if (self.parser.allocate(capacity, self.depth_max) != simdjson::SUCCESS) { return false; }
    if (self.document.allocate(capacity) != simdjson::SUCCESS) { return false; }
    self.input.reset(new (std::nothrow) uint8_t[capacity + simdjson::SIMDJSON_PADDING]);
    self.capacity = capacity;
    return self.input != nullptr;
}

// The four hexadecimal digits at `text`, or -1.
int hex4(const uint8_t *text) {
    int value = 0;
    for (int i = 0; i < 4; i++) {
        int digit = text[i];
        if (digit >= '0' && digit <= '9') { digit -= '0'; }
        else if (digit >= 'a' && digit <= 'f') { digit -= 'a' - 10; }
        else if (digit >= 'A' && digit <= 'F') { digit -= 'A' - 10; }
        else { return -1; }
        value = value * 16 + digit;
    }
    return value;
}

// Overwrites every escape of half a surrogate pair by \uFFFD, which has the same length. True if there was one.
// Reads up to ten bytes past the end, which the padding allows.
bool repair_surrogates(uint8_t *text, size_t length) {
    bool found = false;
    for (size_t i = 0; i < length;) {
        if (text[i] != '\\') { i += 1; continue; }
        if (text[i + 1] != 'u') { i += 2; continue; }
        const int first = hex4(text + i + 2);
        if (first < 0xD800 || first > 0xDFFF) { i += 2; continue; }
        const bool paired = first < 0xDC00 && text[i + 6] == '\\' && text[i + 7] == 'u';
        const int second = paired ? hex4(text + i + 8) : -1;
        if (second >= 0xDC00 && second <= 0xDFFF) { i += 12; continue; }
        std::memcpy(text + i + 2, "FFFD", 4);
        found = true;
        i += 6;
    }
    return found;
}

corong_json_status status_of(simdjson::error_code error) {
    switch (error) {
    case simdjson::SUCCESS: return CORONG_JSON_OK;
    case simdjson::EMPTY: return CORONG_JSON_EMPTY;
    case simdjson::DEPTH_ERROR: return CORONG_JSON_TOO_DEEP;
    case simdjson::NUMBER_ERROR:
    case simdjson::NUMBER_OUT_OF_RANGE: return CORONG_JSON_BAD_NUMBER;
    case simdjson::UTF8_ERROR: return CORONG_JSON_BAD_UTF8;
    case simdjson::CAPACITY:
    case simdjson::MEMALLOC: return CORONG_JSON_OUT_OF_MEMORY;
    default: return CORONG_JSON_MALFORMED;
    }
}

}  // namespace

corong_json_parser *corong_json_parser_create(size_t depth_max) {
    auto *self = new (std::nothrow) corong_json_parser;
    if (self) { self->depth_max = depth_max; }
    return self;
}

void corong_json_parser_free(corong_json_parser *parser) { delete parser; }

corong_json_status corong_json_parse(
    corong_json_parser *self, const uint8_t *bytes, size_t length, corong_json_tape *out, int32_t *error_code) {
    *out = {nullptr, nullptr};
    *error_code = simdjson::MEMALLOC;
    if (!reserve(*self, length)) { return CORONG_JSON_OUT_OF_MEMORY; }
    uint8_t *text = self->input.get();
    if (length > 0) { std::memcpy(text, bytes, length); }
    std::memset(text + length, 0, simdjson::SIMDJSON_PADDING);

    auto error = self->parser.parse_into_document(self->document, text, length, false).error();
    if (error == simdjson::STRING_ERROR && repair_surrogates(text, length)) {
        error = self->parser.parse_into_document(self->document, text, length, false).error();
    }
    *error_code = error;
    if (error == simdjson::SUCCESS) { *out = {self->document.tape.get(), self->document.string_buf.get()}; }
    return status_of(error);
}

const char *corong_json_error_text(int32_t error_code) {
    if (error_code < 0 || error_code >= simdjson::NUM_ERROR_CODES) { error_code = simdjson::UNEXPECTED_ERROR; }
    return simdjson::error_message(static_cast<simdjson::error_code>(error_code));
}
