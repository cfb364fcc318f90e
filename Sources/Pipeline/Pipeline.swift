import Jiaokan
