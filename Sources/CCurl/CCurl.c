#include "CCurl.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

struct corong_transfer {
    CURL *easy;
    struct curl_slist *headers;
    struct curl_slist *recipients;
    uint8_t *mail;
    size_t mail_count;
    size_t mail_sent;
    corong_calls calls;
    char message[CURL_ERROR_SIZE];
};

bool corong_curl_start(void) { return curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK; }

static enum corong_result result_of(CURLcode code) {
    switch (code) {
        case CURLE_OK: return CORONG_OK;
        case CURLE_AGAIN: return CORONG_AGAIN;
        case CURLE_URL_MALFORMAT:
        case CURLE_UNSUPPORTED_PROTOCOL: return CORONG_INVALID;
        case CURLE_COULDNT_RESOLVE_HOST:
        case CURLE_COULDNT_CONNECT: return CORONG_UNREACHABLE;
        case CURLE_SSL_CONNECT_ERROR:
        case CURLE_PEER_FAILED_VERIFICATION:
        case CURLE_SSL_CACERT_BADFILE:
        case CURLE_SSL_CERTPROBLEM:
        case CURLE_SSL_CIPHER:
        case CURLE_SSL_ISSUER_ERROR:
        case CURLE_SSL_INVALIDCERTSTATUS:
        case CURLE_USE_SSL_FAILED: return CORONG_TLS;
        case CURLE_LOGIN_DENIED:
        case CURLE_REMOTE_ACCESS_DENIED: return CORONG_DENIED;
        case CURLE_OPERATION_TIMEDOUT: return CORONG_TIMEOUT;
        case CURLE_FILESIZE_EXCEEDED: return CORONG_TOO_LARGE;
        case CURLE_TOO_MANY_REDIRECTS: return CORONG_REDIRECTS;
        case CURLE_GOT_NOTHING:
        case CURLE_SEND_ERROR:
        case CURLE_RECV_ERROR:
        case CURLE_PARTIAL_FILE:
        case CURLE_WEIRD_SERVER_REPLY: return CORONG_BROKEN;
        default: return CORONG_FAILED;
    }
}

// Addresses

static bool copy_part(CURLU *url, CURLUPart part, char *target, size_t size) {
    char *text = NULL;
    if (curl_url_get(url, part, &text, 0) != CURLUE_OK || text == NULL) return false;
    bool fits = strlen(text) < size;
    if (fits) strcpy(target, text);
    curl_free(text);
    return fits;
}

static void lower(char *text) {
    for (; *text != 0; text++)
        if (*text >= 'A' && *text <= 'Z') *text += 'a' - 'A';
}

enum corong_url corong_url_read(const char *text, char *scheme, char *host, size_t size) {
    CURLU *url = curl_url();
    enum corong_url result = CORONG_URL_OK;
    if (url == NULL || curl_url_set(url, CURLUPART_URL, text, 0) != CURLUE_OK) {
        result = CORONG_URL_MALFORMED;
    } else {
        char *user = NULL;
        char *password = NULL;
        bool has_login = curl_url_get(url, CURLUPART_USER, &user, 0) == CURLUE_OK ||
            curl_url_get(url, CURLUPART_PASSWORD, &password, 0) == CURLUE_OK;
        curl_free(user);
        curl_free(password);
        if (has_login) {
            result = CORONG_URL_HAS_USER;
        } else if (!copy_part(url, CURLUPART_SCHEME, scheme, size) || !copy_part(url, CURLUPART_HOST, host, size)) {
            result = CORONG_URL_NO_HOST;
        } else {
            lower(scheme);
            lower(host);
            if (host[0] == '[') {
                memmove(host, host + 1, strlen(host));
                host[strcspn(host, "]%")] = 0;
            }
        }
    }
    curl_url_cleanup(url);
    return result;
}

static size_t bytes_of(const struct curl_sockaddr *address, uint8_t bytes[16]) {
    // libcurl keeps the whole address there, although the field's type is that of the shortest.
    const void *start = &address->addr;
    if (address->family == AF_INET && address->addrlen >= sizeof(struct sockaddr_in)) {
        struct sockaddr_in four;
        memcpy(&four, start, sizeof four);
        memcpy(bytes, &four.sin_addr, 4);
        return 4;
    }
    if (address->family == AF_INET6 && address->addrlen >= sizeof(struct sockaddr_in6)) {
        struct sockaddr_in6 six;
        memcpy(&six, start, sizeof six);
        memcpy(bytes, &six.sin6_addr, 16);
        return 16;
    }
    return 0;
}

