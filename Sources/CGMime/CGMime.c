#include "CGMime.h"

#include "TransferEncoding.h"

#include <errno.h>
#include <iconv.h>
#include <pthread.h>
#include <string.h>

#include <gmime/gmime.h>

struct corong_mail {
    GMimeObject *root;
    GArray *headers;   // corong_mail_header, strings owned by `texts`
    GArray *parts;     // corong_mail_part, bytes owned by `contents`, strings by `texts`
    GPtrArray *texts;
    GPtrArray *contents;
    corong_mail_limits limits;
};

static pthread_once_t started = PTHREAD_ONCE_INIT;

// GLib reports what it dislikes about a mail on standard error; a mail is input, so that is nobody's news.
static void quiet(const gchar *domain, GLogLevelFlags level, const gchar *message, gpointer data) {
    (void)domain, (void)level, (void)message, (void)data;
}

// Types whose content is a mail again. To the library they are parts like any other: it would parse what they enclose,
// without end where mails lie within mails, and nobody here asks for more than the bytes.
static const char *const mail_subtypes[] = {"rfc822", "rfc2822", "global", "news"};

// Made once and only read from then on.
static GMimeParserOptions *options;

static GMimeParserOptions *loose_options(void) {
    static const char *fallbacks[] = {"utf-8", "windows-1252", NULL};
    GMimeParserOptions *loose = g_mime_parser_options_new();
    g_mime_parser_options_set_address_compliance_mode(loose, GMIME_RFC_COMPLIANCE_LOOSE);
    g_mime_parser_options_set_parameter_compliance_mode(loose, GMIME_RFC_COMPLIANCE_LOOSE);
    g_mime_parser_options_set_rfc2047_compliance_mode(loose, GMIME_RFC_COMPLIANCE_LOOSE);
    g_mime_parser_options_set_allow_addresses_without_domain(loose, TRUE);
    g_mime_parser_options_set_fallback_charsets(loose, fallbacks);
    return loose;
}

static void start(void) {
    g_mime_init();
    options = loose_options();
    for (size_t index = 0; index < G_N_ELEMENTS(mail_subtypes); index++) {
        g_mime_object_register_type("message", mail_subtypes[index], GMIME_TYPE_PART);
    }
    g_log_set_handler("gmime", G_LOG_LEVEL_WARNING | G_LOG_LEVEL_CRITICAL, quiet, NULL);
}

void corong_mail_start(void) { pthread_once(&started, start); }

static const char *keep_text(corong_mail *mail, const char *text) {
    if (text == NULL) return NULL;
    size_t length = strnlen(text, mail->limits.header_bytes_max);
    char *copy = g_malloc(length + 1);  // not g_strndup, which fills up to the limit
    memcpy(copy, text, length);
    copy[length] = 0;
    g_ptr_array_add(mail->texts, copy);
    return copy;
}

static void keep_headers(corong_mail *mail, GMimeObject *object) {
    GMimeHeaderList *list = g_mime_object_get_header_list(object);
    int count = g_mime_header_list_get_count(list);
    for (int index = 0; index < count && mail->headers->len < mail->limits.headers_max; index++) {
        GMimeHeader *header = g_mime_header_list_get_header_at(list, index);
        const char *value = g_mime_header_get_raw_value(header);
        corong_mail_header kept = {
            .name = keep_text(mail, g_mime_header_get_name(header)),
            .value = keep_text(mail, value ? value : ""),
        };
        if (kept.name) g_array_append_val(mail->headers, kept);
    }
}

static void keep_stream(corong_mail *mail, corong_mail_part *part, GMimeStream *stream) {
    GByteArray *array = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream));
    g_ptr_array_add(mail->contents, g_object_ref(stream));
    part->bytes = array->data;
    part->length = array->len;
}

// What a part says of its encoding, taken as it is meant: names are quoted, misspelt and repeated, and a part whose name
// means nothing is not encoded.
static GMimeContentEncoding meant_encoding(const corong_mail_part *part, GMimeDataWrapper *content) {
    const char *name = part->transfer_encoding;
    if (name == NULL) return g_mime_data_wrapper_get_encoding(content);
    name += strspn(name, "\"'");
    if (g_ascii_strncasecmp(name, "base64", 6) == 0 || g_ascii_strncasecmp(name, "x-base64", 8) == 0) {
        return GMIME_CONTENT_ENCODING_BASE64;
    }
    if (g_ascii_strncasecmp(name, "quoted", 6) == 0) return GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE;
    return GMIME_CONTENT_ENCODING_DEFAULT;
}

