// libFuzzer brings `main`; this hands its inputs to the harness that CORONG_FUZZ names.

#include <stdint.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

extern int32_t corong_fuzz_choose(const char *name);
extern void corong_fuzz_run(const uint8_t *data, size_t size);

int LLVMFuzzerInitialize(int *argc, char ***argv) {
    (void)argc;
    (void)argv;
    const char *name = getenv("CORONG_FUZZ");
    if (name == NULL || corong_fuzz_choose(name) == 0) {
        fprintf(stderr, "fuzz: CORONG_FUZZ names no harness\n");
        exit(2);
    }
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    corong_fuzz_run(data, size);
    return 0;
}