static bool approves(corong_transfer *transfer, const uint8_t *bytes, size_t count) {
    long redirects = 0;
    curl_easy_getinfo(transfer->easy, CURLINFO_REDIRECT_COUNT, &redirects);
    return transfer->calls.approve(transfer->calls.context, bytes, count, redirects > 0);
}

static curl_socket_t open_socket(void *context, curlsocktype purpose, struct curl_sockaddr *address) {
    (void)purpose;
    uint8_t bytes[16];
    size_t count = bytes_of(address, bytes);
    if (!approves(context, bytes, count)) return CURL_SOCKET_BAD;
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

// A connection that another request opened may be used again: it is judged once more.
static int before_request(void *context, char *address, char *local, int port, int local_port) {
    (void)local, (void)port, (void)local_port;
    uint8_t bytes[16];
    size_t count = inet_pton(AF_INET, address, bytes) == 1 ? 4 : inet_pton(AF_INET6, address, bytes) == 1 ? 16 : 0;
    return approves(context, bytes, count) ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT;
}

// Transfers

static size_t take_head(char *bytes, size_t size, size_t count, void *context) {
    corong_transfer *transfer = context;
    bool goes_on = transfer->calls.head(transfer->calls.context, (const uint8_t *)bytes, size * count);
    return goes_on ? size * count : CURL_WRITEFUNC_ERROR;
}

static size_t take_body(char *bytes, size_t size, size_t count, void *context) {
    corong_transfer *transfer = context;
    bool goes_on = transfer->calls.body(transfer->calls.context, (const uint8_t *)bytes, size * count);
    return goes_on ? size * count : CURL_WRITEFUNC_ERROR;
}

static int progress(void *context, curl_off_t all_in, curl_off_t in, curl_off_t all_out, curl_off_t out) {
    (void)all_in, (void)in, (void)all_out, (void)out;
    corong_transfer *transfer = context;
    return transfer->calls.is_cancelled(transfer->calls.context) ? 1 : 0;
}

static bool set_text(CURL *easy, CURLoption option, const char *value) {
    return curl_easy_setopt(easy, option, value) == CURLE_OK;
}

static bool set_number(CURL *easy, CURLoption option, int64_t value) {
    return curl_easy_setopt(easy, option, (long)value) == CURLE_OK;
}

static bool set_calls(corong_transfer *transfer) {
    CURL *easy = transfer->easy;
    bool is_set = curl_easy_setopt(easy, CURLOPT_PRIVATE, transfer) == CURLE_OK &&
        curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, transfer->message) == CURLE_OK &&
        curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, take_body) == CURLE_OK &&
        curl_easy_setopt(easy, CURLOPT_WRITEDATA, transfer) == CURLE_OK &&
        curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, take_head) == CURLE_OK &&
        curl_easy_setopt(easy, CURLOPT_HEADERDATA, transfer) == CURLE_OK &&
        curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, open_socket) == CURLE_OK &&
        curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, transfer) == CURLE_OK &&
        curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, before_request) == CURLE_OK &&
        curl_easy_setopt(easy, CURLOPT_PREREQDATA, transfer) == CURLE_OK;
    if (!is_set || transfer->calls.is_cancelled == NULL) return is_set;
    return curl_easy_setopt(easy, CURLOPT_XFERINFOFUNCTION, progress) == CURLE_OK &&
        curl_easy_setopt(easy, CURLOPT_XFERINFODATA, transfer) == CURLE_OK && set_number(easy, CURLOPT_NOPROGRESS, 0);
}

static bool set_always(CURL *easy) {
    return set_number(easy, CURLOPT_NOSIGNAL, 1) &&
        // A name that is being looked up when the transfer ends is left to its thread instead of waited for.
        set_number(easy, CURLOPT_QUICK_EXIT, 1) &&
        set_number(easy, CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2) &&
        // Over a proxy the address could not be judged, so those of the environment are not used.
        set_text(easy, CURLOPT_PROXY, "") && set_number(easy, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1);
}

corong_transfer *corong_transfer_create(const corong_calls *calls) {
    corong_transfer *transfer = calloc(1, sizeof *transfer);
    if (transfer == NULL) return NULL;
    transfer->calls = *calls;
    transfer->easy = curl_easy_init();
    if (transfer->easy == NULL || !set_calls(transfer) || !set_always(transfer->easy)) {
        corong_transfer_destroy(transfer);
        return NULL;
    }
    return transfer;
}

void corong_transfer_destroy(corong_transfer *transfer) {
    curl_easy_cleanup(transfer->easy);
    curl_slist_free_all(transfer->headers);
    curl_slist_free_all(transfer->recipients);
    free(transfer->mail);
    free(transfer);
}

