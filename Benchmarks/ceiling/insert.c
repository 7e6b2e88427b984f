// What storing the same bytes costs without any network: SQLite, write-ahead log, synchronous=FULL, BATCH rows a
// commit.
//
//     insert DATABASE REQUESTS BATCH SECONDS        REQUESTS: lines of signature, tab, body
//
// Prints `rows=N seconds=S cpu_us_per_row=U`.
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

enum { SIGNATURE_CHARACTERS = 64, ROWS_MAX = 1 << 20 };

struct row {
    const char *body;
    int bytes;
};

static void fail(const char *what) {
    fprintf(stderr, "insert: %s\n", what);
    exit(1);
}

static double elapsed_seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static double cpu_seconds(void) {
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    time_t seconds = usage.ru_utime.tv_sec + usage.ru_stime.tv_sec;
    suseconds_t microseconds = usage.ru_utime.tv_usec + usage.ru_stime.tv_usec;
    return (double)seconds + (double)microseconds / 1e6;
}

// Loads the file and fills in where each body is; the number of rows.
static size_t load(const char *path, struct row *rows) {
    FILE *file = fopen(path, "rb");
    if (file == NULL) fail("cannot read the requests");
    fseek(file, 0, SEEK_END);
    long size = ftell(file);
    rewind(file);
    char *text = malloc((size_t)size + 1);
    if (text == NULL || fread(text, 1, (size_t)size, file) != (size_t)size) fail("cannot read the requests");
    text[size] = 0;
    fclose(file);
    size_t count = 0;
    for (char *line = text, *end; count < ROWS_MAX && (end = strchr(line, '\n')) != NULL; line = end + 1) {
        if (end - line <= SIGNATURE_CHARACTERS) continue;
        rows[count].body = line + SIGNATURE_CHARACTERS + 1;
        rows[count].bytes = (int)(end - rows[count].body);
        count++;
    }
    return count;
}

static void step(sqlite3 *database, sqlite3_stmt *statement) {
    if (sqlite3_step(statement) != SQLITE_DONE) fail(sqlite3_errmsg(database));
    sqlite3_reset(statement);
}

static sqlite3_stmt *prepare(sqlite3 *database, const char *sql) {
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v2(database, sql, -1, &statement, NULL) != SQLITE_OK) fail(sqlite3_errmsg(database));
    return statement;
}

int main(int count, char **arguments) {
    if (count != 5) fail("usage: insert DATABASE REQUESTS BATCH SECONDS");
    struct row *rows = calloc(ROWS_MAX, sizeof *rows);
    size_t total = load(arguments[2], rows), batch = strtoul(arguments[3], NULL, 10), next = 0, written = 0;
    if (total == 0 || batch == 0) fail("nothing to write");
    sqlite3 *database = NULL;
    if (sqlite3_open(arguments[1], &database) != SQLITE_OK) fail("cannot open the database");
    const char *schema = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
                         "CREATE TABLE entry(position INTEGER PRIMARY KEY, received_at INTEGER, channel TEXT,"
                         " body BLOB);";
    if (sqlite3_exec(database, schema, NULL, NULL, NULL) != SQLITE_OK) fail(sqlite3_errmsg(database));
    sqlite3_stmt *begin = prepare(database, "BEGIN IMMEDIATE"), *commit = prepare(database, "COMMIT");
    const char *insertion = "INSERT INTO entry(received_at, channel, body) VALUES (?1, 'whatsapp', ?2)";
    sqlite3_stmt *insert = prepare(database, insertion);

    double limit = strtod(arguments[4], NULL), start = elapsed_seconds(), cpu = cpu_seconds();
    while (elapsed_seconds() - start < limit) {
        step(database, begin);
        for (size_t i = 0; i < batch; i++, next = (next + 1) % total, written++) {
            sqlite3_bind_int64(insert, 1, (sqlite3_int64)written);
            sqlite3_bind_blob(insert, 2, rows[next].body, rows[next].bytes, SQLITE_STATIC);
            step(database, insert);
        }
        step(database, commit);
    }
    double per_row = (cpu_seconds() - cpu) * 1e6 / (double)written;
    printf("rows=%zu seconds=%.3f cpu_us_per_row=%.3f\n", written, elapsed_seconds() - start, per_row);
    return 0;
}
