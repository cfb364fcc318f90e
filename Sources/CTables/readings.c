#include "CTables.h"
_Alignas(64) const unsigned char jk_readings[] = {
#embed "../../Data/tables/readings.bin"
};
const size_t jk_readings_size = sizeof jk_readings;
