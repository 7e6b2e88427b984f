#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// libcurl sets options and reads facts through variadic functions, which Swift cannot call, and its header brings half of the system's with
// it. Here is what Corong needs, in plain types. Nothing is thread-safe but what says so; texts are copied.

/// Makes the library ready. Once in a process, before anything else.
bool corong_curl_start(void);

/// What became of a transfer.
enum corong_result {
    CORONG_OK = 0,
    CORONG_AGAIN,        // nothing to read, or no room to write, at the moment
    CORONG_INVALID,      // the address cannot be used
    CORONG_UNREACHABLE,  // no connection
    CORONG_TLS,
    CORONG_DENIED,       // the login was refused
    CORONG_TIMEOUT,
    CORONG_TOO_LARGE,
    CORONG_REDIRECTS,
    CORONG_BROKEN,       // the connection ended too early
    CORONG_FAILED,
};

/// What is wrong with an address, or nothing.
enum corong_url { CORONG_URL_OK = 0, CORONG_URL_MALFORMED, CORONG_URL_HAS_USER, CORONG_URL_NO_HOST };

/// Scheme and host of an address in lower case, as they will be used; IPv6 addresses without brackets and zone. Buffers of `size` bytes.
enum corong_url corong_url_read(const char *url, char *scheme, char *host, size_t size);

/// What a transfer asks its owner while it works. All run on the thread that drives it.
typedef struct {
    void *context;
    /// A line of the head with its line break; false ends the transfer.
    bool (*head)(void *context, const uint8_t *bytes, size_t count);
    /// A piece of the body; false ends the transfer.
    bool (*body)(void *context, const uint8_t *bytes, size_t count);
    /// Whether to connect to, or to use a standing connection with, an address of 4 or 16 bytes (0: of an unknown kind).
    bool (*approve)(void *context, const uint8_t *address, size_t count, bool is_redirected);
    /// Asked about once a second where it is not NULL; true ends the transfer.
    bool (*is_cancelled)(void *context);
} corong_calls;

/// A transfer or a connection.
typedef struct corong_transfer corong_transfer;

/// NULL when there is no memory.
corong_transfer *corong_transfer_create(const corong_calls *calls);
void corong_transfer_destroy(corong_transfer *transfer);

/// Where to, and the schemes allowed there and after redirects (`https,http`).
bool corong_transfer_set_address(corong_transfer *transfer, const char *url, const char *schemes);
/// Milliseconds, bytes of the body, redirects.
bool corong_transfer_set_limits(
    corong_transfer *transfer, int64_t connect_ms, int64_t total_ms, int64_t body_max, int64_t redirects_max);
/// The only authorities that are believed; not called: those of the system.
bool corong_transfer_set_authorities(corong_transfer *transfer, const char *pem_file);
/// Method and body of an HTTP request. `GET` and `HEAD` have none.
bool corong_transfer_set_method(
    corong_transfer *transfer, const char *method, const char *user_agent, const uint8_t *body, size_t count);
/// A header line without line break: `name: value`, `name;` for an empty value.
bool corong_transfer_add_header(corong_transfer *transfer, const char *line);

/// Makes a transfer the submission of one mail (`smtp://`, `smtps://`): envelope, login (no user: none), whether nothing may go out before
/// encryption, and the mail, whose bytes are copied. Lines that begin with a dot are taken care of.
bool corong_transfer_set_mail(
    corong_transfer *transfer, const char *from, const char *to, const char *user, const char *password, bool needs_tls,
    const uint8_t *bytes, size_t count);

/// Status of the answer.
int corong_transfer_status(corong_transfer *transfer);
/// Whether anything of the request went out.
bool corong_transfer_has_sent(corong_transfer *transfer);
/// What the library says about the failure; never NULL, empty when it says nothing.
const char *corong_transfer_message(corong_transfer *transfer);
/// As given to `corong_transfer_create`.
void *corong_transfer_context(corong_transfer *transfer);

/// Transfers that one thread drives together.
typedef struct corong_loop corong_loop;

/// NULL when there is no memory. Keeps that many connections open for later requests.
corong_loop *corong_loop_create(int64_t connections_kept);
/// Every transfer has to be removed before.
void corong_loop_destroy(corong_loop *loop);
bool corong_loop_add(corong_loop *loop, corong_transfer *transfer);
void corong_loop_remove(corong_loop *loop, corong_transfer *transfer);
/// Does what can be done at once.
void corong_loop_work(corong_loop *loop);
/// A transfer that has finished, with its result; NULL when there is none left. Remove it next.
corong_transfer *corong_loop_finished(corong_loop *loop, enum corong_result *result);
/// Waits until there is something to do, until `corong_loop_wake`, or that long.
void corong_loop_wait(corong_loop *loop, int milliseconds);
/// Ends the waiting, or the next one. Any thread may call it.
void corong_loop_wake(corong_loop *loop);

/// Makes a transfer a connection for bytes of a mail protocol (`imap://`, `imaps://`): `corong_stream_open` connects, encrypts and logs in.
bool corong_stream_set_login(corong_transfer *stream, const char *user, const char *password, bool needs_tls);
/// Blocks until the login is through.
enum corong_result corong_stream_open(corong_transfer *stream);
/// For `poll`; -1 when it is closed. After reading, more may be there than the socket shows: read until `CORONG_AGAIN`.
int corong_stream_socket(corong_transfer *stream);
enum corong_result corong_stream_send(corong_transfer *stream, const uint8_t *bytes, size_t count, size_t *sent);
/// `CORONG_BROKEN` when the other side has closed.
enum corong_result corong_stream_receive(corong_transfer *stream, uint8_t *bytes, size_t count, size_t *received);

#ifdef __cplusplus
}
#endif
