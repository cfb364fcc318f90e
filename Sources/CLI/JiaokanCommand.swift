import ArgumentParser
import Jiaokan
import Pipeline

@main
struct JiaokanCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "jiaokan", abstract: "Scraped Chinese web pages to clean simplified text.", version: "0.1.0")
}
