#pragma once

#include <glib.h>

// Each decodes in place and never fails: what means nothing is passed over, or kept as text where the encoding has a
// notion of text.

// Keeps the bytes of a group that was cut off. Bytes that are no base64 by far, though they are called so, stay as they are.
void corong_decode_base64(GByteArray *array);
void corong_decode_quoted(GByteArray *array);
