import Conversion
import TestSupport
import Testing

@Suite struct Placeholder {}