bool corong_transfer_set_address(corong_transfer *transfer, const char *url, const char *schemes) {
    return set_text(transfer->easy, CURLOPT_URL, url) && set_text(transfer->easy, CURLOPT_PROTOCOLS_STR, schemes) &&
        set_text(transfer->easy, CURLOPT_REDIR_PROTOCOLS_STR, schemes);
}

bool corong_transfer_set_limits(
    corong_transfer *transfer, int64_t connect_ms, int64_t total_ms, int64_t body_max, int64_t redirects_max) {
    CURL *easy = transfer->easy;
    return set_number(easy, CURLOPT_CONNECTTIMEOUT_MS, connect_ms) && set_number(easy, CURLOPT_TIMEOUT_MS, total_ms) &&
        curl_easy_setopt(easy, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)body_max) == CURLE_OK &&
        set_number(easy, CURLOPT_FOLLOWLOCATION, redirects_max > 0) && set_number(easy, CURLOPT_MAXREDIRS, redirects_max);
}

bool corong_transfer_set_authorities(corong_transfer *transfer, const char *pem_file) {
    return set_text(transfer->easy, CURLOPT_CAINFO, pem_file) && set_text(transfer->easy, CURLOPT_CAPATH, NULL);
}

bool corong_transfer_set_method(
    corong_transfer *transfer, const char *method, const char *user_agent, const uint8_t *body, size_t count) {
    CURL *easy = transfer->easy;
    if (!set_text(easy, CURLOPT_USERAGENT, user_agent)) return false;
    if (strcmp(method, "GET") == 0) return set_number(easy, CURLOPT_HTTPGET, 1);
    if (strcmp(method, "HEAD") == 0) return set_number(easy, CURLOPT_NOBODY, 1);
    bool has_body = count > 0 || strcmp(method, "DELETE") != 0;
    if (has_body) {
        if (curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)count) != CURLE_OK) return false;
        if (curl_easy_setopt(easy, CURLOPT_COPYPOSTFIELDS, count > 0 ? (const char *)body : "") != CURLE_OK) return false;
    }
    return set_text(easy, CURLOPT_CUSTOMREQUEST, method);
}

bool corong_transfer_add_header(corong_transfer *transfer, const char *line) {
    struct curl_slist *longer = curl_slist_append(transfer->headers, line);
    if (longer == NULL) return false;
    transfer->headers = longer;
    return curl_easy_setopt(transfer->easy, CURLOPT_HTTPHEADER, longer) == CURLE_OK;
}

static size_t give_mail(char *room, size_t size, size_t count, void *context) {
    corong_transfer *transfer = context;
    size_t left = transfer->mail_count - transfer->mail_sent;
    size_t given = left < size * count ? left : size * count;
    if (given > 0) memcpy(room, transfer->mail + transfer->mail_sent, given);
    transfer->mail_sent += given;
    return given;
}

bool corong_transfer_set_mail(
    corong_transfer *transfer, const char *from, const char *to, const char *user, const char *password, bool needs_tls,
    const uint8_t *bytes, size_t count) {
    CURL *easy = transfer->easy;
    if (transfer->mail != NULL) return false;
    transfer->recipients = curl_slist_append(NULL, to);
    transfer->mail = malloc(count > 0 ? count : 1);
    if (transfer->recipients == NULL || transfer->mail == NULL) return false;
    if (count > 0) memcpy(transfer->mail, bytes, count);
    transfer->mail_count = count;
    if (user[0] != 0 && !(set_text(easy, CURLOPT_USERNAME, user) && set_text(easy, CURLOPT_PASSWORD, password))) return false;
    return set_text(easy, CURLOPT_MAIL_FROM, from) &&
        curl_easy_setopt(easy, CURLOPT_MAIL_RCPT, transfer->recipients) == CURLE_OK &&
        set_number(easy, CURLOPT_USE_SSL, needs_tls ? CURLUSESSL_ALL : CURLUSESSL_NONE) &&
        set_number(easy, CURLOPT_UPLOAD, 1) && curl_easy_setopt(easy, CURLOPT_READFUNCTION, give_mail) == CURLE_OK &&
        curl_easy_setopt(easy, CURLOPT_READDATA, transfer) == CURLE_OK &&
        curl_easy_setopt(easy, CURLOPT_INFILESIZE_LARGE, (curl_off_t)count) == CURLE_OK &&
        // A server may have closed a connection that was kept, and nobody could say then whether it has the mail.
        set_number(easy, CURLOPT_FORBID_REUSE, 1) && set_number(easy, CURLOPT_FRESH_CONNECT, 1);
}

