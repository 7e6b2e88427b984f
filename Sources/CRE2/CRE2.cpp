#include "include/CRE2.h"

#include <memory>
#include <new>
#include <re2/re2.h>

struct corong_re2 {
    RE2 pattern;

    corong_re2(const re2::StringPiece &text, const RE2::Options &options) : pattern(text, options) {}
};

extern "C" corong_re2 *corong_re2_create(const char *pattern, size_t length, int64_t memory_max) {
    try {
        RE2::Options options;
        options.set_encoding(RE2::Options::EncodingUTF8);
        options.set_max_mem(memory_max);
        options.set_never_capture(true);
        options.set_longest_match(false);
        options.set_log_errors(false);
        auto made = std::make_unique<corong_re2>(re2::StringPiece(pattern, length), options);
        return made->pattern.ok() ? made.release() : nullptr;
    } catch (...) {
        return nullptr;
    }
}

extern "C" void corong_re2_free(corong_re2 *pattern) { delete pattern; }

extern "C" int32_t corong_re2_program_size(const corong_re2 *pattern) { return pattern->pattern.ProgramSize(); }

extern "C" bool corong_re2_matches(const corong_re2 *pattern, const char *text, size_t length, bool whole) {
    try {
        // Without an address there is no text, but the library wants one.
        const re2::StringPiece piece(text == nullptr ? "" : text, length);
        const RE2::Anchor anchor = whole ? RE2::ANCHOR_BOTH : RE2::UNANCHORED;
        return pattern->pattern.Match(piece, 0, length, anchor, nullptr, 0);
    } catch (...) {
        return false;
    }
}
