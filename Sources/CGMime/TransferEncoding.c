#include "TransferEncoding.h"

static int base64_value(guint8 byte) {
    if (byte >= 'A' && byte <= 'Z') return byte - 'A';
    if (byte >= 'a' && byte <= 'z') return byte - 'a' + 26;
    if (byte >= '0' && byte <= '9') return byte - '0' + 52;
    if (byte == '+' || byte == '-') return 62;
    if (byte == '/' || byte == '_') return 63;
    return -1;
}

// More than an eighth of it is neither base64 nor a line end: somebody put the wrong name on plain text.
static gboolean is_plain(const GByteArray *array) {
    guint strange = 0;
    guint8 previous = '\n';
    for (guint index = 0; index < array->len; index++) {
        guint8 byte = array->data[index];
        gboolean is_inner_space = (byte == ' ' || byte == '\t') && previous > ' ';
        if (is_inner_space || (byte > ' ' && byte != '=' && base64_value(byte) < 0)) strange++;
        previous = byte;
    }
    // Of a few bytes nobody can tell.
    return array->len >= 64 && strange > array->len / 8;
}

void corong_decode_base64(GByteArray *array) {
    if (is_plain(array)) return;
    guint32 bits = 0;
    guint count = 0, length = 0;
    for (guint index = 0; index < array->len; index++) {
        int value = base64_value(array->data[index]);
        if (value < 0) {
            // After padding a new group begins: programs join encoded pieces.
            if (array->data[index] == '=') count = 0;
            continue;
        }
        bits = bits << 6 | (guint32)value;
        count += 6;
        if (count < 8) continue;
        count -= 8;
        array->data[length++] = (guint8)(bits >> count);
    }
    g_byte_array_set_size(array, length);
}

static int hexadecimal_value(guint8 byte) { return g_ascii_xdigit_value((gchar)byte); }

void corong_decode_quoted(GByteArray *array) {
    guint8 *data = array->data;
    guint length = 0, index = 0;
    while (index < array->len) {
        guint8 byte = data[index];
        if (byte == '=') {
            if (index + 2 < array->len && hexadecimal_value(data[index + 1]) >= 0 &&
                hexadecimal_value(data[index + 2]) >= 0) {
                data[length++] =
                    (guint8)(hexadecimal_value(data[index + 1]) << 4 | hexadecimal_value(data[index + 2]));
                index += 3;
                continue;
            }
            // A soft line end, behind which relays may have put spaces.
            guint next = index + 1;
            while (next < array->len && (data[next] == ' ' || data[next] == '\t' || data[next] == '\r')) next++;
            if (next >= array->len || data[next] == '\n') {
                index = next < array->len ? next + 1 : next;
                continue;
            }
        }
        data[length++] = byte;
        index++;
    }
    g_byte_array_set_size(array, length);
}