int corong_transfer_status(corong_transfer *transfer) {
    long status = 0;
    curl_easy_getinfo(transfer->easy, CURLINFO_RESPONSE_CODE, &status);
    return (int)status;
}

bool corong_transfer_has_sent(corong_transfer *transfer) {
    long count = 0;
    curl_off_t ready = 0;
    curl_easy_getinfo(transfer->easy, CURLINFO_REQUEST_SIZE, &count);
    // Only HTTP counts what it sends; a mail's turn comes when the login is through.
    curl_easy_getinfo(transfer->easy, CURLINFO_PRETRANSFER_TIME_T, &ready);
    return count > 0 || ready > 0;
}

const char *corong_transfer_message(corong_transfer *transfer) { return transfer->message; }

void *corong_transfer_context(corong_transfer *transfer) { return transfer->calls.context; }

// Loops: libcurl's multi handle under another name

static CURLM *multi_of(corong_loop *loop) { return (CURLM *)loop; }

corong_loop *corong_loop_create(int64_t connections_kept) {
    CURLM *multi = curl_multi_init();
    if (multi != NULL) curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, (long)connections_kept);
    return (corong_loop *)multi;
}

void corong_loop_destroy(corong_loop *loop) { curl_multi_cleanup(multi_of(loop)); }

bool corong_loop_add(corong_loop *loop, corong_transfer *transfer) {
    return curl_multi_add_handle(multi_of(loop), transfer->easy) == CURLM_OK;
}

void corong_loop_remove(corong_loop *loop, corong_transfer *transfer) {
    curl_multi_remove_handle(multi_of(loop), transfer->easy);
}

void corong_loop_work(corong_loop *loop) {
    int running = 0;
    curl_multi_perform(multi_of(loop), &running);
}

corong_transfer *corong_loop_finished(corong_loop *loop, enum corong_result *result) {
    int left = 0;
    for (CURLMsg *message; (message = curl_multi_info_read(multi_of(loop), &left)) != NULL;) {
        char *owner = NULL;
        if (message->msg != CURLMSG_DONE) continue;
        *result = result_of(message->data.result);
        CURLcode code = message->data.result;
        if (curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &owner) != CURLE_OK || owner == NULL) continue;
        corong_transfer *transfer = (corong_transfer *)(void *)owner;
        if (code != CURLE_OK && transfer->message[0] == 0) {
            strncpy(transfer->message, curl_easy_strerror(code), sizeof transfer->message - 1);
        }
        return transfer;
    }
    return NULL;
}

void corong_loop_wait(corong_loop *loop, int milliseconds) {
    curl_multi_poll(multi_of(loop), NULL, 0, milliseconds, NULL);
}

void corong_loop_wake(corong_loop *loop) { curl_multi_wakeup(multi_of(loop)); }

// Streams

bool corong_stream_set_login(corong_transfer *stream, const char *user, const char *password, bool needs_tls) {
    CURL *easy = stream->easy;
    return set_text(easy, CURLOPT_USERNAME, user) && set_text(easy, CURLOPT_PASSWORD, password) &&
        set_number(easy, CURLOPT_USE_SSL, needs_tls ? CURLUSESSL_ALL : CURLUSESSL_NONE) &&
        set_number(easy, CURLOPT_CONNECT_ONLY, 1) && set_number(easy, CURLOPT_TCP_KEEPALIVE, 1);
}

enum corong_result corong_stream_open(corong_transfer *stream) {
    CURLcode code = curl_easy_perform(stream->easy);
    if (code != CURLE_OK && stream->message[0] == 0) {
        strncpy(stream->message, curl_easy_strerror(code), sizeof stream->message - 1);
    }
    return result_of(code);
}

int corong_stream_socket(corong_transfer *stream) {
    curl_socket_t found = CURL_SOCKET_BAD;
    return curl_easy_getinfo(stream->easy, CURLINFO_ACTIVESOCKET, &found) == CURLE_OK ? (int)found : -1;
}

enum corong_result corong_stream_send(corong_transfer *stream, const uint8_t *bytes, size_t count, size_t *sent) {
    return result_of(curl_easy_send(stream->easy, bytes, count, sent));
}

enum corong_result corong_stream_receive(corong_transfer *stream, uint8_t *bytes, size_t count, size_t *received) {
    CURLcode code = curl_easy_recv(stream->easy, bytes, count, received);
    return code == CURLE_OK && *received == 0 ? CORONG_BROKEN : result_of(code);
}
