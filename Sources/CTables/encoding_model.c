#include "CTables.h"

_Alignas(64) const unsigned char jk_encoding_model[] = {
#embed "../../Data/models/encoding_model.bin"
};
const size_t jk_encoding_model_size = sizeof jk_encoding_model;
