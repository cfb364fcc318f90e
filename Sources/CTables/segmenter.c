#include "CTables.h"
_Alignas(64) const unsigned char jk_segmenter[] = {
#embed "../../Data/models/segmenter.bin"
};
const size_t jk_segmenter_size = sizeof jk_segmenter;