static void keep_content(corong_mail *mail, corong_mail_part *part, GMimeDataWrapper *content) {
    GMimeStream *source = g_mime_data_wrapper_get_stream(content);
    if (source == NULL) return;
    if (source->bound_start >= 0 && source->bound_end >= source->bound_start) {
        part->encoded_start = (size_t)source->bound_start;
        part->encoded_length = (size_t)(source->bound_end - source->bound_start);
    }
    GMimeStream *stream = g_mime_stream_mem_new();
    GByteArray *array = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream));
    g_mime_stream_reset(source);
    g_mime_stream_write_to_stream(source, stream);
    // The parser leaves half of the line end that belongs to the boundary below.
    if (part->parent >= 0 && array->len > 0 && array->data[array->len - 1] == '\r') {
        g_byte_array_set_size(array, array->len - 1);
    }
    switch (meant_encoding(part, content)) {
        case GMIME_CONTENT_ENCODING_BASE64:
            corong_decode_base64(array);
            break;
        case GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE:
            corong_decode_quoted(array);
            break;
        default:
            break;
    }
    keep_stream(mail, part, stream);
    g_object_unref(stream);
}

// The first header of that name: of several, the library keeps the last.
static const char *first_header(corong_mail *mail, GMimeObject *object, const char *name) {
    GMimeHeaderList *list = g_mime_object_get_header_list(object);
    int count = g_mime_header_list_get_count(list);
    for (int index = 0; index < count; index++) {
        GMimeHeader *header = g_mime_header_list_get_header_at(list, index);
        if (g_ascii_strcasecmp(g_mime_header_get_name(header), name) != 0) continue;
        return keep_text(mail, g_mime_header_get_raw_value(header));
    }
    return NULL;
}

static const char *first_word(corong_mail *mail, const char *value) {
    if (value == NULL) return NULL;
    value += strspn(value, " \t\r\n");
    size_t length = strcspn(value, "; \t\r\n");
    if (length == 0 || length > 64) return NULL;
    char *word = g_strndup(value, length);
    g_ptr_array_add(mail->texts, word);
    return word;
}

static bool is_mail(GMimeContentType *type) {
    if (type == NULL) return false;
    for (size_t index = 0; index < G_N_ELEMENTS(mail_subtypes); index++) {
        if (g_mime_content_type_is_type(type, "message", mail_subtypes[index])) return true;
    }
    return false;
}

static void keep_part(corong_mail *mail, GMimeObject *object, int32_t parent, size_t depth) {
    if (object == NULL || mail->parts->len >= mail->limits.parts_max || depth > mail->limits.depth_max) return;
    GMimeContentType *type = g_mime_object_get_content_type(object);
    corong_mail_part part = {.parent = parent, .shape = CORONG_MAIL_LEAF};
    if (type != NULL) {
        part.type = keep_text(mail, g_mime_content_type_get_media_type(type));
        part.subtype = keep_text(mail, g_mime_content_type_get_media_subtype(type));
    }
    part.content_type = first_header(mail, object, "Content-Type");
    part.content_disposition = first_header(mail, object, "Content-Disposition");
    part.transfer_encoding = first_word(mail, first_header(mail, object, "Content-Transfer-Encoding"));
    part.content_id = keep_text(mail, g_mime_object_get_content_id(object));

    if (GMIME_IS_MULTIPART(object)) {
        part.shape = CORONG_MAIL_MULTIPART;
    } else if (GMIME_IS_PART(object)) {
        if (is_mail(type)) part.shape = CORONG_MAIL_MESSAGE;
        GMimeDataWrapper *content = g_mime_part_get_content(GMIME_PART(object));
        if (content != NULL) keep_content(mail, &part, content);
    }
    g_array_append_val(mail->parts, part);
    if (part.shape == CORONG_MAIL_MULTIPART) {
        int32_t index = (int32_t)mail->parts->len - 1;
        int count = g_mime_multipart_get_count(GMIME_MULTIPART(object));
        for (int child = 0; child < count; child++) {
            keep_part(mail, g_mime_multipart_get_part(GMIME_MULTIPART(object), child), index, depth + 1);
        }
    }
}

corong_mail *corong_mail_parse(const uint8_t *bytes, size_t length, corong_mail_limits limits) {
    GMimeStream *stream = g_mime_stream_mem_new_with_buffer((const char *)bytes, length);
    GMimeParser *parser = g_mime_parser_new_with_stream(stream);
    g_object_unref(stream);
    // A part and not a message, because a message reads its address headers at once, again for each one that is added,
    // and by a recursion that the sender decides upon.
    GMimeObject *root = g_mime_parser_construct_part(parser, options);
    g_object_unref(parser);
    if (root == NULL) return NULL;

    corong_mail *mail = g_new0(corong_mail, 1);
    mail->root = root;
    mail->limits = limits;
    mail->headers = g_array_new(FALSE, FALSE, sizeof(corong_mail_header));
    mail->parts = g_array_new(FALSE, FALSE, sizeof(corong_mail_part));
    mail->texts = g_ptr_array_new_with_free_func(g_free);
    mail->contents = g_ptr_array_new_with_free_func(g_object_unref);
    keep_headers(mail, root);
    keep_part(mail, root, -1, 0);
    return mail;
}

