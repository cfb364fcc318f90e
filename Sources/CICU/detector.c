#include "CICU.h"

#include <unicode/ucsdet.h>

int jk_icu_detect(const uint8_t *bytes, size_t count, const char **names, int *confidences, int capacity) {
  UErrorCode error = U_ZERO_ERROR;
  UCharsetDetector *detector = ucsdet_open(&error);
  int found = 0;
  ucsdet_setText(detector, (const char *)bytes, (int32_t)(count > INT32_MAX ? INT32_MAX : count), &error);
  const UCharsetMatch **matches = ucsdet_detectAll(detector, &found, &error);
  if (U_FAILURE(error)) found = 0;
  if (found > capacity) found = capacity;
  for (int i = 0; i < found; i++) {
    names[i] = ucsdet_getName(matches[i], &error);
    confidences[i] = ucsdet_getConfidence(matches[i], &error);
  }
  ucsdet_close(detector);
  return found;
}
