#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// A parsed mail. Everything reachable from it lives until corong_mail_free.
typedef struct corong_mail corong_mail;

/// What must not be exceeded; whatever goes beyond is left out, never an error.
typedef struct {
    size_t parts_max;
    size_t depth_max;
    size_t headers_max;
    size_t header_bytes_max;
} corong_mail_limits;

enum corong_mail_shape {
    CORONG_MAIL_LEAF = 0,
    CORONG_MAIL_MULTIPART = 1,
    CORONG_MAIL_MESSAGE = 2,  // an enclosed mail; its bytes are the whole of it
};

/// A header of the outermost mail, as written: folded, encoded, of unknown charset.
typedef struct {
    const char *name;
    const char *value;
} corong_mail_header;

/// A part, in the order of the mail; `parent` is its index, -1 for the outermost. Missing strings are NULL.
typedef struct {
    int32_t parent;
    int32_t shape;
    const char *type;
    const char *subtype;
    const char *content_type;         // the first of each header, as written
    const char *content_disposition;
    const char *transfer_encoding;    // its first word
    const char *content_id;
    const uint8_t *bytes;    // transfer encoding undone; NULL for a multipart
    size_t length;
    size_t encoded_start;    // of what `bytes` was decoded from, in the bytes given to the parser
    size_t encoded_length;
} corong_mail_part;

typedef struct {
    char *name;     // UTF-8, may be NULL
    char *address;  // as written, may be NULL or empty
} corong_mail_address;

/// Starts the library. Must return before anything else here is called; later calls do nothing. Thread-safe.
void corong_mail_start(void);

/// Parses a mail; NULL when nothing in it looks like one. The bytes are copied. Thread-safe.
/// Recurses once per multipart within a multipart: the caller bounds how many there are.
corong_mail *corong_mail_parse(const uint8_t *bytes, size_t length, corong_mail_limits limits);
void corong_mail_free(corong_mail *mail);

size_t corong_mail_header_count(const corong_mail *mail);
corong_mail_header corong_mail_header_at(const corong_mail *mail, size_t index);
size_t corong_mail_part_count(const corong_mail *mail);
corong_mail_part corong_mail_part_at(const corong_mail *mail, size_t index);

/// Undoes the encoded words of a header; to be freed with corong_mail_release.
char *corong_mail_header_text(const char *value);

/// Reads an address header, groups flattened; returns how many of at most `addresses_max` were written to `*list`,
/// which is to be freed with corong_mail_addresses_free. Recurses once per colon and takes square time where brackets
/// stay open: the caller bounds both.
size_t corong_mail_addresses(const char *value, size_t addresses_max, corong_mail_address **list);
void corong_mail_addresses_free(corong_mail_address *list, size_t count);

/// Converts to UTF-8, writing U+FFFD for what the charset does not define; false when the charset is unknown.
/// `*text` is to be freed with corong_mail_release.
bool corong_mail_utf8(const char *charset, const uint8_t *bytes, size_t length, char **text, size_t *text_length);
void corong_mail_release(char *text);

/// Writes the SHA-256 of the bytes as 64 lower-case hexadecimal digits and a NUL.
void corong_mail_sha256(const uint8_t *bytes, size_t length, char hex[65]);