void corong_mail_free(corong_mail *mail) {
    if (mail == NULL) return;
    g_array_free(mail->headers, TRUE);
    g_array_free(mail->parts, TRUE);
    g_ptr_array_free(mail->texts, TRUE);
    g_ptr_array_free(mail->contents, TRUE);
    g_object_unref(mail->root);
    g_free(mail);
}

size_t corong_mail_header_count(const corong_mail *mail) { return mail->headers->len; }

corong_mail_header corong_mail_header_at(const corong_mail *mail, size_t index) {
    return g_array_index(mail->headers, corong_mail_header, index);
}

size_t corong_mail_part_count(const corong_mail *mail) { return mail->parts->len; }

corong_mail_part corong_mail_part_at(const corong_mail *mail, size_t index) {
    return g_array_index(mail->parts, corong_mail_part, index);
}

char *corong_mail_header_text(const char *value) {
    corong_mail_start();
    char *unfolded = g_mime_utils_header_unfold(value);
    char *text = g_mime_utils_header_decode_text(options, unfolded);
    g_free(unfolded);
    return text;
}

static void add_addresses(InternetAddressList *list, GArray *found, size_t addresses_max, int depth) {
    int count = internet_address_list_length(list);
    for (int index = 0; index < count && found->len < addresses_max; index++) {
        InternetAddress *address = internet_address_list_get_address(list, index);
        if (INTERNET_ADDRESS_IS_GROUP(address)) {
            InternetAddressList *members = internet_address_group_get_members(INTERNET_ADDRESS_GROUP(address));
            if (members != NULL && depth < 32) add_addresses(members, found, addresses_max, depth + 1);
        } else if (INTERNET_ADDRESS_IS_MAILBOX(address)) {
            corong_mail_address entry = {
                .name = g_strdup(internet_address_get_name(address)),
                .address = g_strdup(internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(address))),
            };
            g_array_append_val(found, entry);
        }
    }
}

size_t corong_mail_addresses(const char *value, size_t addresses_max, corong_mail_address **list) {
    *list = NULL;
    corong_mail_start();
    InternetAddressList *parsed = internet_address_list_parse(options, value);
    if (parsed == NULL) return 0;
    GArray *found = g_array_new(FALSE, FALSE, sizeof(corong_mail_address));
    add_addresses(parsed, found, addresses_max, 0);
    g_object_unref(parsed);
    size_t count = found->len;
    *list = (corong_mail_address *)g_array_free(found, FALSE);
    return count;
}

void corong_mail_addresses_free(corong_mail_address *list, size_t count) {
    for (size_t index = 0; index < count; index++) {
        g_free(list[index].name);
        g_free(list[index].address);
    }
    g_free(list);
}

bool corong_mail_utf8(const char *charset, const uint8_t *bytes, size_t length, char **text, size_t *text_length) {
    iconv_t converter = iconv_open("UTF-8", charset);
    if (converter == (iconv_t)-1) return false;
    GByteArray *converted = g_byte_array_sized_new((guint)length + 16);
    char *input = (char *)bytes;
    size_t input_left = length;
    char buffer[4096];
    for (;;) {
        char *output = buffer;
        size_t output_left = sizeof buffer;
        bool at_end = input_left == 0;
        size_t result = at_end ? iconv(converter, NULL, NULL, &output, &output_left)
                               : iconv(converter, &input, &input_left, &output, &output_left);
        int error = result == (size_t)-1 ? errno : 0;
        g_byte_array_append(converted, (const guint8 *)buffer, (guint)(sizeof buffer - output_left));
        if (at_end) break;
        if (error == 0 || error == E2BIG) continue;
        // One byte that means nothing (EILSEQ), or the beginning of a character cut off by the end (EINVAL).
        g_byte_array_append(converted, (const guint8 *)"\xEF\xBF\xBD", 3);
        input++;
        input_left--;
    }
    iconv_close(converter);
    *text_length = converted->len;
    *text = (char *)g_byte_array_free(converted, FALSE);
    return true;
}

void corong_mail_release(char *text) { g_free(text); }

void corong_mail_sha256(const uint8_t *bytes, size_t length, char hex[65]) {
    char *sum = g_compute_checksum_for_data(G_CHECKSUM_SHA256, bytes, length);
    memcpy(hex, sum, 65);
    g_free(sum);
}
