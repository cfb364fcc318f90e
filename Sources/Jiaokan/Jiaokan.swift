@_exported import Boilerplate
@_exported import Conversion
@_exported import Decoding
@_exported import Markup
@_exported import Repair
@_exported import Segmentation
@_exported import TextCore
