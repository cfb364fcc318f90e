@main
struct EvaluateBoilerplate {
  static func main() throws {}
}
