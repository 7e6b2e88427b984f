// What the parsers alone cost on the bodies of recorded requests: simdjson builds its tree, GMime its parts; nothing is looked at.
//
//   parse json|mime FILE...     prints "FILE <nanoseconds of CPU>" a line; a FILE is a request, whose body begins behind the empty line
#include <ctime>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>
#include <algorithm>
#include <gmime/gmime.h>
#include <simdjson.h>

static std::string body_of(const char *path) {
    std::ifstream file(path, std::ios::binary);
    std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    size_t lf = text.find("\n\n"), crlf = text.find("\r\n\r\n");
    if (crlf < lf) return text.substr(crlf + 4);
    return lf == std::string::npos ? text : text.substr(lf + 2);
}

static bool parse_json(simdjson::dom::parser &parser, const simdjson::padded_string &body) {
    simdjson::dom::element root;
    return parser.parse(body).get(root) == simdjson::SUCCESS;
}

static bool parse_mime(const std::string &body) {
    GMimeStream *stream = g_mime_stream_mem_new_with_buffer(body.data(), body.size());
    GMimeParser *parser = g_mime_parser_new_with_stream(stream);
    GMimeMessage *message = g_mime_parser_construct_message(parser, nullptr);
    bool is_message = message != nullptr;
    if (message) g_object_unref(message);
    g_object_unref(parser);
    g_object_unref(stream);
    return is_message;
}

template <typename Once> static double nanoseconds(Once once) {
    long times = 1;
    std::vector<double> rounds;
    while (rounds.size() < 9) {
        clock_t start = clock();
        for (long i = 0; i < times; i++) once();
        double seconds = double(clock() - start) / CLOCKS_PER_SEC;
        if (seconds < 0.01) { times *= 2; rounds.clear(); }
        else rounds.push_back(seconds * 1e9 / times);
    }
    std::sort(rounds.begin(), rounds.end());
    return rounds[4];
}

int main(int count, char **arguments) {
    if (count < 3) { std::cerr << "parse json|mime FILE...\n"; return 2; }
    bool is_json = std::string(arguments[1]) == "json";
    g_mime_init();
    for (int i = 2; i < count; i++) {
        std::string body = body_of(arguments[i]);
        simdjson::padded_string padded(body);
        simdjson::dom::parser parser;
        if (is_json ? !parse_json(parser, padded) : !parse_mime(body)) continue;
        double cost = is_json ? nanoseconds([&] { parse_json(parser, padded); }) : nanoseconds([&] { parse_mime(body); });
        std::cout << arguments[i] << " " << (long)cost << "\n";
    }
}
