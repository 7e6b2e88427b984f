// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

/// A target and, in order, the modules of ours that it may import.
func module(
    _ name: String, _ own: [String] = [], _ outside: [Target.Dependency] = [], resources: [Resource] = []
) -> Target {
    .target(
        name: name, dependencies: own.map { .target(name: $0) } + outside, resources: resources, swiftSettings: strict)
}

/// The tests of one module, with the modules its cases need.
func tests(_ name: String, _ own: [String], _ outside: [Target.Dependency] = []) -> Target {
    .testTarget(
        name: name + "Tests",
        dependencies: (own + ["TestSupport"]).map { .target(name: $0) } + outside,
        path: "Tests/" + name + "Tests",
        swiftSettings: strict)
}

let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let grdbSQLite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let metrics = Target.Dependency.product(name: "Metrics", package: "swift-metrics")
let coreMetrics = Target.Dependency.product(name: "CoreMetrics", package: "swift-metrics")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let unixSignals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nio = [nioCore, nioPosix, Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")]
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
    name: "corong",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "corong", targets: ["corong"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    // In the order the data flows. A module imports only what stands above it.
    targets: [
        .target(name: "CSimdjson", linkerSettings: [.linkedLibrary("simdjson")]),
        .target(name: "CRE2", linkerSettings: [.linkedLibrary("re2")]),
        .target(name: "CPhoneNumber", linkerSettings: [.linkedLibrary("phonenumber")]),
        .systemLibrary(name: "CGMimeSystem", pkgConfig: "gmime-3.0", providers: [.apt(["libgmime-3.0-dev"])]),
        .target(name: "CGMime", dependencies: ["CGMimeSystem"]),
        .target(name: "CCurl", linkerSettings: [.linkedLibrary("curl")]),
        module("Domain"),
        module("JSON", ["CSimdjson", "CRE2"]),
        module("Phone", ["CPhoneNumber"]),
        module("Mail", ["Domain", "JSON", "CGMime"]),
        module("Settings", ["Domain"], [yams]),
        module("Channels", ["Domain", "JSON", "Phone", "Mail", "Settings"], [crypto, cryptoExtras]),
        module("Stages", ["Domain", "JSON", "Channels", "Settings"]),
        module("Storage", ["Domain"], [crypto]),
        module("StorageSQLite", ["Domain", "Storage"], [grdb, grdbSQLite, crypto]),
        module("Pipeline", ["Domain", "Settings", "Channels", "Stages", "Storage"], [lifecycle, logging, metrics]),
        module("Transfer", ["Domain", "CCurl"]),
        module("Receive", ["Domain", "Channels", "Storage", "Transfer"], nio + [lifecycle, logging, metrics]),
        module(
            "Deliver", ["Domain", "JSON", "Settings", "Channels", "Storage", "Transfer"],
            [lifecycle, logging, metrics, crypto]),
        module(
            "Dashboard", ["Domain", "JSON", "Storage"],
            [hummingbird, hummingbirdCore, lifecycle, logging, metrics, coreMetrics, crypto, nioCore, nioPosix],
            resources: [.embedInCode("Mobile/Static")]),
        .executableTarget(
            name: "corong",
            dependencies: [
                "Domain", "JSON", "Settings", "Channels", "Stages", "Storage", "StorageSQLite", "Pipeline", "Transfer",
                "Receive", "Deliver", "Dashboard", crypto, arguments, lifecycle, unixSignals, logging, metrics, nioCore,
                nioPosix,
            ],
            swiftSettings: strict),
        .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
        .target(
            name: "JournalMaker", dependencies: ["Domain", "JSON", "Settings", "TestSupport"],
            path: "Tests/JournalMaker", swiftSettings: strict),
        .executableTarget(
            name: "corong-journal", dependencies: ["Domain", "StorageSQLite", "JournalMaker", arguments],
            path: "Benchmarks/journal", swiftSettings: strict),
        .executableTarget(
            name: "corong-routing", dependencies: ["Domain", "Settings", "Stages", arguments],
            path: "Benchmarks/routing", swiftSettings: strict),
        // Also built by Fuzz/Package.swift, where libFuzzer feeds them.
        .target(
            name: "Harnesses", dependencies: ["Domain", "JSON", "Mail", "Channels"], path: "Fuzz/Sources/Harnesses",
            swiftSettings: strict),
        tests("Hostile", ["Harnesses"]),
        tests("Domain", ["Domain"]),
        tests("JSON", ["JSON"]),
        tests("Phone", ["Phone"]),
        tests("Mail", ["Domain", "JSON", "Mail"]),
        tests("Settings", ["Domain", "Settings"]),
        tests("Channels", ["Domain", "JSON", "Channels"], [crypto, cryptoExtras]),
        tests("Stages", ["Domain", "Channels", "Settings", "Stages", "Storage"]),
        tests("Storage", ["Domain", "Storage", "StorageSQLite"], [grdbSQLite, crypto]),
        tests(
            "Pipeline",
            [
                "Domain", "JSON", "Settings", "Channels", "Stages", "Storage", "StorageSQLite", "Pipeline",
                "JournalMaker",
            ]),
        tests("Transfer", ["Domain", "Transfer"]),
        tests("Receive", ["Domain", "Channels", "Storage", "Transfer", "Receive"], nio + [lifecycle, logging]),
        tests(
            "Deliver", ["Domain", "JSON", "Channels", "Storage", "Transfer", "Deliver"],
            [lifecycle, logging, metrics, crypto]),
        tests(
            "Dashboard", ["Domain", "JSON", "Storage", "Dashboard"],
            [hummingbird, lifecycle, logging, metrics, coreMetrics, crypto] + nio),
        tests("Tidy", []),
    ]
)
