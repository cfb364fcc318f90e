#ifndef FUZZ_DRIVER_H
#define FUZZ_DRIVER_H

/* Nothing to call: see driver.c. */

#endif
