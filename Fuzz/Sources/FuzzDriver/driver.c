#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerRunDriver(int *count, char ***arguments, int (*fuzz)(const uint8_t *, size_t));
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count);

/* SwiftPM links an executable so that it starts at MODULE_main; libFuzzer brings a `main` instead. Here each fuzzer
   gets the former, which runs libFuzzer on the fuzzer's own LLVMFuzzerTestOneInput. */
#define FUZZER(module)                                                      \
  int module##_main(int count, char **arguments);                           \
  int module##_main(int count, char **arguments) {                          \
    return LLVMFuzzerRunDriver(&count, &arguments, LLVMFuzzerTestOneInput); \
  }

FUZZER(FuzzBoilerplate)
FUZZER(FuzzCleaning)
FUZZER(FuzzConversion)
FUZZER(FuzzDecoding)
FUZZER(FuzzMarkup)
FUZZER(FuzzRecords)
FUZZER(FuzzRepair)
FUZZER(FuzzSegmentation)
