// swift-tools-version: 6.2
import PackageDescription

// The modules of the project that read what strangers write, built once more for fuzzing: `Scripts/fuzz` adds the
// sanitizers, and those must be in every module. `Sources/Corong` is a link to the project's sources.

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

/// A module of the project.
func module(_ name: String, _ own: [String] = [], _ outside: [Target.Dependency] = []) -> Target {
    .target(
        name: name, dependencies: own.map { .target(name: $0) } + outside, path: "Sources/Corong/" + name,
        swiftSettings: strict)
}

let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")

let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")

let package = Package(
    name: "fuzz",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        .target(
            name: "CSimdjson", path: "Sources/Corong/CSimdjson", linkerSettings: [.linkedLibrary("simdjson")]),
        .target(name: "CRE2", path: "Sources/Corong/CRE2", linkerSettings: [.linkedLibrary("re2")]),
        .target(
            name: "CPhoneNumber", path: "Sources/Corong/CPhoneNumber",
            linkerSettings: [.linkedLibrary("phonenumber")]),
        .systemLibrary(name: "CGMimeSystem", path: "Sources/Corong/CGMimeSystem", pkgConfig: "gmime-3.0"),
        .target(name: "CGMime", dependencies: ["CGMimeSystem"], path: "Sources/Corong/CGMime"),
        module("Domain"),
        module("JSON", ["CSimdjson", "CRE2"]),
        module("Phone", ["CPhoneNumber"]),
        module("Mail", ["Domain", "JSON", "CGMime"]),
        module("Settings", ["Domain"], [yams]),
        module("Channels", ["Domain", "JSON", "Phone", "Mail", "Settings"], [crypto, cryptoExtras]),
        .target(
            name: "Harnesses", dependencies: ["Domain", "JSON", "Mail", "Channels"],
            swiftSettings: strict),
        .executableTarget(name: "fuzz", dependencies: ["Harnesses"]),
    ]
)
