// The least that keeping the promise costs: take signed deliveries over HTTP, check the HMAC over the raw body, store
// the bytes durably, and only then answer. One thread; all requests that are ready together share one commit.
// Knows just enough HTTP for the load generator. A yardstick, not a server to use.
//
//     ceiling PORT DATABASE SECRET
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { CONNECTIONS_PER_ROUND = 256, REQUEST_BYTES_MAX = 64 << 10, DIGEST_BYTES = 32 };

struct connection {
    int socket;
    size_t filled;
    bool accepted; // outcome of the request that is being answered
    char buffer[REQUEST_BYTES_MAX + 1];
};

struct request {
    const char *signature; // 64 hexadecimal digits
    const char *body;
    size_t body_bytes;
};

struct store {
    sqlite3 *database;
    sqlite3_stmt *begin, *insert, *commit;
};

static const char STORED[] = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 14\r\n\r\nEVENT_RECEIVED";
static const char REFUSED[] = "HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n";

static void require(bool holds, const char *what) {
    if (!holds) {
        fprintf(stderr, "ceiling: %s\n", what);
        exit(1);
    }
}

static void run(struct store *store, const char *sql) {
    require(sqlite3_exec(store->database, sql, NULL, NULL, NULL) == SQLITE_OK, sqlite3_errmsg(store->database));
}

static sqlite3_stmt *prepare(struct store *store, const char *sql) {
    sqlite3_stmt *statement = NULL;
    int result = sqlite3_prepare_v2(store->database, sql, -1, &statement, NULL);
    require(result == SQLITE_OK, sqlite3_errmsg(store->database));
    return statement;
}

static void step(struct store *store, sqlite3_stmt *statement) {
    require(sqlite3_step(statement) == SQLITE_DONE, sqlite3_errmsg(store->database));
    sqlite3_reset(statement);
}

static struct store open_store(const char *path) {
    struct store store = {0};
    require(sqlite3_open(path, &store.database) == SQLITE_OK, "cannot open the database");
    run(&store, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
                "CREATE TABLE entry(position INTEGER PRIMARY KEY, received_at INTEGER, channel TEXT, body BLOB);");
    store.begin = prepare(&store, "BEGIN IMMEDIATE");
    store.insert = prepare(&store, "INSERT INTO entry(received_at, channel, body) VALUES (?1, 'whatsapp', ?2)");
    store.commit = prepare(&store, "COMMIT");
    return store;
}

static void insert(struct store *store, const struct request *request) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    sqlite3_bind_int64(store->insert, 1, now.tv_sec * 1000000LL + now.tv_nsec / 1000);
    sqlite3_bind_blob(store->insert, 2, request->body, (int)request->body_bytes, SQLITE_STATIC);
    step(store, store->insert);
}

// The value of a header between two places, or NULL.
static const char *header(const char *from, const char *end, const char *name) {
    size_t length = strlen(name);
    for (const char *line = from; line < end;) {
        if ((size_t)(end - line) > length && strncasecmp(line, name, length) == 0) {
            return line + length;
        }
        const char *next = memchr(line, '\n', (size_t)(end - line));
        if (next == NULL) break;
        line = next + 1;
    }
    return NULL;
}

// True when the buffer holds a whole request, which is then filled in.
static bool whole_request(const struct connection *connection, struct request *request) {
    const char *start = connection->buffer, *end = memmem(start, connection->filled, "\r\n\r\n", 4);
    if (end == NULL) return false;
    const char *length = header(start, end, "Content-Length:");
    request->signature = header(start, end, "X-Hub-Signature-256: sha256=");
    request->body = end + 4;
    request->body_bytes = length == NULL ? 0 : strtoul(length, NULL, 10);
    return connection->filled >= (size_t)(request->body - start) + request->body_bytes;
}

static bool is_signed(const struct request *request, const char *secret) {
    static const char digits[] = "0123456789abcdef";
    unsigned char digest[DIGEST_BYTES];
    char expected[2 * DIGEST_BYTES];
    if (request->signature == NULL || request->body - request->signature < (long)sizeof expected) return false;
    const unsigned char *body = (const unsigned char *)request->body;
    HMAC(EVP_sha256(), secret, (int)strlen(secret), body, request->body_bytes, digest, NULL);
    for (size_t i = 0; i < DIGEST_BYTES; i++) {
        expected[2 * i] = digits[digest[i] >> 4];
        expected[2 * i + 1] = digits[digest[i] & 15];
    }
    return CRYPTO_memcmp(expected, request->signature, sizeof expected) == 0;
}

static int listen_on(int port) {
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), on = 1;
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    require(bind(listener, (struct sockaddr *)&address, sizeof address) == 0, "the port is taken");
    require(listen(listener, 1024) == 0, "cannot listen");
    return listener;
}

static void watch(int poll, int socket, struct connection *connection) {
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = connection};
    require(epoll_ctl(poll, EPOLL_CTL_ADD, socket, &event) == 0, "epoll_ctl failed");
}

static void accept_one(int poll, int listener) {
    int socket = accept4(listener, NULL, NULL, SOCK_NONBLOCK), on = 1;
    if (socket < 0) return;
    setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    struct connection *connection = malloc(sizeof *connection);
    require(connection != NULL, "out of memory");
    connection->socket = socket;
    connection->filled = 0;
    watch(poll, socket, connection);
}

// Reads what is there; false when the connection ended.
static bool fill(struct connection *connection) {
    size_t room = REQUEST_BYTES_MAX - connection->filled;
    ssize_t count = read(connection->socket, connection->buffer + connection->filled, room);
    if (count <= 0) return count < 0 && errno == EAGAIN;
    connection->filled += (size_t)count;
    connection->buffer[connection->filled] = 0;
    return true;
}

static void answer(const struct connection *connection) {
    const char *text = connection->accepted ? STORED : REFUSED;
    size_t length = connection->accepted ? sizeof STORED - 1 : sizeof REFUSED - 1;
    if (write(connection->socket, text, length) < 0) perror("ceiling: answering");
}

int main(int count, char **arguments) {
    require(count == 4, "usage: ceiling PORT DATABASE SECRET");
    struct store store = open_store(arguments[2]);
    int poll = epoll_create1(0), listener = listen_on(atoi(arguments[1]));
    watch(poll, listener, NULL);
    struct epoll_event events[CONNECTIONS_PER_ROUND];
    struct connection *finished[CONNECTIONS_PER_ROUND];
    for (;;) {
        int ready = epoll_wait(poll, events, CONNECTIONS_PER_ROUND, -1), done = 0;
        bool writing = false;
        for (int i = 0; i < ready; i++) {
            struct connection *connection = events[i].data.ptr;
            struct request request;
            if (connection == NULL) {
                accept_one(poll, listener);
            } else if (!fill(connection)) {
                close(connection->socket);
                free(connection);
            } else if (whole_request(connection, &request)) {
                connection->accepted = is_signed(&request, arguments[3]);
                if (connection->accepted && !writing) step(&store, store.begin);
                writing |= connection->accepted;
                if (connection->accepted) insert(&store, &request);
                connection->filled = 0;
                finished[done++] = connection;
            }
        }
        if (writing) step(&store, store.commit); // durable from here on: now the answers may go
        for (int i = 0; i < done; i++) answer(finished[i]);
    }
}
